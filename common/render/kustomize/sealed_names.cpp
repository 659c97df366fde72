// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/sealed_names.h"

namespace sealer::kustomize {
namespace {

constexpr std::string_view kClusterWide = "sealedsecrets.bitnami.com/cluster-wide";
constexpr std::string_view kNamespaceWide = "sealedsecrets.bitnami.com/namespace-wide";

std::string located(const Id& id) {
    return id.namespace_.empty() ? id.name : id.namespace_ + "/" + id.name;
}

std::string warning(const Resource& resource) {
    if (resource.object.text("kind") != "SealedSecret") {
        return {};  // nearly all, for which nothing need be copied
    }
    const Id sealed = resource.first_id();
    const Id now = resource.id();
    const auto has = [&](std::string_view annotation) {
        return manifest::annotation(resource.object, annotation) == "true";
    };
    if (now.type.group != "bitnami.com" || has(kClusterWide)) {
        return {};
    }
    // Without a namespace in the file, it was sealed for one that nobody but the sealer knows.
    const bool leaves_namespace = !sealed.namespace_.empty() && sealed.namespace_ != now.namespace_;
    const bool changes_name = sealed.name != now.name && !has(kNamespaceWide);
    if (!leaves_namespace && !changes_name) {
        return {};
    }
    return describe(resource) + " was sealed for " + located(sealed) + " and becomes " +
           located(now) + ", where it cannot be opened: seal it for that, or with --scope " +
           (leaves_namespace ? "cluster-wide" : "namespace-wide");
}

}  // namespace

std::vector<std::string> warn_of_moved_sealed_secrets(const Resources& resources) {
    std::vector<std::string> warnings;
    for (const ResourcePtr& resource : resources) {
        if (std::string text = warning(*resource); !text.empty()) {
            warnings.push_back(std::move(text));
        }
    }
    return warnings;
}

}  // namespace sealer::kustomize
