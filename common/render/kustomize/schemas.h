// SPDX-License-Identifier: Apache-2.0
// What a render knows about types: which are cluster-scoped, and by what keys their lists merge.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/manifest/object.h"
#include "common/manifest/schema.h"
#include "common/render/kustomize/resource.h"

namespace sealer::kustomize {

class Schemas {
  public:
    // The types that kustomize 5.5 is built with: Kubernetes 1.21's.
    [[nodiscard]] static std::shared_ptr<const Schemas> builtin();
    // What else is known besides a document's types.
    enum class Besides { kNothing, kBuiltin };
    // From an OpenAPI v2 document with `definitions`. kInvalid names what is wrong with it.
    [[nodiscard]] static Result<std::shared_ptr<const Schemas>> parse(
        const manifest::Value& document, Besides besides = Besides::kNothing);

    virtual ~Schemas() = default;
    // Null for an unknown type: its lists are replaced, not merged.
    [[nodiscard]] virtual const manifest::Schema* find(
        const manifest::GroupVersionKind& type) const = 0;
    // Unknown types are taken for namespaced ones.
    [[nodiscard]] virtual bool is_cluster_scoped(const manifest::GroupVersionKind& type) const = 0;
};

// Of the types that kustomize 5.5 knows by heart, whatever schema is in use.
[[nodiscard]] bool is_builtin_cluster_scoped(const manifest::GroupVersionKind& type);

// The namespace that counts when ids are compared: "default" where none is written, and a name that
// no namespace has for cluster-scoped types.
[[nodiscard]] std::string effective_namespace(const Id& id, const Schemas& schemas);

// Whether both mean the same object: type, name and effective namespace.
[[nodiscard]] bool same_object(const Id& a, const Id& b, const Schemas& schemas);

// A text that two ids share if same_object says so: for hash tables.
[[nodiscard]] std::string key_of(const Id& id, const Schemas& schemas);

}  // namespace sealer::kustomize
