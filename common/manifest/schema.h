// SPDX-License-Identifier: Apache-2.0
// The types of Kubernetes objects: built-in ones from a table made of the OpenAPI document, custom
// ones from their CustomResourceDefinition. One form serves patches, server-side apply, validation,
// pruning and defaulting.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::manifest {

// One type. Immutable once built; schemas point to each other (JSONSchemaProps even to itself) and
// are owned by the table or SchemaDocument that they came from.
struct Schema {
    enum class Type { kAny, kObject, kArray, kString, kInteger, kNumber, kBoolean, kIntOrString };
    enum class ListType {
        kAtomic,
        kSet,
        kMap
    };  // x-kubernetes-list-type; kAtomic where nothing is said

    struct Property {
        std::string name;
        const Schema* schema = nullptr;
        // Of built-in types, what Go's struct tags say and OpenAPI does not:
        bool by_value = false;   // always there: an object if only as {}, a list if only as null
        bool omit_zero = false;  // left out when it is "", 0, false or empty
    };

    Type type = Type::kAny;
    std::string format;                  // "int32", "date-time", "byte", "quantity", …
    std::vector<Property> properties;    // sorted by name
    const Schema* additional = nullptr;  // schema of a map's values; null when it is no map
    const Schema* items = nullptr;       // of an array
    ListType list_type = ListType::kAtomic;
    std::vector<std::string> list_map_keys;
    bool atomic_map = false;         // x-kubernetes-map-type: atomic
    std::string patch_merge_key;     // strategic merge; empty: none
    bool patch_merge = false;        // strategic merge strategy "merge"
    bool patch_retain_keys = false;  // strategy "retainKeys"
    bool preserve_unknown = false;   // x-kubernetes-preserve-unknown-fields
    bool embedded_resource = false;  // x-kubernetes-embedded-resource
    bool nullable = false;
    std::vector<std::string> required;
    std::string reference;  // definition's name in the OpenAPI document; empty for inline types

    // Of custom types only.
    std::optional<Value> default_value;
    std::vector<Value> enumeration;
    std::optional<double> minimum, maximum;
    bool exclusive_minimum = false, exclusive_maximum = false;
    std::optional<double> multiple_of;
    std::optional<std::int64_t> min_length, max_length, min_items, max_items, min_properties,
        max_properties;
    std::string pattern;
    bool unique_items = false;
    std::vector<const Schema*> all_of, any_of, one_of;
    const Schema* negated = nullptr;  // `not`

    // The declared property `name`; null if there is none.
    [[nodiscard]] const Property* property(std::string_view name) const;
    // The schema of the member `name`: its property's, else `additional`, else null.
    [[nodiscard]] const Schema* member(std::string_view name) const;
};

// Built-in types of Kubernetes (crds are not among them); null if there is none. The result lives
// for ever.
[[nodiscard]] const Schema* builtin_schema(const GroupVersionKind& type);
// All of them, sorted; also lists and versions that API servers no longer serve.
[[nodiscard]] std::vector<GroupVersionKind> builtin_types();

// A built-in kind that today's API servers serve, one version a line.
struct BuiltinResource {
    GroupVersionKind type;
    std::string plural;
    bool namespaced = true;
    std::vector<std::string> subresources;  // sorted: "scale", "status", …
};
// Sorted by apiVersion and plural: for discovery and OpenAPI documents. The result lives for ever.
[[nodiscard]] const std::vector<BuiltinResource>& builtin_resources();

// A definition by its OpenAPI name ("io.k8s.api.core.v1.PodSpec"); null if there is none.
[[nodiscard]] const Schema* builtin_definition(std::string_view name);
// metadata of every object.
[[nodiscard]] const Schema* object_meta_schema();

// A custom type's schema with all that it points to.
class SchemaDocument {
  public:
    // From a structural `openAPIV3Schema`; apiVersion, kind and metadata are added to the root.
    // kInvalid names the field path of what is not understood; at most kMaxDepth deep.
    [[nodiscard]] static Result<std::shared_ptr<const SchemaDocument>> parse(
        const Value& open_api_v3_schema);

    [[nodiscard]] const Schema* root() const { return root_; }

  private:
    std::vector<std::unique_ptr<Schema>> owned_;
    const Schema* root_ = nullptr;
};

}  // namespace sealer::manifest
