// SPDX-License-Identifier: Apache-2.0
// Reads the table of built-in types, once, when it is first asked for. The table's lines:
//
//     api.apps.v1.DeploymentSpec [map=atomic]        a definition, its OpenAPI name without
//     "io.k8s."; below it
//      replicas int32                                a field and its type: a scalar, @definition,
//      []type, {}type template*! @api.core.v1.PodTemplateSpec       * required, ! an object by
//      value, ~ left out when zero env~ []@api.core.v1.EnvVar patch=merge key=name          then
//      attributes: list=, patch=, key=, map=, default= = quantity the definition is this scalar
//     kind apps/v1 Deployment api.apps.v1.Deployment
//     resource apps/v1 Deployment deployments namespaced scale,status
#include <deque>
#include <map>
#include <utility>

#include "common/base/check.h"
#include "common/base/text.h"
#include "common/manifest/builtin_schema_table.h"
#include "common/manifest/schema.h"

namespace sealer::manifest {
namespace {

constexpr std::string_view kPrefix = "io.k8s.";

struct Table {
    std::map<std::string, Schema*, std::less<>> definitions;  // by OpenAPI name
    std::map<GroupVersionKind, const Schema*> kinds;
    std::vector<BuiltinResource> resources;
};

GroupVersionKind type_named(std::string_view api_version, std::string_view kind) {
    const auto [group, version] = split_api_version(api_version);
    return {std::string(group), std::string(version), std::string(kind)};
}

bool set_scalar(Schema& schema, std::string_view name) {
    using Type = Schema::Type;
    static const std::map<std::string_view, std::pair<Type, std::string_view>> kScalars = {
        {"any", {Type::kAny, ""}},
        {"string", {Type::kString, ""}},
        {"byte", {Type::kString, "byte"}},
        {"date-time", {Type::kString, "date-time"}},
        {"quantity", {Type::kString, "quantity"}},
        {"bool", {Type::kBoolean, ""}},
        {"int32", {Type::kInteger, "int32"}},
        {"int64", {Type::kInteger, "int64"}},
        {"double", {Type::kNumber, "double"}},
        {"int-or-string", {Type::kIntOrString, "int-or-string"}},
        {"object", {Type::kObject, ""}},
    };
    const auto found = kScalars.find(name);
    if (found == kScalars.end()) {
        return false;
    }
    schema.type = found->second.first;
    schema.format = found->second.second;
    return true;
}

std::vector<std::string> owned(const std::vector<std::string_view>& views) {
    return {views.begin(), views.end()};
}

void set_attribute(Schema& schema, std::string_view attribute) {
    const std::size_t equals = attribute.find('=');
    const std::string_view name = attribute.substr(0, equals);
    const std::string_view value = attribute.substr(equals + 1);
    if (name == "list") {
        const auto parts = split(value, ':');
        schema.list_type = parts[0] == "map"   ? Schema::ListType::kMap
                           : parts[0] == "set" ? Schema::ListType::kSet
                                               : Schema::ListType::kAtomic;
        if (parts.size() > 1) {
            schema.list_map_keys = owned(split(parts[1], ','));
        }
    } else if (name == "patch") {
        for (const std::string_view strategy : split(value, ',')) {
            schema.patch_merge |= strategy == "merge";
            schema.patch_retain_keys |= strategy == "retainKeys";
        }
    } else if (name == "key") {
        schema.patch_merge_key = value;
    } else if (name == "map") {
        schema.atomic_map = value == "atomic";
    } else {
        CHECK(name == "default" && value.size() >= 2);
        schema.default_value = Value(value.substr(1, value.size() - 2));
    }
}

// Where a list says nothing about server-side apply, its strategic merge decides, as in the API
// server.
void derive_list_type(Schema& schema) {
    if (schema.type != Schema::Type::kArray || !schema.patch_merge) {
        return;
    }
    schema.list_type =
        schema.patch_merge_key.empty() ? Schema::ListType::kSet : Schema::ListType::kMap;
    if (!schema.patch_merge_key.empty()) {
        schema.list_map_keys = {schema.patch_merge_key};
    }
}

class TableReader {
  public:
    Table read() {
        const auto chunks = builtin_schema_table();
        for (const std::string_view chunk : chunks) {
            const std::string_view name = chunk.substr(0, chunk.find_first_of(" \n"));
            if (name != "kind" && name != "resource") {
                define(name);
            }
        }
        for (const std::string_view chunk : chunks) {
            read_chunk(chunk);
        }
        for (const auto& [definition, index, words] : pending_) {
            Schema::Property& property = definition->properties[index];
            property.schema = with_attributes(*property.schema, words);
        }
        return std::move(table_);
    }

  private:
    // A field of another definition's type with attributes of its own; made when that definition is
    // complete.
    struct Pending {
        Schema* definition;
        std::size_t property;
        std::vector<std::string_view> words;
    };

    // Schemas live as long as the program.
    static Schema* create() {
        static auto* const kSchemas = new std::deque<Schema>();
        return &kSchemas->emplace_back();
    }

    void define(std::string_view name) {
        Schema* schema = create();
        schema->type = Schema::Type::kObject;
        schema->reference = std::string(kPrefix).append(name);
        table_.definitions.emplace(schema->reference, schema);
    }

    Schema* definition(std::string_view name) const {
        const auto found = table_.definitions.find(std::string(kPrefix).append(name));
        CHECK(found != table_.definitions.end());
        return found->second;
    }

    void read_chunk(std::string_view chunk) {
        Schema* current = nullptr;
        for (const std::string_view line : split(chunk, '\n')) {
            if (line.empty()) {
                continue;
            }
            const auto words = split(trim(line), ' ');
            if (line[0] == ' ' && words[0] == "=") {
                set_scalar(*current, words[1]);
            } else if (line[0] == ' ') {
                read_field(*current, words);
            } else if (words[0] == "kind") {
                table_.kinds.emplace(type_named(words[1], words[2]), definition(words[3]));
            } else if (words[0] == "resource") {
                read_resource(words);
            } else {
                current = definition(words[0]);
                for (std::size_t i = 1; i < words.size(); ++i) {
                    set_attribute(*current, words[i]);
                }
            }
        }
    }

    void read_resource(const std::vector<std::string_view>& words) {
        BuiltinResource& resource = table_.resources.emplace_back();
        resource.type = type_named(words[1], words[2]);
        resource.plural = words[3];
        resource.namespaced = words[4] == "namespaced";
        if (words[5] != "-") {
            resource.subresources = owned(split(words[5], ','));
        }
    }

    void read_field(Schema& object, const std::vector<std::string_view>& words) {
        const std::size_t end = words[0].find_first_of("*!~");
        const std::string_view marks = end == std::string_view::npos ? "" : words[0].substr(end);
        Schema::Property& property = object.properties.emplace_back();
        property.name = words[0].substr(0, end);
        property.by_value = marks.find('!') != std::string_view::npos;
        property.omit_zero = marks.find('~') != std::string_view::npos;
        if (marks.find('*') != std::string_view::npos) {
            object.required.push_back(property.name);
        }
        property.schema = typed(words[1]);
        if (words.size() > 2 && words[1].starts_with('@')) {
            pending_.push_back({&object, object.properties.size() - 1, words});
        } else if (words.size() > 2) {
            property.schema = with_attributes(*property.schema, words);
        }
    }

    static const Schema* with_attributes(const Schema& plain,
                                         const std::vector<std::string_view>& words) {
        Schema* schema = create();
        *schema = plain;
        bool list_type_stated = false;
        for (std::size_t i = 2; i < words.size(); ++i) {
            set_attribute(*schema, words[i]);
            list_type_stated |= words[i].starts_with("list=");
        }
        if (!list_type_stated) {
            derive_list_type(*schema);
        }
        return schema;
    }

    const Schema* typed(std::string_view text) {
        if (text.starts_with('@')) {
            return definition(text.substr(1));
        }
        const auto [found, is_new] = types_.emplace(text, nullptr);
        if (is_new) {
            Schema* schema = create();
            found->second = schema;
            read_type(text, *schema);
        }
        return found->second;
    }

    void read_type(std::string_view text, Schema& schema) {
        if (text.starts_with("[]")) {
            schema.type = Schema::Type::kArray;
            schema.items = typed(text.substr(2));
        } else if (text.starts_with("{}")) {
            schema.type = Schema::Type::kObject;
            schema.additional = typed(text.substr(2));
        } else {
            const bool is_scalar = set_scalar(schema, text);
            CHECK(is_scalar);
        }
    }

    Table table_;
    std::map<std::string_view, const Schema*> types_;
    std::vector<Pending> pending_;
};

const Table& table() {
    static const auto* const kTable = new Table(TableReader().read());
    return *kTable;
}

}  // namespace

const Schema* builtin_schema(const GroupVersionKind& type) {
    const auto found = table().kinds.find(type);
    return found == table().kinds.end() ? nullptr : found->second;
}

std::vector<GroupVersionKind> builtin_types() {
    std::vector<GroupVersionKind> types;
    types.reserve(table().kinds.size());
    for (const auto& [type, schema] : table().kinds) {
        types.push_back(type);
    }
    return types;
}

const std::vector<BuiltinResource>& builtin_resources() {
    return table().resources;
}

const Schema* builtin_definition(std::string_view name) {
    const auto found = table().definitions.find(name);
    return found == table().definitions.end() ? nullptr : found->second;
}

const Schema* object_meta_schema() {
    static const Schema* const kMeta =
        builtin_definition("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
    return kMeta;
}

}  // namespace sealer::manifest
