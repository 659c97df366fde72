// SPDX-License-Identifier: Apache-2.0
// Schemas from an OpenAPI v2 document: no more of it than strategic merge asks for.
#include <deque>
#include <map>
#include <utility>

#include "common/render/kustomize/schemas.h"

namespace sealer::kustomize {
namespace {

using manifest::GroupVersionKind;
using manifest::Member;
using manifest::Schema;
using manifest::Value;

constexpr std::size_t kMaxSchemaDepth = 64;
constexpr std::size_t kMaxReferences = 64;  // from one definition to the next
constexpr std::string_view kDefinitions = "#/definitions/";
constexpr std::string_view kTypeExtension = "x-kubernetes-group-version-kind";

class OpenApiSchemas final : public Schemas {
  public:
    Status read(const Value& document) {
        const Value* definitions = document.get("definitions");
        if (!document.is_object() || (definitions != nullptr && !definitions->is_object())) {
            return fail(Code::kInvalid, "an OpenAPI document has an object `definitions`");
        }
        for (const Member& definition : manifest::members(definitions)) {
            definitions_.emplace(definition.key, &schemas_.emplace_back());
        }
        for (const Member& definition : manifest::members(definitions)) {
            const std::string where = "definitions[" + definition.key + "]";
            TRY(fill(*definitions_.at(definition.key), definition.value, where, kMaxSchemaDepth));
            TRY(read_types(definition, where));
        }
        for (const Member& path : manifest::members(document.get("paths"))) {
            read_path(path);
        }
        source_ = nullptr;
        return {};
    }

    [[nodiscard]] const Schema* find(const GroupVersionKind& type) const override {
        const auto found = types_.find(type);
        if (found != types_.end()) {
            return found->second;
        }
        return has_builtin_ ? builtin()->find(type) : nullptr;
    }

    [[nodiscard]] bool is_cluster_scoped(const GroupVersionKind& type) const override {
        const auto found = namespaced_.find(type);
        return is_builtin_cluster_scoped(type) || (found != namespaced_.end() && !found->second);
    }

    OpenApiSchemas(const Value& document, Besides besides)
        : source_(&document), has_builtin_(besides == Besides::kBuiltin) {}

  private:
    static GroupVersionKind type_named(const Value& value) {
        return {std::string(value.text("group")), std::string(value.text("version")),
                std::string(value.text("kind"))};
    }

    Status read_types(const Member& definition, const std::string& where) {
        const Value* types = definition.value.get(kTypeExtension);
        if (types == nullptr) {
            return {};
        }
        if (!types->is_array()) {
            return fail(Code::kInvalid, where + ": " + std::string(kTypeExtension) +
                                            " must be a list of {group, version, kind}");
        }
        for (const Value& type : types->as_array()) {
            types_[type_named(type)] = definitions_.at(definition.key);
        }
        return {};
    }

    // A type is namespaced if it can be got from some namespace.
    void read_path(const Member& path) {
        const Value* type = path.value.get("get", kTypeExtension);
        if (type == nullptr || !type->is_object()) {
            return;
        }
        const bool has_namespace = path.key.find("namespaces/{namespace}") != std::string::npos;
        bool& namespaced = namespaced_[type_named(*type)];
        namespaced = namespaced || has_namespace;
    }

    // The definition that `$ref` leads to, through others that are references only; null if none.
    [[nodiscard]] const Schema* resolve(std::string_view reference) const {
        for (std::size_t step = 0; step < kMaxReferences; ++step) {
            if (!reference.starts_with(kDefinitions)) {
                return nullptr;
            }
            const std::string name(reference.substr(kDefinitions.size()));
            const auto found = definitions_.find(name);
            if (found == definitions_.end()) {
                return has_builtin_ ? manifest::builtin_definition(name) : nullptr;
            }
            reference = source_->text("definitions", std::string_view(name), "$ref");
            if (reference.empty()) {
                return found->second;
            }
        }
        return nullptr;
    }

    // The schema of `value`, a member of another; null if nothing in it matters to a merge.
    Result<const Schema*> make(const Value& value, const std::string& where, std::size_t depth) {
        if (!value.is_object()) {
            return fail(Code::kInvalid, where + ": a schema is an object");
        }
        if (const Value* reference = value.get("$ref"); reference != nullptr) {
            return resolve(value.text("$ref"));
        }
        if (value.get("properties") == nullptr && value.get("items") == nullptr &&
            value.get("additionalProperties") == nullptr &&
            value.get("x-kubernetes-patch-strategy") == nullptr) {
            return nullptr;
        }
        Schema& schema = schemas_.emplace_back();
        TRY(fill(schema, value, where, depth));
        return &schema;
    }

    Status fill(Schema& schema, const Value& value, const std::string& where, std::size_t depth) {
        if (depth == 0) {
            return fail(Code::kInvalid, where + ": nested too deeply");
        }
        if (!value.is_object()) {
            return fail(Code::kInvalid, where + ": a schema is an object");
        }
        std::map<std::string_view, const Value*> sorted;
        for (const Member& property : manifest::members(value.get("properties"))) {
            sorted.emplace(property.key, &property.value);
        }
        for (const auto& [name, property] : sorted) {
            TRY_ASSIGN(const Schema* member,
                       make(*property, where + "." + std::string(name), depth - 1));
            schema.properties.push_back({.name = std::string(name), .schema = member});
        }
        const Value* additional = value.get("additionalProperties");
        if (additional != nullptr && additional->is_object()) {
            TRY_ASSIGN(schema.additional, make(*additional, where + "{}", depth - 1));
        }
        const Value* items = value.get("items");
        if (value.text("type") == "array" && items != nullptr && items->is_object()) {
            TRY_ASSIGN(schema.items, make(*items, where + "[]", depth - 1));
        }
        read_strategy(schema, value);
        return {};
    }

    static void read_strategy(Schema& schema, const Value& value) {
        const std::string_view strategy = value.text("x-kubernetes-patch-strategy");
        schema.patch_merge = strategy == "merge" || strategy.starts_with("merge,");
        schema.patch_merge_key = value.text("x-kubernetes-patch-merge-key");
        for (const Value& key : manifest::elements(value.get("x-kubernetes-list-map-keys"))) {
            if (key.is_string()) {
                schema.list_map_keys.push_back(key.as_string());
            }
        }
        if (schema.list_map_keys.empty() && !schema.patch_merge_key.empty()) {
            schema.list_map_keys = {schema.patch_merge_key};
        }
    }

    const Value* source_;  // while it is read
    const bool has_builtin_;
    std::deque<Schema> schemas_;
    std::map<std::string, Schema*, std::less<>> definitions_;
    std::map<GroupVersionKind, const Schema*> types_;
    std::map<GroupVersionKind, bool> namespaced_;
};

}  // namespace

Result<std::shared_ptr<const Schemas>> Schemas::parse(const Value& document, Besides besides) {
    const auto schemas = std::make_shared<OpenApiSchemas>(document, besides);
    TRY(schemas->read(document));
    return schemas;
}

}  // namespace sealer::kustomize
