// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

bool is_role_binding(std::string_view kind) {
    return kind == "RoleBinding" || kind == "ClusterRoleBinding";
}

class Mover {
  public:
    Mover(const NamespaceRule& rule, const Schemas& schemas, render::Budget& budget)
        : rule_(rule), schemas_(schemas), budget_(budget) {}

    Status move(ResourcePtr& slot) {
        const Id before = slot->id();
        Resource& resource = edit(slot);
        TRY(resource.remember_id(budget_));
        if (!schemas_.is_cluster_scoped(before.type)) {
            TRY(set(resource.object["metadata"]["namespace"]));
        }
        if (is_role_binding(before.type.kind)) {
            TRY(set_subjects(resource.object));
        }
        const auto set_field = [this](Value& value) { return set_scalar(value); };
        for (const FieldSpec& field : rule_.fields) {
            TRY(is_ours(field, before.type)
                    ? visit_fields(resource.object, field, budget_, set_field)
                    : Status());
        }
        return {};
    }

  private:
    [[nodiscard]] static bool is_ours(const FieldSpec& field,
                                      const manifest::GroupVersionKind& type) {
        // These two are what move() does itself.
        return field.matches(type) && field.path != "metadata/namespace" &&
               !(is_role_binding(field.kind) && field.path == "subjects/namespace");
    }

    [[nodiscard]] Status set(Value& value) const {
        const bool is_set = value.is_string() && !value.as_string().empty();
        return rule_.unset_only && is_set ? Status() : budget_.assign(value, rule_.namespace_);
    }

    Status set_scalar(Value& value) const {
        if (value.is_array() || value.is_object()) {
            return fail(Code::kInvalid, "a namespace's field must be text");
        }
        return set(value);
    }

    [[nodiscard]] Status set_subjects(Value& binding) const {
        Value* subjects = binding.get("subjects");
        if (rule_.subjects == SubjectRule::kNone || subjects == nullptr || !subjects->is_array()) {
            return {};
        }
        for (Value& subject : subjects->as_array()) {
            const bool is_meant = rule_.subjects == SubjectRule::kDefaultOnly
                                      ? subject.text("name") == "default"
                                      : subject.text("kind") == "ServiceAccount";
            if (is_meant) {
                TRY(set(subject["namespace"]));
            }
        }
        return {};
    }

    const NamespaceRule& rule_;
    const Schemas& schemas_;
    render::Budget& budget_;
};

}  // namespace

Status set_namespace(Resources& resources, const NamespaceRule& rule, const Schemas& schemas,
                     render::Budget& budget) {
    if (rule.namespace_.empty()) {
        return {};
    }
    Mover mover(rule, schemas, budget);
    std::unordered_map<std::string, const Resource*> seen;
    for (ResourcePtr& slot : resources) {
        if (const Status moved = mover.move(slot); !moved) {
            return fail(moved.error().with(describe(*slot)));
        }
        const auto [other, is_new] = seen.emplace(key_of(slot->id(), schemas), slot.get());
        if (!is_new) {
            return fail(Code::kInvalid, "namespace " + rule.namespace_ + ": " + describe(*slot) +
                                            " and " + describe(*other->second) +
                                            " become one and the same object");
        }
    }
    return {};
}

}  // namespace sealer::kustomize
