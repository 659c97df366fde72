// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/discovery.h"

#include "controller/standalone/reviews.h"

namespace sealer::standalone {

using manifest::Array;
using manifest::Object;
using manifest::Value;

namespace {

// The Kubernetes release whose API this is; kubectl warns when its own is more than one minor away.
constexpr const char* kGitVersion = "v1.32.0+sealer";

Array text_array(const std::vector<std::string>& list) {
    Array array;
    for (const std::string& text : list) {
        array.emplace_back(text);
    }
    return array;
}

Object group_object(const std::string& name, const std::vector<std::string>& versions) {
    Array list;
    for (const std::string& version : versions) {
        list.emplace_back(Object{{"groupVersion", manifest::join_api_version(name, version)},
                                 {"version", version}});
    }
    const Value preferred = list.front();
    return {{"name", name}, {"versions", std::move(list)}, {"preferredVersion", preferred}};
}

using GroupVersions = std::vector<std::pair<std::string, std::vector<std::string>>>;

GroupVersions groups_with_reviews(const Registry& registry) {
    GroupVersions groups = registry.groups();
    for (const char* group : {"authentication.k8s.io", "authorization.k8s.io"}) {
        groups.push_back({group, {"v1"}});
    }
    return groups;
}

Object subresource(const Resource& resource, const std::string& name,
                   const std::vector<std::string>& verbs) {
    return {{"name", resource.plural + "/" + name},
            {"singularName", ""},
            {"namespaced", resource.namespaced},
            {"kind", resource.kind},
            {"verbs", text_array(verbs)}};
}

void append_resource(Array& list, const Resource& resource, const ServedVersion& version) {
    Object entry{{"name", resource.plural},
                 {"singularName", resource.singular},
                 {"namespaced", resource.namespaced},
                 {"kind", resource.kind},
                 {"verbs", text_array({"create", "delete", "deletecollection", "get", "list",
                                       "patch", "update", "watch"})}};
    if (!resource.short_names.empty()) {
        entry.append("shortNames", text_array(resource.short_names));
    }
    if (!resource.categories.empty()) {
        entry.append("categories", text_array(resource.categories));
    }
    list.emplace_back(std::move(entry));
    if (version.has_status) {
        list.emplace_back(subresource(resource, "status", {"get", "patch", "update"}));
    }
    if (version.scale) {
        Object scale = subresource(resource, "scale", {"get", "patch", "update"});
        scale["group"] = Value("autoscaling");
        scale["version"] = Value("v1");
        scale["kind"] = Value("Scale");
        list.emplace_back(std::move(scale));
    }
    if (resource.id() == "namespaces") {
        list.emplace_back(subresource(resource, "finalize", {"update"}));
    }
    if (resource.id() == "services") {
        Object proxy =
            subresource(resource, "proxy", {"create", "delete", "get", "patch", "update"});
        proxy["kind"] = Value("ServiceProxyOptions");
        list.emplace_back(std::move(proxy));
    }
    if (resource.id() == "serviceaccounts") {
        Object token = subresource(resource, "token", {"create"});
        token["group"] = Value("authentication.k8s.io");
        token["version"] = Value("v1");
        token["kind"] = Value("TokenRequest");
        list.emplace_back(std::move(token));
    }
}

}  // namespace

Value version_document() {
    return Object{{"major", "1"},    {"minor", "32"},      {"gitVersion", kGitVersion},
                  {"gitCommit", ""}, {"gitTreeState", ""}, {"buildDate", "1970-01-01T00:00:00Z"},
                  {"goVersion", ""}, {"compiler", ""},     {"platform", "linux/amd64"}};
}

Value core_versions_document(const std::string& address) {
    return Object{{"kind", "APIVersions"},
                  {"versions", Array{Value("v1")}},
                  {"serverAddressByClientCIDRs",
                   Array{Object{{"clientCIDR", "0.0.0.0/0"}, {"serverAddress", address}}}}};
}

Value groups_document(const Registry& registry) {
    Array groups;
    for (const auto& [name, versions] : groups_with_reviews(registry)) {
        if (!name.empty()) {
            groups.emplace_back(group_object(name, versions));
        }
    }
    return Object{{"kind", "APIGroupList"}, {"apiVersion", "v1"}, {"groups", std::move(groups)}};
}

Value group_document(const Registry& registry, std::string_view group) {
    for (const auto& [name, versions] : groups_with_reviews(registry)) {
        if (name == group && !name.empty()) {
            Object document{{"kind", "APIGroup"}, {"apiVersion", "v1"}};
            for (auto& [key, value] : group_object(name, versions)) {
                document.append(key, std::move(value));
            }
            return document;
        }
    }
    return {};
}

Value resources_document(const Registry& registry, std::string_view group,
                         std::string_view version) {
    Array list = review_resources(group, version);
    for (const ResourcePtr& resource : registry.all()) {
        const ServedVersion* served =
            resource->group == group ? resource->served(version) : nullptr;
        if (served != nullptr) {
            append_resource(list, *resource, *served);
        }
    }
    if (list.empty()) {
        return {};
    }
    return Object{{"kind", "APIResourceList"},
                  {"apiVersion", "v1"},
                  {"groupVersion", manifest::join_api_version(group, version)},
                  {"resources", std::move(list)}};
}

std::vector<ServedType> served_types(const std::vector<ResourcePtr>& resources) {
    std::vector<ServedType> types;
    for (const ResourcePtr& resource : resources) {
        for (const ServedVersion& version : resource->versions) {
            if (version.served) {
                types.push_back({{resource->group, version.name, resource->kind},
                                 resource->plural,
                                 resource->namespaced,
                                 version.schema});
            }
        }
    }
    return types;
}

std::vector<std::string> group_version_paths(const Registry& registry) {
    std::vector<std::string> paths;
    for (const auto& [group, versions] : registry.groups()) {
        for (const std::string& version : versions) {
            paths.push_back((group.empty() ? "api/" : "apis/") +
                            manifest::join_api_version(group, version));
        }
    }
    return paths;
}

}  // namespace sealer::standalone
