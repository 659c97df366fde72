// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

constexpr std::string_view kName = "metadata/name";

// Their names mean something to others.
bool keeps_name(const manifest::GroupVersionKind& type) {
    return type.kind == "CustomResourceDefinition" || type.kind == "Namespace" ||
           (type.kind == "APIService" && type.group == "apiregistration.k8s.io");
}

enum class Side { kFront, kBack };

class Affixer {
  public:
    Affixer(Side side, std::string_view affix, render::Budget& budget)
        : side_(side), affix_(affix), budget_(budget) {}

    Status apply(ResourcePtr& slot, const FieldSpec& field) const {
        Resource& resource = edit(slot);
        if (field.path == kName) {
            TRY(resource.remember_id(budget_));
            TRY(budget_.add_memory(sizeof(std::string) + affix_.size()));
            (side_ == Side::kFront ? resource.prefixes : resource.suffixes).emplace_back(affix_);
        }
        return visit_fields(resource.object, field, budget_,
                            [this](Value& value) { return add(value); });
    }

  private:
    [[nodiscard]] Status add(Value& value) const {
        if (value.is_null()) {
            value = "";
        }
        if (!value.is_string()) {
            return fail(Code::kInvalid, "a name must be text");
        }
        TRY(budget_.add_memory(affix_.size()));
        std::string& text = value.as_string();
        text.insert(side_ == Side::kFront ? 0 : text.size(), affix_);
        return {};
    }

    Side side_;
    std::string_view affix_;
    render::Budget& budget_;
};

Status add_affix(Resources& resources, const Affixer& affixer, const FieldSpecs& fields) {
    for (ResourcePtr& slot : resources) {
        const manifest::GroupVersionKind type = slot->first_id().type;
        if (keeps_name(type)) {
            continue;
        }
        for (const FieldSpec& field : fields) {
            if (!field.matches(type)) {
                continue;
            }
            if (const Status added = affixer.apply(slot, field); !added) {
                return fail(added.error().with(describe(*slot)));
            }
        }
    }
    return {};
}

}  // namespace

Status add_prefix(Resources& resources, std::string_view prefix, const FieldSpecs& fields,
                  render::Budget& budget) {
    return prefix.empty() ? Status()
                          : add_affix(resources, Affixer(Side::kFront, prefix, budget), fields);
}

Status add_suffix(Resources& resources, std::string_view suffix, const FieldSpecs& fields,
                  render::Budget& budget) {
    return suffix.empty() ? Status()
                          : add_affix(resources, Affixer(Side::kBack, suffix, budget), fields);
}

}  // namespace sealer::kustomize
