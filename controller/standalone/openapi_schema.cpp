// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/openapi_schema.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/base/text.h"

namespace sealer::standalone {
namespace {

using manifest::Array;
using manifest::Object;
using manifest::Schema;
using manifest::Value;
using Type = Schema::Type;

constexpr std::string_view kQuantity = "io.k8s.apimachinery.pkg.api.resource.Quantity";
constexpr std::string_view kIntOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
constexpr std::string_view kTime = "io.k8s.apimachinery.pkg.apis.meta.v1.Time";

// "example.com" and "v1" become "com.example.v1.Kind", as the API server names custom types.
std::string name_of_type(const manifest::GroupVersionKind& type) {
    auto parts = split(type.group, '.');
    std::reverse(parts.begin(), parts.end());
    std::string name;
    for (const std::string_view part : parts) {
        name.append(part).append(part.empty() ? "" : ".");
    }
    return name + type.version + "." + type.kind;
}

void write_scalar_type(const Schema& schema, Value& value) {
    switch (schema.type) {
        case Type::kString:
            value["type"] = "string";
            break;
        case Type::kInteger:
            value["type"] = "integer";
            break;
        case Type::kNumber:
            value["type"] = "number";
            break;
        case Type::kBoolean:
            value["type"] = "boolean";
            break;
        case Type::kIntOrString:
            value["x-kubernetes-int-or-string"] = true;
            return;
        default:
            return;
    }
    if (!schema.format.empty()) {
        value["format"] = schema.format;
    }
}

void write_merging(const Schema& schema, Value& value) {
    if (schema.type == Type::kArray && schema.list_type != Schema::ListType::kAtomic) {
        const bool is_map = schema.list_type == Schema::ListType::kMap;
        value["x-kubernetes-list-type"] = is_map ? "map" : "set";
        if (is_map) {
            value["x-kubernetes-list-map-keys"] =
                Array(schema.list_map_keys.begin(), schema.list_map_keys.end());
        }
    }
    if (schema.patch_merge || schema.patch_retain_keys) {
        value["x-kubernetes-patch-strategy"] = !schema.patch_retain_keys ? "merge"
                                               : schema.patch_merge      ? "merge,retainKeys"
                                                                         : "retainKeys";
    }
    if (!schema.patch_merge_key.empty()) {
        value["x-kubernetes-patch-merge-key"] = schema.patch_merge_key;
    }
    if (schema.atomic_map) {
        value["x-kubernetes-map-type"] = "atomic";
    }
    if (schema.preserve_unknown) {
        value["x-kubernetes-preserve-unknown-fields"] = true;
    }
    if (schema.embedded_resource) {
        value["x-kubernetes-embedded-resource"] = true;
    }
}

}  // namespace

void DefinitionWriter::add(const manifest::GroupVersionKind& type, const Schema* schema) {
    const bool is_builtin = schema != nullptr && !schema->reference.empty();
    const std::string name = is_builtin ? schema->reference : name_of_type(type);
    if (is_builtin) {
        const Value unused = reference(name);
    } else if (schema != nullptr) {
        definitions_[name] = write(*schema);
    } else {
        definitions_[name] =
            Object{{"type", "object"}, {"x-kubernetes-preserve-unknown-fields", true}};
    }
    const Value mark =
        Object{{"group", type.group}, {"kind", type.kind}, {"version", type.version}};
    Value& marks = definitions_[name]["x-kubernetes-group-version-kind"];
    if (!marks.is_array()) {
        marks = Array();
    }
    marks.as_array().push_back(mark);
}

Value DefinitionWriter::take() {
    Object definitions;
    definitions.reserve(definitions_.size());
    for (auto& [name, definition] : definitions_) {
        definitions.append(name, std::move(definition));
    }
    return definitions;
}

Value DefinitionWriter::reference(std::string_view name) {
    const auto [place, is_new] = definitions_.emplace(name, Value());
    if (is_new) {
        Value definition;
        if (name == kQuantity || name == kTime) {
            definition = Object{{"type", "string"}};
        } else if (name == kIntOrString) {
            definition = Object{{"type", "string"}, {"format", "int-or-string"}};
        } else {
            definition = write(*manifest::builtin_definition(name));
        }
        place->second = std::move(definition);
    }
    return (version_ == OpenApiVersion::kV2 ? "#/definitions/" : "#/components/schemas/") +
           std::string(name);
}

// A schema where it is used: by reference where it has a name.
Value DefinitionWriter::use(const Schema& schema) {
    const std::string_view name = !schema.reference.empty()     ? std::string_view(schema.reference)
                                  : schema.format == "quantity" ? kQuantity
                                  : schema.format == "int-or-string" ? kIntOrString
                                                                     : std::string_view();
    if (name.empty()) {
        return write(schema);
    }
    Value merging = Object();
    const Schema* named = manifest::builtin_definition(name);
    if (named != nullptr && named != &schema) {
        write_merging(schema, merging);
    }
    // Siblings of $ref count in Swagger 2.0 as Kubernetes reads it; in OpenAPI 3.0 they do not.
    Value link = Object{{"$ref", reference(name)}};
    if (merging.as_object().empty()) {
        return link;
    }
    if (version_ == OpenApiVersion::kV3) {
        merging["allOf"] = Array{std::move(link)};
    } else {
        merging["$ref"] = link["$ref"];
    }
    return merging;
}

Value DefinitionWriter::write(const Schema& schema) {
    Value value = Object();
    write_scalar_type(schema, value);
    write_structure(schema, value);
    write_merging(schema, value);
    if (schema.default_value) {
        value["default"] = *schema.default_value;
    }
    if (!schema.enumeration.empty()) {
        value["enum"] = schema.enumeration;
    }
    return value;
}

void DefinitionWriter::write_structure(const Schema& schema, Value& value) {
    if (schema.type == Type::kArray) {
        value["type"] = "array";
        value["items"] = schema.items == nullptr ? Value(Object()) : use(*schema.items);
    }
    if (schema.type != Type::kObject) {
        return;
    }
    value["type"] = "object";
    if (schema.additional != nullptr) {
        value["additionalProperties"] = use(*schema.additional);
    }
    if (!schema.properties.empty()) {
        Object properties;
        for (const Schema::Property& property : schema.properties) {
            properties.append(property.name, use(*property.schema));
        }
        value["properties"] = std::move(properties);
    }
    if (!schema.required.empty()) {
        value["required"] = Array(schema.required.begin(), schema.required.end());
    }
}

}  // namespace sealer::standalone
