// SPDX-License-Identifier: Apache-2.0
// Which object a name in another object means, now that names have changed.
// Source of the rules: kustomize 5.5, api/filters/nameref and
// ResMap.SubsetThatCouldBeReferencedByResource.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/base/result.h"
#include "common/render/budget.h"
#include "common/render/kustomize/resource.h"
#include "common/render/kustomize/schemas.h"
#include "common/render/kustomize/transformer_config.h"

namespace sealer::kustomize {

// An object that was renamed, as far as references to it go. All is its own: the resource may be
// replaced while references are fixed.
struct ReferenceTarget {
    std::string kind;
    std::string name;
    std::string namespace_;   // as written
    std::string scope;        // effective namespace: see effective_namespace
    std::string first_scope;  // the one at first
    bool is_cluster_scoped = false;
    std::vector<manifest::GroupVersionKind> previous_types;
    std::vector<std::string> prefixes, suffixes;
    std::string shown;  // for messages
};

// All that references can mean, found by the kind and name that it had: the time to fix references
// must not grow with the square of the resources.
class ReferenceIndex {
  public:
    using Targets = std::vector<const ReferenceTarget*>;

    explicit ReferenceIndex(const Schemas& schemas) : schemas_(schemas) {}
    ReferenceIndex(const ReferenceIndex&) = delete;
    ReferenceIndex& operator=(const ReferenceIndex&) = delete;

    // Once, before all else. The index is paid for out of `budget`.
    [[nodiscard]] Status fill(const Resources& resources, const std::vector<ReferenceRule>& rules,
                              render::Budget& budget);

    // Those that had `name` and `kind`, a kind of the rules' (empty: any).
    [[nodiscard]] const Targets& find(std::string_view kind, std::string_view name) const;
    // Of those, the ones that are now in a scope.
    [[nodiscard]] const Targets& find_in_scope(std::string_view kind, std::string_view name,
                                               std::string_view scope) const;
    // That of cluster-scoped objects; empty if there are none.
    [[nodiscard]] const std::string& cluster_scope() const { return cluster_scope_; }
    // Whether a resource that is now in `scope` was in `first_scope` at first.
    [[nodiscard]] bool came_from(std::string_view first_scope, std::string_view scope) const;
    // Whether any resource was in `first_scope` at first.
    [[nodiscard]] bool came_from(std::string_view first_scope) const;

  private:
    [[nodiscard]] Status add(const ReferenceTarget& target, const std::vector<Id>& previous,
                             const std::unordered_set<std::string>& kinds, render::Budget& budget);

    const Schemas& schemas_;
    std::vector<ReferenceTarget> targets_;
    std::unordered_map<std::string, Targets> by_key_;
    std::string cluster_scope_;
    std::unordered_set<std::string> scopes_;  // each with a first scope, and first scopes alone
};

// Who refers: what of it tells which object is meant.
struct Referrer {
    std::string scope;
    bool is_cluster_scoped = false;
    // Of a RoleBinding: where its ServiceAccounts are, which need not be where it is.
    std::vector<std::string> account_namespaces;
    // A binding's role; nothing where it is not said.
    std::optional<FieldSpec> role;
    std::vector<std::string> prefixes, suffixes;

    // kInvalid for a ServiceAccount among the subjects whose namespace is no text.
    [[nodiscard]] static Result<Referrer> of(const Resource& resource, const Schemas& schemas);
};

// One field's question. What it refers to must outlive it.
class ReferenceQuery {
  public:
    ReferenceQuery(const ReferenceIndex& index, const Referrer& referrer, const ReferenceRule& rule,
                   std::string_view path);

    // The object that is meant by a name it had. Null: none, or none that changed its name.
    // kInvalid: several, which are called differently now.
    [[nodiscard]] Result<const ReferenceTarget*> find(std::string_view name) const;
    // The same where the namespace, too, is taken from the object: it must not differ either.
    [[nodiscard]] Result<const ReferenceTarget*> find_with_namespace(std::string_view name) const;
    // The same where the reference says the namespace in which the object was or is.
    [[nodiscard]] Result<const ReferenceTarget*> find_in(std::string_view name,
                                                         std::string_view namespace_) const;

  private:
    using Targets = ReferenceIndex::Targets;
    [[nodiscard]] Targets candidates(std::string_view name) const;
    [[nodiscard]] bool suits(const ReferenceTarget& target) const;
    [[nodiscard]] bool came_within_reach(std::string_view first_scope) const;
    [[nodiscard]] Result<const ReferenceTarget*> choose(std::string_view name, Targets targets,
                                                        bool with_namespace) const;

    const ReferenceIndex& index_;
    const Referrer& referrer_;
    FieldSpec type_;  // of the objects named
    bool is_role_;
};

}  // namespace sealer::kustomize
