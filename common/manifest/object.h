// SPDX-License-Identifier: Apache-2.0
// What every Kubernetes object has: type, name, labels. Free functions over Value, which stays a
// plain tree.
#pragma once

#include <compare>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"

namespace sealer::manifest {

struct GroupVersionKind {
    std::string group;  // empty for the core group
    std::string version;
    std::string kind;
    auto operator<=>(const GroupVersionKind&) const = default;  // NOLINT(modernize-use-nullptr)
};

// Which object, whatever its version: the key of stores, plans and results.
struct ObjectKey {
    std::string group;
    std::string kind;
    std::string namespace_;  // empty for cluster-scoped objects
    std::string name;
    auto operator<=>(const ObjectKey&) const = default;  // NOLINT(modernize-use-nullptr)
};

// "apps/Deployment web/shop" (namespace/name), "Namespace web": for messages.
[[nodiscard]] std::string to_string(const ObjectKey& key);

// "apps/v1" is {apps, v1}; "v1" is {"", v1}.
[[nodiscard]] std::pair<std::string_view, std::string_view> split_api_version(
    std::string_view api_version);
[[nodiscard]] std::string join_api_version(std::string_view group, std::string_view version);

[[nodiscard]] GroupVersionKind type_of(const Value& object);
[[nodiscard]] ObjectKey key_of(const Value& object);
[[nodiscard]] inline std::string_view name_of(const Value& object) {
    return object.text("metadata", "name");
}
[[nodiscard]] inline std::string_view namespace_of(const Value& object) {
    return object.text("metadata", "namespace");
}
[[nodiscard]] inline std::string_view uid_of(const Value& object) {
    return object.text("metadata", "uid");
}
[[nodiscard]] inline std::string_view resource_version_of(const Value& object) {
    return object.text("metadata", "resourceVersion");
}
// Empty where it is missing.
[[nodiscard]] std::string_view annotation(const Value& object, std::string_view key);
[[nodiscard]] std::string_view label(const Value& object, std::string_view key);
void set_annotation(Value& object, std::string_view key, std::string_view value);
void set_label(Value& object, std::string_view key, std::string_view value);
// The annotations or labels object goes too when it becomes empty.
void remove_annotation(Value& object, std::string_view key);
void remove_label(Value& object, std::string_view key);

// Objects as given, `kind: *List` with `items` replaced by its items (recursively, at most 8 deep).
// kInvalid for what is not an object with apiVersion, kind and a name or generateName.
[[nodiscard]] Result<std::vector<Value>> expand_lists(Value object);

// metadata.ownerReferences' entry with controller: true; null if there is none.
[[nodiscard]] const Value* controller_of(const Value& object);

// Label selector text as in `?labelSelector=`: "a=b,c!=d,e in (f,g),!h". kInvalid if malformed.
class Selector {
  public:
    [[nodiscard]] static Result<Selector> parse(std::string_view text);
    // From a metav1.LabelSelector {matchLabels, matchExpressions}.
    [[nodiscard]] static Result<Selector> from_object(const Value& selector);
    [[nodiscard]] bool matches(const Value* labels) const;  // null: no labels
    [[nodiscard]] bool empty() const { return requirements_.empty(); }

  private:
    enum class Operator { kIn, kNotIn, kExists, kDoesNotExist };
    struct Requirement {
        std::string key;
        Operator op = Operator::kExists;
        std::vector<std::string> values;
    };
    std::vector<Requirement> requirements_;
};

}  // namespace sealer::manifest
