// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_scalar.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

Status add_pairs(Value& value, const TextMap& pairs, render::Budget& budget) {
    if (!value.is_object() && !value.is_null()) {
        return fail(Code::kInvalid, "labels and annotations stand in a mapping");
    }
    for (const auto& [key, text] : pairs) {
        Value* present = value.get(key);
        if (present == nullptr) {
            TRY(budget.add_memory(sizeof(manifest::Member) + key.size()));
            present = &value[key];
        }
        TRY(budget.assign(*present, text));
    }
    return {};
}

// In an object, all keys are texts, and kustomize writes these without quotes.
Status check_keys(const TextMap& pairs) {
    for (const auto& [key, text] : pairs) {
        const auto value = manifest::resolve_scalar("?", key, manifest::YamlTyping::kKustomize);
        if (!value || !value->is_string()) {
            return fail(Code::kInvalid, "\"" + key +
                                            "\" is no key for a label or an annotation: YAML reads "
                                            "it as a boolean or a number");
        }
    }
    return {};
}

}  // namespace

Status set_pairs(Resources& resources, const TextMap& pairs, const FieldSpecs& fields,
                 render::Budget& budget) {
    if (pairs.empty()) {
        return {};
    }
    TRY(check_keys(pairs));
    for (ResourcePtr& slot : resources) {
        const manifest::GroupVersionKind type = manifest::type_of(slot->object);
        for (const FieldSpec& field : fields) {
            if (!field.matches(type)) {
                continue;
            }
            const auto add = [&](Value& value) { return add_pairs(value, pairs, budget); };
            const Status set = visit_fields(edit(slot).object, field, budget, add);
            if (!set) {
                return fail(set.error().with(describe(*slot)));
            }
        }
    }
    return {};
}

Result<FieldSpecs> label_fields(const LabelRule& rule, const TransformerConfig& config) {
    FieldSpecs fields = rule.fields;
    if (rule.include_selectors) {
        TRY(merge_specs(fields, config.common_labels));
    } else {
        TRY(rule.include_templates ? merge_specs(fields, config.template_labels) : Status());
        TRY(merge_specs(
            fields,
            {{.group = {}, .version = {}, .kind = {}, .path = "metadata/labels", .create = true}}));
    }
    TRY(merge_specs(fields, config.labels));
    return fields;
}

}  // namespace sealer::kustomize
