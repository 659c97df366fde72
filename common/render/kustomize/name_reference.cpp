// SPDX-License-Identifier: Apache-2.0
// References by name follow the objects that they mean: which those are tells reference_index.h.
// Source of the rules: kustomize 5.5, api/filters/nameref.
#include <map>

#include "common/render/kustomize/field_walk.h"
#include "common/render/kustomize/reference_index.h"
#include "common/render/kustomize/scalar_text.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {

// One field of one type that names objects of another.
struct NameReference {
    const ReferenceRule* rule;
    const FieldSpec* field;
    std::vector<std::string> steps;  // once the type is met: most are not
};

// The references of a type, found once however many resources have it.
class TypeReferences {
  public:
    explicit TypeReferences(const std::vector<ReferenceRule>& rules) {
        for (const ReferenceRule& rule : rules) {
            for (const FieldSpec& field : rule.referrers) {
                all_.push_back({&rule, &field, {}});
            }
        }
    }

    Result<const std::vector<const NameReference*>*> of(const manifest::GroupVersionKind& type,
                                                        render::Budget& budget) {
        const auto [entry, is_new] = by_type_.try_emplace(type);
        if (is_new) {
            for (NameReference& reference : all_) {
                if (reference.field->matches(type)) {
                    reference.steps = split_path(reference.field->path);
                    entry->second.push_back(&reference);
                }
            }
            TRY(budget.add_memory(entry->second.size() * sizeof(NameReference*)));
        }
        return &entry->second;
    }

  private:
    std::vector<NameReference> all_;
    std::map<manifest::GroupVersionKind, std::vector<const NameReference*>> by_type_;
};

namespace {

using manifest::Value;

// What a value that names an object becomes: null where it stays as it is.
Result<Value> renamed(const Value& value, const ReferenceQuery& query) {
    if (value.is_null()) {
        return Value();
    }
    if (!value.is_object()) {
        const std::string name = text_of(value);
        TRY_ASSIGN(const ReferenceTarget* target, query.find(name));
        return target == nullptr || target->name == name ? Value() : Value(target->name);
    }
    const Value* name = value.get("name");
    if (name == nullptr) {
        return fail(Code::kInvalid, "the mapping there has no field \"name\"");
    }
    const Value* namespace_ = value.get("namespace");
    const std::string old_name = text_of(*name);
    TRY_ASSIGN(const ReferenceTarget* target, namespace_ == nullptr
                                                  ? query.find_with_namespace(old_name)
                                                  : query.find_in(old_name, text_of(*namespace_)));
    if (target == nullptr || (target->name == old_name && target->namespace_.empty())) {
        return Value();
    }
    Value changed = value;
    changed["name"] = target->name;
    // No namespace means any here, not "default": it takes the place of none.
    if (!target->namespace_.empty()) {
        changed["namespace"] = target->namespace_;
    }
    return changed == value ? Value() : changed;
}

// Calls `visit` with each value at the reference's path that names an object.
template <class AnyValue, class Visit>
Status walk_names(AnyValue& object, const NameReference& reference, const Visit& visit) {
    return walk_fields(object, reference.steps, [&visit](AnyValue& leaf) -> Status {
        if (!leaf.is_array()) {
            return visit(leaf);
        }
        for (auto& element : leaf.as_array()) {
            if (element.is_array()) {
                return fail(Code::kInvalid, "a list of lists cannot name objects");
            }
            if (Status visited = visit(element); !visited) {
                return visited;
            }
        }
        return {};
    });
}

Status follow(ResourcePtr& slot, const NameReference& reference, const ReferenceQuery& query,
              render::Budget& budget) {
    // What the names become, in the order of the walk. Most stay: then nothing is copied.
    std::vector<Value> changes;
    bool any = false;
    const Value& object = slot->object;
    TRY(walk_names(object, reference, [&](const Value& leaf) -> Status {
        TRY_ASSIGN(Value changed, renamed(leaf, query));
        any = any || !changed.is_null();
        Status paid = changed.is_null() ? budget.work() : budget.add_value(changed);
        changes.push_back(std::move(changed));
        return paid;
    }));
    if (!any) {
        return {};
    }
    auto next = changes.begin();
    return walk_names(edit(slot).object, reference, [&next](Value& leaf) -> Status {
        if (!next->is_null()) {
            leaf = std::move(*next);
        }
        ++next;
        return {};
    });
}

}  // namespace

struct NameFixer::Impl {
    Impl(const std::vector<ReferenceRule>& all_rules, const Schemas& known_schemas)
        : rules(all_rules), schemas(known_schemas), references(rules), index(schemas) {}

    const std::vector<ReferenceRule>& rules;
    const Schemas& schemas;
    TypeReferences references;
    ReferenceIndex index;
};

NameFixer::NameFixer(const std::vector<ReferenceRule>& rules, const Schemas& schemas)
    : impl_(std::make_unique<Impl>(rules, schemas)) {}
NameFixer::~NameFixer() = default;

Status NameFixer::fill(const Resources& resources, render::Budget& budget) {
    return impl_->index.fill(resources, impl_->rules, budget);
}

Status NameFixer::fix(ResourcePtr& slot, render::Budget& budget) {
    TRY_ASSIGN(const auto* those, impl_->references.of(slot->first_id().type, budget));
    if (those->empty()) {
        return {};
    }
    // As it is before its references change.
    Result<Referrer> referrer = Referrer::of(*slot, impl_->schemas);
    if (!referrer) {
        return fail(referrer.error().with(describe(*slot)));
    }
    for (const NameReference* reference : *those) {
        const ReferenceQuery query(impl_->index, *referrer, *reference->rule,
                                   reference->field->path);
        if (const Status followed = follow(slot, *reference, query, budget); !followed) {
            return fail(followed.error().with(describe(*slot) + ": " + reference->field->path));
        }
    }
    return {};
}

Status fix_references(Resources& resources, const std::vector<ReferenceRule>& rules,
                      const Schemas& schemas, render::Budget& budget) {
    NameFixer names(rules, schemas);
    TRY(names.fill(resources, budget));
    for (ResourcePtr& slot : resources) {
        TRY(names.fix(slot, budget));
    }
    return {};
}

}  // namespace sealer::kustomize
