// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/openapi.h"

#include <utility>

#include "controller/standalone/openapi_protobuf.h"
#include "controller/standalone/openapi_schema.h"

namespace sealer::standalone {
namespace {

using manifest::Array;
using manifest::Object;
using manifest::Value;

std::string path_of(const ServedType& served) {
    const auto& type = served.type;
    return (type.group.empty() ? "/api/" : "/apis/" + type.group + "/") + type.version +
           (served.namespaced ? "/namespaces/{namespace}/" : "/") + served.plural + "/{name}";
}

Value parameter(OpenApiVersion version, std::string_view name, std::string_view type) {
    Object described{{"name", name}, {"in", "query"}};
    if (version == OpenApiVersion::kV2) {
        described.append("type", type);
        described.append("uniqueItems", true);
    } else {
        described.append("schema", Object{{"type", type}});
    }
    return described;
}

// kubectl asks here whether the server knows dryRun and fieldValidation, and which kind a resource
// is.
Value patch_operation(OpenApiVersion version, const ServedType& served) {
    const auto& type = served.type;
    const Value responses = Object{{"200", Object{{"description", "OK"}}}};
    return Object{
        {"operationId", "patch" + type.kind},
        {"parameters",
         Array{parameter(version, "dryRun", "string"), parameter(version, "fieldManager", "string"),
               parameter(version, "fieldValidation", "string"),
               parameter(version, "force", "boolean")}},
        {"responses", responses},
        {"x-kubernetes-action", "patch"},
        {"x-kubernetes-group-version-kind",
         Object{{"group", type.group}, {"kind", type.kind}, {"version", type.version}}},
    };
}

struct Parts {
    Value paths = Object();
    Value definitions;
};

Parts parts_of(OpenApiVersion version, const std::vector<ServedType>& types) {
    Parts parts;
    DefinitionWriter definitions(version);
    for (const ServedType& served : types) {
        definitions.add(served.type, served.schema);
        parts.paths[path_of(served)] = Object{{"patch", patch_operation(version, served)}};
    }
    parts.definitions = definitions.take();
    return parts;
}

Value info() {
    return Object{{"title", "Kubernetes"}, {"version", "unversioned"}};
}

}  // namespace

Value openapi_v2(const std::vector<ServedType>& types) {
    Parts parts = parts_of(OpenApiVersion::kV2, types);
    return Object{{"swagger", "2.0"},
                  {"info", info()},
                  {"paths", std::move(parts.paths)},
                  {"definitions", std::move(parts.definitions)}};
}

std::string openapi_v2_protobuf(const std::vector<ServedType>& types) {
    return swagger_protobuf(openapi_v2(types));
}

Value openapi_v3(const std::vector<ServedType>& types) {
    Parts parts = parts_of(OpenApiVersion::kV3, types);
    return Object{{"openapi", "3.0.0"},
                  {"info", info()},
                  {"paths", std::move(parts.paths)},
                  {"components", Object{{"schemas", std::move(parts.definitions)}}}};
}

}  // namespace sealer::standalone
