// SPDX-License-Identifier: Apache-2.0
// What the server serves under one name: "deployments" of group "apps", in one or more versions.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/schema.h"
#include "common/manifest/value.h"

namespace sealer::standalone {

// A column of `kubectl get`, as CustomResourceDefinitions declare them.
struct PrinterColumn {
    std::string name;
    std::string type;  // "string", "integer", "number", "boolean", "date"
    std::string format;
    std::string description;
    std::string json_path;  // ".spec.replicas"
    std::int64_t priority = 0;
};

// Where the scale subresource finds its numbers, as paths like ".spec.replicas".
struct ScalePaths {
    std::string spec_replicas;
    std::string status_replicas;
    std::string label_selector;  // of a string or of a metav1.LabelSelector; empty: none
};

struct Conversion;

struct ServedVersion {
    std::string name;
    bool served = true;
    bool storage = true;
    const manifest::Schema* schema = nullptr;                  // null: any object
    std::shared_ptr<const manifest::SchemaDocument> document;  // keeps a custom type's schema alive
    // Of what is stored in another form than it is served in; null: by name alone.
    const Conversion* conversion = nullptr;
    bool has_status = false;
    std::optional<ScalePaths> scale;
    std::vector<PrinterColumn> columns;  // of custom types; empty: the default ones
};

// Immutable once registered, and shared.
struct Resource {
    std::string group;
    std::string kind;
    std::string list_kind;
    std::string plural;
    std::string singular;
    std::vector<std::string> short_names;
    std::vector<std::string> categories;
    bool namespaced = true;
    bool custom = false;
    bool terminating = false;  // its CustomResourceDefinition is being deleted
    std::vector<ServedVersion> versions;

    // "deployments.apps", "pods": the key of the store, and the name in messages.
    [[nodiscard]] std::string id() const { return group.empty() ? plural : plural + "." + group; }
    // Null unless there is one that is served.
    [[nodiscard]] const ServedVersion* served(std::string_view version) const;
    [[nodiscard]] const ServedVersion& storage() const;
};

using ResourcePtr = std::shared_ptr<const Resource>;

// The built-in kinds, each in the newest version, and in older ones that can be converted.
[[nodiscard]] std::vector<ResourcePtr> served_builtin_resources();

// From a CustomResourceDefinition (apiextensions.k8s.io/v1). kInvalid names the field that is
// wrong.
[[nodiscard]] Result<ResourcePtr> custom_resource(const manifest::Value& definition);

}  // namespace sealer::standalone
