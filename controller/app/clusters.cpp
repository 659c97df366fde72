// SPDX-License-Identifier: Apache-2.0
#include "controller/app/clusters.h"

#include <algorithm>
#include <utility>

#include "common/app/application.h"
#include "common/base/text.h"
#include "common/manifest/secret.h"

namespace sealer::app {
namespace {

constexpr const char* kOwnName = "in-cluster";

std::string_view without_slash(std::string_view server) {
    return server.ends_with('/') ? server.substr(0, server.size() - 1) : server;
}

Result<manifest::Value> keep_names(std::string_view json) {
    TRY_ASSIGN(manifest::Secret secret, manifest::parse_secret_item_json(json));
    manifest::Value kept = std::move(secret.object);
    for (const char* key : {"name", "server", "project", "namespaces"}) {
        if (const manifest::SecretItem* item = secret.find(key)) {
            kept["cluster"][key] = std::string(item->value.expose());
        }
    }
    return kept;
}

tl::unexpected<Error> wrong(std::string why) {
    return fail(Code::kInvalid, std::move(why));
}

Status check_own(const Cluster& cluster) {
    if (cluster.server != kInCluster) {
        return wrong("cluster \"" + cluster.name + "\" (" + cluster.server +
                     "): this version of Sealer works in its own cluster alone, " +
                     std::string(kInCluster));
    }
    if (!cluster.namespaces.empty()) {
        return wrong("cluster \"" + cluster.name +
                     "\": namespaces in its Secret are not supported by this version of Sealer; "
                     "restrict the destinations of projects");
    }
    return {};
}

}  // namespace

Cluster own_cluster(const std::vector<Cluster>& known) {
    const auto own = std::ranges::find(known, kInCluster, &Cluster::server);
    return own == known.end() ? Cluster{.server = std::string(kInCluster), .name = kOwnName} : *own;
}

Status check_cluster(const std::vector<Cluster>& known, std::string_view server,
                     std::string_view name) {
    std::vector<Cluster> all = known;
    if (std::ranges::find(known, kInCluster, &Cluster::server) == known.end()) {
        all.push_back(own_cluster(known));
    }
    std::erase_if(all, [&](const Cluster& cluster) {
        return server.empty() ? cluster.name != name : cluster.server != without_slash(server);
    });
    if (server.empty() && all.size() > 1) {
        std::vector<std::string> servers;
        std::ranges::transform(all, std::back_inserter(servers), &Cluster::server);
        return wrong("there are " + std::to_string(all.size()) + " clusters with the same name: [" +
                     join(servers, " ") + "]");
    }
    if (all.empty()) {
        return wrong(server.empty()
                         ? "there are no clusters with this name: " + std::string(name)
                         : "cluster \"" + std::string(server) + "\" has not been configured");
    }
    return check_own(all.front());
}

Clusters::Clusters(kube::Client& client, const std::string& controller_namespace,
                   std::function<void()> on_change)
    : secrets_(client, kube::secrets(),
               {.namespace_ = controller_namespace,
                .label_selector = "argocd.argoproj.io/secret-type=cluster",
                .transform = keep_names}) {
    secrets_.on_change([notify = std::move(on_change)](const kube::Change&) { notify(); });
}

std::vector<Cluster> Clusters::known() const {
    std::vector<Cluster> known;
    for (const kube::ObjectPtr& secret : secrets_.list()) {
        const auto text = [&](const char* key) {
            return std::string(secret->text("cluster", key));
        };
        known.push_back({.server = std::string(without_slash(text("server"))),
                         .name = text("name"),
                         .project = text("project"),
                         .namespaces = text("namespaces")});
    }
    return known;
}

}  // namespace sealer::app
