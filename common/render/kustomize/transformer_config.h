// SPDX-License-Identifier: Apache-2.0
// Which fields the transformers change and which fields name other objects: built in, and as
// `configurations` and `crds` extend it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/render/kustomize/field_spec.h"
#include "common/render/kustomize/shared_list.h"

namespace sealer::kustomize {

// Objects of this type are named by these fields of others.
struct ReferenceRule {
    std::string group;
    std::string version;
    std::string kind;
    FieldSpecs referrers;
    friend bool operator==(const ReferenceRule&, const ReferenceRule&) = default;
};

// Copies are cheap.
struct TransformerConfig {
    using Specs = SharedList<FieldSpec>;

    Specs name_prefix;
    Specs name_suffix;
    Specs namespace_;
    Specs common_labels;    // selectors, templates and the objects' own labels
    Specs labels;           // for `labels` whatever it includes; none built in
    Specs template_labels;  // what includeTemplates adds
    Specs common_annotations;
    Specs images;
    Specs replicas;
    Specs var_references;
    SharedList<ReferenceRule> name_references;

    // The table of kustomize 5.5 (api/internal/konfig/builtinpluginconsts), as merging it into
    // nothing leaves it.
    [[nodiscard]] static const TransformerConfig& builtin();
    friend bool operator==(const TransformerConfig&, const TransformerConfig&) = default;
};

// A file of `configurations`; `where` is its name for messages. kInvalid for unknown fields.
[[nodiscard]] Result<TransformerConfig> parse_transformer_config(const manifest::Value& value,
                                                                 const std::string& where);

// A file of `crds`: definitions by name, whose x-kubernetes-… extensions are turned into field
// specs and references.
[[nodiscard]] Result<TransformerConfig> parse_crd_definitions(const manifest::Value& value,
                                                              const std::string& where);

// Adds what `from` has and `into` has not. kInvalid where the same field of the same type says
// `create` in the one and not in the other.
[[nodiscard]] Status merge_config(TransformerConfig& into, const TransformerConfig& from);
// The same for one list.
[[nodiscard]] Status merge_specs(FieldSpecs& into, const FieldSpecs& from);

}  // namespace sealer::kustomize
