// SPDX-License-Identifier: Apache-2.0
#include "common/app/kustomize_options.h"

#include <algorithm>

#include "common/base/integer.h"
#include "common/render/kustomize/decoder.h"

namespace sealer::app {
namespace {

using kustomize::Decoder;
using kustomize::Overrides;
using kustomize::TextMap;
using manifest::Value;

// A number, or a text that is one.
std::optional<std::int64_t> as_count(const Value& value) {
    std::optional<std::int64_t> count;
    if (value.kind() == Value::Kind::kInt) {
        count = value.as_int();
    } else if (value.is_string()) {
        count = parse_integer<std::int64_t>(value.as_string());
    }
    return count && *count >= 0 ? count : std::nullopt;
}

void read_replicas(Decoder& decoder, kustomize::ReplicaRule& into) {
    Value count;
    decoder.text("name", into.name).value("count", count);
    if (const auto number = as_count(count)) {
        into.count = *number;
    } else {
        decoder.reject("count must be a number of replicas");
    }
}

// What only tells a kustomize program which of them to be.
void skip_program_options(Decoder& decoder) {
    std::string text;
    std::vector<std::string> texts;
    decoder.text("version", text).text("kubeVersion", text).texts("apiVersions", texts);
}

void expand_values(TextMap& pairs, const BuildEnvironment& environment) {
    for (auto& [key, value] : pairs) {
        value = expand_variables(value, environment);
    }
}

}  // namespace

Result<KustomizeOptions> parse_kustomize_options(const Value& json, std::string_view where) {
    KustomizeOptions options;
    Overrides& overrides = options.overrides;
    Decoder decoder(json, std::string(where));
    decoder.text("namePrefix", overrides.name_prefix)
        .text("nameSuffix", overrides.name_suffix)
        .text("namespace", overrides.namespace_)
        .texts("images", overrides.images)
        .text_map("commonLabels", overrides.common_labels)
        .flag("forceCommonLabels", overrides.force_common_labels)
        .flag("labelWithoutSelector", overrides.label_without_selector)
        .flag("labelIncludeTemplates", overrides.label_include_templates)
        .text_map("commonAnnotations", overrides.common_annotations)
        .flag("forceCommonAnnotations", overrides.force_common_annotations)
        .flag("commonAnnotationsEnvsubst", options.expands_annotations)
        .texts("components", overrides.components)
        .flag("ignoreMissingComponents", overrides.ignore_missing_components)
        .objects("replicas",
                 [&](Decoder& d) { read_replicas(d, overrides.replicas.emplace_back()); });
    kustomize::decode_list(decoder, "patches", overrides.patches);
    skip_program_options(decoder);
    TRY(decoder.done());
    return options;
}

Overrides overrides_of(const KustomizeOptions& options, const BuildEnvironment& environment) {
    Overrides overrides = options.overrides;
    for (std::string& image : overrides.images) {
        image = expand_variables(image, environment);
    }
    expand_values(overrides.common_labels, environment);
    if (options.expands_annotations) {
        expand_values(overrides.common_annotations, environment);
    }
    return overrides;
}

bool depends_on_commit(const KustomizeOptions& options) {
    const auto mentions = [](const std::string& text) {
        return text.find("ARGOCD_APP_REVISION") != std::string::npos;
    };
    const auto any = [&](const TextMap& pairs) {
        return std::ranges::any_of(pairs, mentions, &TextMap::value_type::second);
    };
    return std::ranges::any_of(options.overrides.images, mentions) ||
           any(options.overrides.common_labels) || any(options.overrides.common_annotations);
}

}  // namespace sealer::app
