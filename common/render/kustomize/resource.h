// SPDX-License-Identifier: Apache-2.0
// One object on its way through a render, with what kustomize remembers about it.
// Source of the rules: kustomize's resource and resid packages.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"
#include "common/render/budget.h"
#include "common/render/render.h"

namespace sealer::kustomize {

// What tells objects apart at one moment. A namespace stands here as written: see
// effective_namespace.
struct Id {
    manifest::GroupVersionKind type;
    std::string namespace_;
    std::string name;
    friend bool operator==(const Id&, const Id&) = default;
};

// "Deployment.v1.apps web/shop" (name/namespace), for messages.
[[nodiscard]] std::string to_string(const Id& id);

// With its place in its file for messages.
struct Resource : render::Manifest {
    // Who it was before each change of its name, namespace or kind, oldest first. References and
    // selectors may use any of them.
    std::vector<Id> previous;
    // What was put around its name, innermost first.
    std::vector<std::string> prefixes;
    std::vector<std::string> suffixes;
    // Names of the variables that stand for a field of it.
    std::vector<std::string> variables;
    bool wants_hash = false;  // its name is to get the hash of its contents
    // For `buildMetadata`: the texts of the annotations that tell where it is from and what was
    // configured to change it; empty where nobody asks.
    std::string origin;
    std::string transformations;

    [[nodiscard]] Id id() const;        // as it is now
    [[nodiscard]] Id first_id() const;  // as it was written
    // Remembers the present id; before its name, namespace or kind is changed.
    [[nodiscard]] Status remember_id(render::Budget& budget);
};

// Resources are shared between lists and renders; whoever changes one gets a copy of its own.
using ResourcePtr = std::shared_ptr<const Resource>;
using Resources = std::vector<ResourcePtr>;

// The resource for changing: copied first if it is shared. The reference is valid until the slot
// changes. Resources must have been made by make_resource.
[[nodiscard]] Resource& edit(ResourcePtr& slot);
[[nodiscard]] ResourcePtr make_resource(Resource resource);

// Whether steps that look at the whole list, for what is called how, see the same in both.
[[nodiscard]] bool same_identity(const Resource& a, const Resource& b);
// Whether nothing tells them apart, not even the order of members. Takes time.
[[nodiscard]] bool identical(const Resource& a, const Resource& b);

// "Which object" for messages: "Deployment web (apps/web.yaml, line 3)".
[[nodiscard]] std::string describe(const Resource& resource);

}  // namespace sealer::kustomize
