// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/reference_index.h"

#include <algorithm>

namespace sealer::kustomize {
namespace {

using Targets = ReferenceIndex::Targets;

// Parts that hold no zero byte, in one text.
std::string key_of_parts(std::initializer_list<std::string_view> parts) {
    std::string key;
    for (const std::string_view part : parts) {
        key.append(part).push_back('\0');
    }
    return key;
}

ReferenceTarget target_of(const Resource& resource, const Schemas& schemas) {
    Id id = resource.id();
    ReferenceTarget target;
    target.scope = effective_namespace(id, schemas);
    target.first_scope = effective_namespace(resource.first_id(), schemas);
    target.is_cluster_scoped = schemas.is_cluster_scoped(id.type);
    target.kind = std::move(id.type.kind);
    target.name = std::move(id.name);
    target.namespace_ = std::move(id.namespace_);
    for (const Id& previous : resource.previous) {
        target.previous_types.push_back(previous.type);
    }
    target.prefixes = resource.prefixes;
    target.suffixes = resource.suffixes;
    target.shown = describe(resource);
    return target;
}

bool was_of_type(const ReferenceTarget& target, const FieldSpec& type) {
    return std::ranges::any_of(target.previous_types,
                               [&type](const auto& previous) { return type.matches(previous); });
}

// Whether the shorter list is the end of the longer; an empty one is of an empty one only.
bool same_ending(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a.empty() || b.empty()) {
        return a.empty() && b.empty();
    }
    const std::size_t count = std::min(a.size(), b.size());
    return std::equal(a.end() - static_cast<std::ptrdiff_t>(count), a.end(),
                      b.end() - static_cast<std::ptrdiff_t>(count));
}

bool same_affixes(const Referrer& referrer, const ReferenceTarget& target) {
    return same_ending(referrer.prefixes, target.prefixes) &&
           same_ending(referrer.suffixes, target.suffixes);
}

// The same where an object without prefixes is as good as any, and so with suffixes.
bool similar_affixes(const Referrer& referrer, const ReferenceTarget& target) {
    const auto similar = [](const auto& a, const auto& b) {
        return a.empty() || b.empty() || same_ending(a, b);
    };
    return similar(referrer.prefixes, target.prefixes) &&
           similar(referrer.suffixes, target.suffixes);
}

}  // namespace

Status ReferenceIndex::fill(const Resources& resources, const std::vector<ReferenceRule>& rules,
                            render::Budget& budget) {
    std::unordered_set<std::string> kinds;
    for (const ReferenceRule& rule : rules) {
        kinds.insert(rule.kind);
    }
    targets_.reserve(resources.size());
    for (const ResourcePtr& resource : resources) {
        const Id id = resource->id();
        const std::string scope = effective_namespace(id, schemas_);
        const std::string first_scope = effective_namespace(resource->first_id(), schemas_);
        scopes_.insert(key_of_parts({first_scope}));
        scopes_.insert(key_of_parts({first_scope, scope}));
        if (cluster_scope_.empty() && schemas_.is_cluster_scoped(id.type)) {
            cluster_scope_ = scope;
        }
        if (!resource->previous.empty()) {
            const ReferenceTarget& target = targets_.emplace_back(target_of(*resource, schemas_));
            TRY(add(target, resource->previous, kinds, budget));
        }
    }
    return {};
}

Status ReferenceIndex::add(const ReferenceTarget& target, const std::vector<Id>& previous,
                           const std::unordered_set<std::string>& kinds, render::Budget& budget) {
    const auto add_key = [&](std::string key) -> Status {
        const auto [entry, is_new] = by_key_.try_emplace(std::move(key));
        TRY(is_new ? budget.add_memory(sizeof(*entry) + entry->first.size()) : budget.work());
        Targets& targets = entry->second;
        if (targets.empty() || targets.back() != &target) {
            targets.push_back(&target);
        }
        return {};
    };
    const auto add_kind = [&](const std::string& kind, const std::string& name) -> Status {
        if (!kinds.contains(kind)) {
            return {};
        }
        TRY(add_key(key_of_parts({kind, name})));
        return add_key(key_of_parts({kind, name, target.scope}));
    };
    // Kind and name may be of different times.
    for (const Id& named : previous) {
        TRY(add_kind("", named.name));
        for (const Id& typed : previous) {
            TRY(add_kind(typed.type.kind, named.name));
        }
    }
    return {};
}

const Targets& ReferenceIndex::find(std::string_view kind, std::string_view name) const {
    static const Targets kNone;
    const auto found = by_key_.find(key_of_parts({kind, name}));
    return found == by_key_.end() ? kNone : found->second;
}

const Targets& ReferenceIndex::find_in_scope(std::string_view kind, std::string_view name,
                                             std::string_view scope) const {
    static const Targets kNone;
    const auto found = by_key_.find(key_of_parts({kind, name, scope}));
    return found == by_key_.end() ? kNone : found->second;
}

bool ReferenceIndex::came_from(std::string_view first_scope, std::string_view scope) const {
    return scopes_.contains(key_of_parts({first_scope, scope}));
}

bool ReferenceIndex::came_from(std::string_view first_scope) const {
    return scopes_.contains(key_of_parts({first_scope}));
}

Result<Referrer> Referrer::of(const Resource& resource, const Schemas& schemas) {
    const Id id = resource.id();
    Referrer referrer;
    referrer.scope = effective_namespace(id, schemas);
    referrer.is_cluster_scoped = schemas.is_cluster_scoped(id.type);
    referrer.prefixes = resource.prefixes;
    referrer.suffixes = resource.suffixes;
    const manifest::Value& object = resource.object;
    const manifest::Value* group = object.get("roleRef", "apiGroup");
    const manifest::Value* kind = object.get("roleRef", "kind");
    if (group != nullptr && kind != nullptr) {
        referrer.role = FieldSpec{.group = std::string(object.text("roleRef", "apiGroup")),
                                  .version = "",
                                  .kind = std::string(object.text("roleRef", "kind")),
                                  .path = ""};
    }
    if (id.type.kind != "RoleBinding") {
        return referrer;
    }
    for (const manifest::Value& subject : manifest::elements(object.get("subjects"))) {
        const manifest::Value* namespace_ = subject.get("namespace");
        if (namespace_ == nullptr || subject.text("kind") != "ServiceAccount") {
            continue;
        }
        if (!namespace_->is_string()) {
            return fail(Code::kInvalid, "a subject's namespace must be text, or not be there");
        }
        if (namespace_->as_string() != referrer.scope) {
            referrer.account_namespaces.push_back(namespace_->as_string());
        }
    }
    std::vector<std::string>& namespaces = referrer.account_namespaces;
    std::ranges::sort(namespaces);
    namespaces.erase(std::unique(namespaces.begin(), namespaces.end()), namespaces.end());
    return referrer;
}

ReferenceQuery::ReferenceQuery(const ReferenceIndex& index, const Referrer& referrer,
                               const ReferenceRule& rule, std::string_view path)
    : index_(index),
      referrer_(referrer),
      type_{.group = rule.group, .version = rule.version, .kind = rule.kind, .path = ""},
      is_role_(path.ends_with("roleRef/name")) {}

bool ReferenceQuery::suits(const ReferenceTarget& target) const {
    return was_of_type(target, type_) &&
           (!is_role_ || !referrer_.role || was_of_type(target, *referrer_.role));
}

// Those within the referrer's reach: in its namespace, cluster-scoped, or a ServiceAccount where it
// says. A cluster-scoped referrer reaches all.
Targets ReferenceQuery::candidates(std::string_view name) const {
    Targets reached;
    const auto add = [&](const Targets& targets, auto reaches) {
        std::ranges::copy_if(
            targets, std::back_inserter(reached),
            [&](const ReferenceTarget* target) { return reaches(*target) && suits(*target); });
    };
    const auto always = [](const ReferenceTarget&) { return true; };
    if (referrer_.is_cluster_scoped) {
        add(index_.find(type_.kind, name), always);
        return reached;
    }
    add(index_.find_in_scope(type_.kind, name, referrer_.scope), always);
    add(index_.find_in_scope(type_.kind, name, index_.cluster_scope()), always);
    for (const std::string& namespace_ : referrer_.account_namespaces) {
        add(index_.find_in_scope(type_.kind, name, namespace_),
            [&namespace_](const ReferenceTarget& target) {
                return target.kind == "ServiceAccount" && target.namespace_ == namespace_;
            });
    }
    return reached;
}

bool ReferenceQuery::came_within_reach(std::string_view first_scope) const {
    if (referrer_.is_cluster_scoped) {
        return index_.came_from(first_scope);
    }
    return index_.came_from(first_scope, referrer_.scope) ||
           index_.came_from(first_scope, index_.cluster_scope()) ||
           std::ranges::any_of(referrer_.account_namespaces, [&](const std::string& scope) {
               return index_.came_from(first_scope, scope);
           });
}

Result<const ReferenceTarget*> ReferenceQuery::choose(std::string_view name, Targets targets,
                                                      bool with_namespace) const {
    for (const auto& like : {similar_affixes, same_affixes}) {
        if (targets.size() > 1) {
            std::erase_if(targets,
                          [&](const ReferenceTarget* target) { return !like(referrer_, *target); });
        }
    }
    if (targets.empty()) {
        return nullptr;
    }
    const ReferenceTarget* first = targets.front();
    for (const ReferenceTarget* other : targets) {
        if (other->name != first->name ||
            (with_namespace && other->namespace_ != first->namespace_)) {
            return fail(Code::kInvalid, "\"" + std::string(name) + "\" could mean " + first->shown +
                                            " or " + other->shown + "; use names that differ");
        }
    }
    return first;
}

Result<const ReferenceTarget*> ReferenceQuery::find(std::string_view name) const {
    return choose(name, candidates(name), false);
}

Result<const ReferenceTarget*> ReferenceQuery::find_with_namespace(std::string_view name) const {
    return choose(name, candidates(name), true);
}

Result<const ReferenceTarget*> ReferenceQuery::find_in(std::string_view name,
                                                       std::string_view namespace_) const {
    Targets targets = candidates(name);
    if (targets.empty()) {
        return nullptr;
    }
    const bool by_first = came_within_reach(namespace_);
    std::erase_if(targets, [&](const ReferenceTarget* target) {
        return (by_first ? target->first_scope : target->scope) != namespace_;
    });
    return choose(name, std::move(targets), true);
}

}  // namespace sealer::kustomize
