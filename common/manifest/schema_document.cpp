// SPDX-License-Identifier: Apache-2.0
// A CustomResourceDefinition's openAPIV3Schema as a Schema.
// Source: kubernetes.io "Extend the Kubernetes API with CustomResourceDefinitions", structural
// schemas.
#include <algorithm>
#include <utility>

#include "common/manifest/json.h"
#include "common/manifest/schema.h"

namespace sealer::manifest {
namespace {

class Parser {
  public:
    explicit Parser(std::vector<std::unique_ptr<Schema>>& owned) : owned_(owned) {}

    Result<Schema*> parse(const Value& value, const std::string& path, std::size_t depth) {
        if (depth > kMaxDepth) {
            return fail(Code::kInvalid, path + ": nested too deeply");
        }
        if (!value.is_object()) {
            return fail(Code::kInvalid, path + ": must be an object");
        }
        Schema* schema = create();
        TRY(read_type(value, path, *schema));
        TRY(read_children(value, path, depth, *schema));
        TRY(read_alternatives(value, path, depth, *schema));
        TRY(read_list_type(value, path, *schema));
        read_constraints(value, *schema);
        if (schema->embedded_resource) {
            add_type_and_metadata(*schema);
        }
        return schema;
    }

    // apiVersion, kind and metadata are the API machinery's, whatever the schema says about them.
    void add_type_and_metadata(Schema& object) {
        Schema* text = create();
        text->type = Schema::Type::kString;
        set_property(object, "apiVersion", text);
        set_property(object, "kind", text);
        set_property(object, "metadata", object_meta_schema());
    }

  private:
    Schema* create() { return owned_.emplace_back(std::make_unique<Schema>()).get(); }

    static void set_property(Schema& object, std::string_view name, const Schema* schema) {
        auto& properties = object.properties;
        const auto place = std::lower_bound(
            properties.begin(), properties.end(), name,
            [](const auto& property, std::string_view wanted) { return property.name < wanted; });
        if (place != properties.end() && place->name == name) {
            place->schema = schema;
        } else {
            Schema::Property property;
            property.name = name;
            property.schema = schema;
            properties.insert(place, std::move(property));
        }
    }

    static Status read_type(const Value& value, const std::string& path, Schema& schema) {
        using Type = Schema::Type;
        static constexpr std::pair<std::string_view, Type> kTypes[] = {
            {"", Type::kAny},           {"object", Type::kObject},   {"array", Type::kArray},
            {"string", Type::kString},  {"integer", Type::kInteger}, {"number", Type::kNumber},
            {"boolean", Type::kBoolean}};
        const std::string_view name = value.text("type");
        const auto* const found =
            std::find_if(std::begin(kTypes), std::end(kTypes),
                         [name](const auto& entry) { return entry.first == name; });
        if (found == std::end(kTypes)) {
            return fail(Code::kInvalid, path + ".type: unknown type \"" + std::string(name) + "\"");
        }
        schema.type = value.flag("x-kubernetes-int-or-string") ? Type::kIntOrString : found->second;
        schema.format = value.text("format");
        schema.nullable = value.flag("nullable");
        schema.preserve_unknown = value.flag("x-kubernetes-preserve-unknown-fields");
        schema.embedded_resource = value.flag("x-kubernetes-embedded-resource");
        schema.atomic_map = value.text("x-kubernetes-map-type") == "atomic";
        return {};
    }

    Status read_children(const Value& value, const std::string& path, std::size_t depth,
                         Schema& schema) {
        for (const Member& member : members(value.get("properties"))) {
            TRY_ASSIGN(Schema * child,
                       parse(member.value, path + ".properties[" + member.key + "]", depth + 1));
            Schema::Property& property = schema.properties.emplace_back();
            property.name = member.key;
            property.schema = child;
        }
        std::sort(schema.properties.begin(), schema.properties.end(),
                  [](const auto& a, const auto& b) { return a.name < b.name; });
        if (const Value* items = value.get("items"); items != nullptr && !items->is_null()) {
            TRY_ASSIGN(schema.items, parse(*items, path + ".items", depth + 1));
        }
        const Value* additional = value.get("additionalProperties");
        if (additional != nullptr && additional->is_object()) {
            TRY_ASSIGN(schema.additional,
                       parse(*additional, path + ".additionalProperties", depth + 1));
        } else if (value.flag("additionalProperties")) {
            Schema* any = create();
            any->preserve_unknown = true;
            schema.additional = any;
        }
        return {};
    }

    Status read_alternatives(const Value& value, const std::string& path, std::size_t depth,
                             Schema& schema) {
        const std::pair<std::string_view, std::vector<const Schema*>*> lists[] = {
            {"allOf", &schema.all_of}, {"anyOf", &schema.any_of}, {"oneOf", &schema.one_of}};
        for (const auto& [name, list] : lists) {
            for (const Value& element : elements(value.get(name))) {
                TRY_ASSIGN(Schema * child,
                           parse(element, path + "." + std::string(name), depth + 1));
                list->push_back(child);
            }
        }
        if (const Value* negated = value.get("not"); negated != nullptr && !negated->is_null()) {
            TRY_ASSIGN(schema.negated, parse(*negated, path + ".not", depth + 1));
        }
        return {};
    }

    static Status read_list_type(const Value& value, const std::string& path, Schema& schema) {
        const std::string_view type = value.text("x-kubernetes-list-type");
        if (type == "set") {
            schema.list_type = Schema::ListType::kSet;
        } else if (type == "map") {
            schema.list_type = Schema::ListType::kMap;
            for (const Value& key : elements(value.get("x-kubernetes-list-map-keys"))) {
                if (key.is_string()) {
                    schema.list_map_keys.push_back(key.as_string());
                }
            }
            if (schema.list_map_keys.empty()) {
                return fail(Code::kInvalid, path +
                                                ".x-kubernetes-list-map-keys: required where "
                                                "x-kubernetes-list-type is map");
            }
        } else if (!type.empty() && type != "atomic") {
            return fail(Code::kInvalid,
                        path + ".x-kubernetes-list-type: must be atomic, set or map");
        }
        return {};
    }

    static std::optional<double> number(const Value& value, std::string_view name) {
        const Value* found = value.get(name);
        return found != nullptr && found->is_number() ? std::optional(found->as_double())
                                                      : std::nullopt;
    }

    static std::optional<std::int64_t> count(const Value& value, std::string_view name) {
        const Value* found = value.get(name);
        return found != nullptr && found->kind() == Value::Kind::kInt
                   ? std::optional(found->as_int())
                   : std::nullopt;
    }

    static void read_constraints(const Value& value, Schema& schema) {
        if (const Value* standard = value.get("default");
            standard != nullptr && (!standard->is_null() || schema.nullable)) {
            schema.default_value = *standard;
        }
        schema.enumeration = elements(value.get("enum"));
        for (const Value& name : elements(value.get("required"))) {
            if (name.is_string()) {
                schema.required.push_back(name.as_string());
            }
        }
        schema.minimum = number(value, "minimum");
        schema.maximum = number(value, "maximum");
        schema.exclusive_minimum = value.flag("exclusiveMinimum");
        schema.exclusive_maximum = value.flag("exclusiveMaximum");
        schema.multiple_of = number(value, "multipleOf");
        schema.min_length = count(value, "minLength");
        schema.max_length = count(value, "maxLength");
        schema.min_items = count(value, "minItems");
        schema.max_items = count(value, "maxItems");
        schema.min_properties = count(value, "minProperties");
        schema.max_properties = count(value, "maxProperties");
        schema.pattern = value.text("pattern");
        schema.unique_items = value.flag("uniqueItems");
    }

    std::vector<std::unique_ptr<Schema>>& owned_;
};

}  // namespace

Result<std::shared_ptr<const SchemaDocument>> SchemaDocument::parse(
    const Value& open_api_v3_schema) {
    auto document = std::make_shared<SchemaDocument>();
    Parser parser(document->owned_);
    TRY_ASSIGN(Schema * root, parser.parse(open_api_v3_schema, "openAPIV3Schema", 0));
    parser.add_type_and_metadata(*root);
    document->root_ = root;
    return document;
}

}  // namespace sealer::manifest
