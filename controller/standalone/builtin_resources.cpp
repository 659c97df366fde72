// SPDX-License-Identifier: Apache-2.0
// The built-in resources: the table of types, and what it does not know, kubectl's short names and
// categories.
#include <algorithm>
#include <string_view>

#include "common/base/check.h"
#include "common/base/text.h"
#include "controller/standalone/conversion.h"
#include "controller/standalone/resource.h"

namespace sealer::standalone {

namespace {

struct Names {
    std::string_view plural;
    std::string_view short_names;  // separated by blanks
    std::string_view categories;
};

constexpr Names kNames[] = {
    {"configmaps", "cm", ""},
    {"endpoints", "ep", ""},
    {"events", "ev", ""},
    {"limitranges", "limits", ""},
    {"namespaces", "ns", ""},
    {"nodes", "no", ""},
    {"persistentvolumeclaims", "pvc", ""},
    {"persistentvolumes", "pv", ""},
    {"pods", "po", "all"},
    {"replicationcontrollers", "rc", "all"},
    {"resourcequotas", "quota", ""},
    {"serviceaccounts", "sa", ""},
    {"services", "svc", "all"},
    {"daemonsets", "ds", "all"},
    {"deployments", "deploy", "all"},
    {"replicasets", "rs", "all"},
    {"statefulsets", "sts", "all"},
    {"horizontalpodautoscalers", "hpa", "all"},
    {"cronjobs", "cj", "all"},
    {"jobs", "", "all"},
    {"certificatesigningrequests", "csr", ""},
    {"ingresses", "ing", ""},
    {"networkpolicies", "netpol", ""},
    {"poddisruptionbudgets", "pdb", ""},
    {"storageclasses", "sc", ""},
    {"mutatingwebhookconfigurations", "", "api-extensions"},
    {"validatingwebhookconfigurations", "", "api-extensions"},
    {"customresourcedefinitions", "crd crds", "api-extensions"},
    {"priorityclasses", "pc", ""},
};

// Kinds that are questions to be answered, not objects to be stored.
constexpr std::string_view kNotStored[] = {"authentication.k8s.io", "authorization.k8s.io",
                                           "apiregistration.k8s.io", "bindings",
                                           "componentstatuses"};

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> result;
    for (const std::string_view word : split(text, ' ')) {
        if (!word.empty()) {
            result.emplace_back(word);
        }
    }
    return result;
}

bool has(const std::vector<std::string>& list, std::string_view item) {
    return std::ranges::find(list, item) != list.end();
}

std::shared_ptr<Resource> from_table(const manifest::BuiltinResource& row) {
    auto resource = std::make_shared<Resource>();
    resource->group = row.type.group;
    resource->kind = row.type.kind;
    resource->list_kind = row.type.kind + "List";
    resource->plural = row.plural;
    resource->singular = to_lower(row.type.kind);
    resource->namespaced = row.namespaced;
    const auto* const names = std::ranges::find(kNames, row.plural, &Names::plural);
    if (names != std::end(kNames)) {
        resource->short_names = words(names->short_names);
        resource->categories = words(names->categories);
    }
    ServedVersion version;
    version.name = row.type.version;
    version.schema = manifest::builtin_schema(row.type);
    version.conversion = find_conversion(
        manifest::join_api_version(row.type.group, row.type.version), row.type.kind);
    version.has_status = has(row.subresources, "status");
    if (has(row.subresources, "scale")) {
        version.scale = ScalePaths{".spec.replicas", ".status.replicas", ".spec.selector"};
    }
    resource->versions.push_back(std::move(version));
    return resource;
}

void keep_convertible(std::vector<ServedVersion>& versions,
                      const std::vector<ServedVersion>& older) {
    for (const ServedVersion& one : older) {
        if (one.conversion != nullptr) {
            versions.push_back(one);
            versions.back().storage = false;
        }
    }
}

}  // namespace

std::vector<ResourcePtr> served_builtin_resources() {
    std::vector<ResourcePtr> resources;
    for (const manifest::BuiltinResource& row : manifest::builtin_resources()) {
        if (std::ranges::find(kNotStored, row.type.group) != std::end(kNotStored) ||
            std::ranges::find(kNotStored, row.plural) != std::end(kNotStored)) {
            continue;
        }
        std::shared_ptr<Resource> resource = from_table(row);
        // The table is sorted, so a newer version follows the older one.
        if (!resources.empty() && resources.back()->id() == resource->id()) {
            keep_convertible(resource->versions, resources.back()->versions);
            resources.back() = std::move(resource);
        } else {
            resources.push_back(std::move(resource));
        }
    }
    // The core group leads, as in every listing of a kube-apiserver.
    std::stable_partition(resources.begin(), resources.end(),
                          [](const ResourcePtr& one) { return one->group.empty(); });
    return resources;
}

const ServedVersion* Resource::served(std::string_view version) const {
    for (const ServedVersion& one : versions) {
        if (one.name == version && one.served) {
            return &one;
        }
    }
    return nullptr;
}

const ServedVersion& Resource::storage() const {
    for (const ServedVersion& one : versions) {
        if (one.storage) {
            return one;
        }
    }
    CHECK(!versions.empty());
    return versions.front();
}

}  // namespace sealer::standalone
