// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/transformer_config.h"

#include <algorithm>

#include "common/base/check.h"
#include "common/render/kustomize/default_config.h"
#include "common/render/kustomize/kustomization.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

// The lists of field specs, each with its name in a file of `configurations`.
struct NamedSpecs {
    std::string_view name;
    TransformerConfig::Specs TransformerConfig::*specs;
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

Status merge_rules(std::vector<ReferenceRule>& into, const std::vector<ReferenceRule>& from) {
    for (const ReferenceRule& rule : from) {
        const auto same_type = [&rule](const ReferenceRule& present) {
            return present.kind == rule.kind && present.version == rule.version &&
                   present.group == rule.group;
        };
        auto present = std::ranges::find_if(into, same_type);
        if (present == into.end()) {
            present = into.insert(into.end(), {rule.group, rule.version, rule.kind, {}});
        }
        TRY(check_count(into.size()));
        TRY(merge_specs(present->referrers, rule.referrers));
    }
    return {};
}

// The order counts: what a spec for more types covers is not added behind it, but before it is.
Status merge_sorted(FieldSpecs& into, const FieldSpecs& from) {
    const std::size_t size = into.size();
    TRY(merge_specs(into, from));
    if (into.size() > size) {
        sort_by_type(into);
    }
    return {};
}

// Most kustomizations have the built-in lists, and then there is nothing to do.
template <class T>
Status merge_shared(TransformerConfig& into, const TransformerConfig& from,
                    SharedList<T> TransformerConfig::*list,
                    Status (*merge)(std::vector<T>&, const std::vector<T>&)) {
    if ((from.*list).empty() || (into.*list).is_one_with(from.*list)) {
        return {};
    }
    if ((into.*list).empty() && (from.*list).is_one_with(TransformerConfig::builtin().*list)) {
        into.*list = from.*list;
        return {};
    }
    return merge((into.*list).edit(), (from.*list).get());
}

TransformerConfig make_builtin() {
    const TransformerConfig table = default_config();
    TransformerConfig config;
    for (const NamedSpecs& list : kSpecLists) {
        CHECK(merge_sorted((config.*list.specs).edit(), table.*list.specs));
    }
    CHECK(merge_rules(config.name_references.edit(), table.name_references));
    return config;
}

}  // namespace

const TransformerConfig& TransformerConfig::builtin() {
    static const TransformerConfig kConfig = make_builtin();
    return kConfig;
}

Result<TransformerConfig> parse_transformer_config(const Value& value, const std::string& where) {
    TransformerConfig config;
    Decoder decoder(value, where);
    for (const NamedSpecs& list : kSpecLists) {
        decode_list(decoder, list.name, (config.*list.specs).edit());
    }
    decoder.objects("nameReference", [&config](Decoder& element) {
        decode(element, config.name_references.edit().emplace_back());
    });
    TRY(decoder.done());
    return config;
}

Status merge_config(TransformerConfig& into, const TransformerConfig& from) {
    for (const NamedSpecs& list : kSpecLists) {
        const Status merged = merge_shared(into, from, list.specs, merge_sorted);
        if (!merged) {
            return fail(merged.error().with(list.name));
        }
    }
    const Status merged =
        merge_shared(into, from, &TransformerConfig::name_references, merge_rules);
    return merged ? merged : fail(merged.error().with("nameReference"));
}

Status merge_specs(FieldSpecs& into, const FieldSpecs& from) {
    for (const FieldSpec& spec : from) {
        const auto present = std::ranges::find_if(
            into, [&spec](const FieldSpec& candidate) { return covers(spec, candidate); });
        if (present == into.end()) {
            into.push_back(spec);
        } else if (present->create != spec.create) {
            return fail(Code::kInvalid, "conflicting fieldspecs: " + show(spec) +
                                            " is there with " + (present->create ? "" : "no ") +
                                            "`create: true`; say the same in both");
        }
        TRY(check_count(into.size()));
    }
    return {};
}

}  // namespace sealer::kustomize
