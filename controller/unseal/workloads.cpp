// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/workloads.h"

#include <algorithm>
#include <array>

#include "common/manifest/object.h"

namespace sealer::unseal {
namespace {

using manifest::elements;
using manifest::Value;

const std::array<kube::Resource, 3>& workload_kinds() {
    static const std::array<kube::Resource, 3> kKinds{{
        {"apps", "v1", "deployments", "Deployment", true, {}},
        {"apps", "v1", "statefulsets", "StatefulSet", true, {}},
        {"apps", "v1", "daemonsets", "DaemonSet", true, {}},
    }};
    return kKinds;
}

bool container_refers(const Value& container, std::string_view secret) {
    const auto in_env = [secret](const Value& variable) {
        return variable.text("valueFrom", "secretKeyRef", "name") == secret;
    };
    const auto in_env_from = [secret](const Value& source) {
        return source.text("secretRef", "name") == secret;
    };
    return std::ranges::any_of(elements(container.get("env")), in_env) ||
           std::ranges::any_of(elements(container.get("envFrom")), in_env_from);
}

bool volume_refers(const Value& volume, std::string_view secret) {
    return volume.text("secret", "secretName") == secret ||
           std::ranges::any_of(
               elements(volume.get("projected", "sources")),
               [secret](const Value& source) { return source.text("secret", "name") == secret; });
}

Value rollout_patch(std::string_view marker) {
    Value patch;
    patch["spec"]["template"]["metadata"]["annotations"][kRestartedForAnnotation] = marker;
    return patch;
}

}  // namespace

bool wants_restarts(const Value& sealed) {
    return manifest::annotation(sealed, kRestartAnnotation) == "true" ||
           sealed.text("spec", "template", "metadata", "annotations", kRestartAnnotation) == "true";
}

bool refers_to_secret(const Value& pod_template, std::string_view secret) {
    for (const char* list : {"containers", "initContainers"}) {
        for (const Value& container : elements(pod_template.get("spec", list))) {
            if (container_refers(container, secret)) {
                return true;
            }
        }
    }
    return std::ranges::any_of(
               elements(pod_template.get("spec", "volumes")),
               [secret](const Value& volume) { return volume_refers(volume, secret); }) ||
           std::ranges::any_of(elements(pod_template.get("spec", "imagePullSecrets")),
                               [secret](const Value& pull) { return pull.text("name") == secret; });
}

Result<std::vector<std::string>> restart_workloads(kube::Client& client, const Value& secret) {
    const std::string namespace_(manifest::namespace_of(secret));
    const std::string name(manifest::name_of(secret));
    const std::string marker = name + "@" + std::string(manifest::resource_version_of(secret));
    std::vector<std::string> restarted;
    for (const kube::Resource& kind : workload_kinds()) {
        TRY_ASSIGN(const kube::Page page, client.list_all(kind, namespace_));
        for (const Value& workload : page.items) {
            const Value* pod_template = workload.get("spec", "template");
            if (pod_template == nullptr || !refers_to_secret(*pod_template, name) ||
                manifest::annotation(*pod_template, kRestartedForAnnotation) == marker) {
                continue;
            }
            const auto patched =
                client.patch(kind, namespace_, manifest::name_of(workload), kube::PatchType::kMerge,
                             rollout_patch(marker), {.field_manager = "sealer-restart"});
            if (!patched && patched.error().code != Code::kNotFound) {
                return fail(patched.error().with("roll out " + kind.kind + " " + namespace_ + "/" +
                                                 std::string(manifest::name_of(workload))));
            }
            restarted.push_back(kind.kind + " " + std::string(manifest::name_of(workload)));
        }
    }
    return restarted;
}

}  // namespace sealer::unseal
