// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/transformer_config.h"

#include <algorithm>

#include "common/render/kustomize/kustomization.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

// The lists of field specs, each with its name in a file of `configurations`.
struct NamedSpecs {
    std::string_view name;
    FieldSpecs TransformerConfig::*specs;
};
constexpr NamedSpecs kSpecLists[] = {
    {"namePrefix", &TransformerConfig::name_prefix},
    {"nameSuffix", &TransformerConfig::name_suffix},
    {"namespace", &TransformerConfig::namespace_},
    {"commonLabels", &TransformerConfig::common_labels},
    {"labels", &TransformerConfig::labels},
    {"templateLabels", &TransformerConfig::template_labels},
    {"commonAnnotations", &TransformerConfig::common_annotations},
    {"images", &TransformerConfig::images},
    {"replicas", &TransformerConfig::replicas},
    {"varReference", &TransformerConfig::var_references},
};

// Merging takes the square of this in steps, for each kustomization.
constexpr std::size_t kMaxSpecs = 5'000;

Status check_count(std::size_t count) {
    return count > kMaxSpecs ? fail(Code::kInvalid, "more than " + std::to_string(kMaxSpecs) +
                                                        " field specs in one list")
                             : Status();
}

void decode(Decoder& decoder, ReferenceRule& into) {
    decoder.text("group", into.group).text("version", into.version).text("kind", into.kind);
    decode_list(decoder, "fieldSpecs", into.referrers);
}

std::string show(const FieldSpec& spec) {
    std::string type = spec.kind.empty() ? "every kind" : spec.kind;
    for (const std::string* part : {&spec.version, &spec.group}) {
        type += part->empty() ? "" : "." + *part;
    }
    return spec.path + " of " + type;
}

// Whether `present` is the field that `spec` means, or one of those.
bool covers(const FieldSpec& spec, const FieldSpec& present) {
    return spec.path == present.path &&
           spec.matches({.group = present.group, .version = present.version, .kind = present.kind});
}

Status merge_references(std::vector<ReferenceRule>& into, const std::vector<ReferenceRule>& from) {
    for (const ReferenceRule& rule : from) {
        const auto same_type = [&rule](const ReferenceRule& present) {
            return present.kind == rule.kind && present.version == rule.version &&
                   present.group == rule.group;
        };
        auto present = std::ranges::find_if(into, same_type);
        if (present == into.end()) {
            present = into.insert(into.end(), {rule.group, rule.version, rule.kind, {}});
            TRY(check_count(into.size()));
        }
        TRY(merge_specs(present->referrers, rule.referrers));
    }
    return {};
}

bool by_type(const FieldSpec& a, const FieldSpec& b) {
    return type_less({a.group, a.version, a.kind}, {b.group, b.version, b.kind});
}

}  // namespace

Result<TransformerConfig> parse_transformer_config(const Value& value, const std::string& where) {
    TransformerConfig config;
    Decoder decoder(value, where);
    for (const NamedSpecs& list : kSpecLists) {
        decode_list(decoder, list.name, config.*list.specs);
    }
    decoder.objects("nameReference", [&config](Decoder& element) {
        decode(element, config.name_references.emplace_back());
    });
    TRY(decoder.done());
    return config;
}

Status merge_config(TransformerConfig& into, const TransformerConfig& from) {
    for (const NamedSpecs& list : kSpecLists) {
        if (const Status merged = merge_specs(into.*list.specs, from.*list.specs); !merged) {
            return fail(merged.error().with(list.name));
        }
        // The order counts: what a spec for more types covers is not added behind it, but before
        // it is.
        // Most often it is so already, and this is done for every kustomization.
        if (!std::ranges::is_sorted(into.*list.specs, by_type)) {
            std::ranges::stable_sort(into.*list.specs, by_type);
        }
    }
    if (const Status merged = merge_references(into.name_references, from.name_references);
        !merged) {
        return fail(merged.error().with("nameReference"));
    }
    return {};
}

Status merge_specs(FieldSpecs& into, const FieldSpecs& from) {
    if (into == from) {  // as most kustomizations have it: the built-in table
        return {};
    }
    for (const FieldSpec& spec : from) {
        const auto present = std::ranges::find_if(
            into, [&spec](const FieldSpec& candidate) { return covers(spec, candidate); });
        if (present == into.end()) {
            into.push_back(spec);
            TRY(check_count(into.size()));
        } else if (present->create != spec.create) {
            return fail(Code::kInvalid, "conflicting fieldspecs: " + show(spec) +
                                            " is there with " + (present->create ? "" : "no ") +
                                            "`create: true`; say the same in both");
        }
    }
    return {};
}

}  // namespace sealer::kustomize
