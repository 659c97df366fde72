// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_children.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "common/manifest/value.h"
#include "sealer/app_tree.h"
#include "sealer/output.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

using manifest::Value;

struct Brood {
    std::vector<Value> objects;         // of Secrets, no data
    std::vector<std::string> warnings;  // kinds that could not be listed
};

const std::array<kube::Resource, 3>& kinds_of_children() {
    static const std::array<kube::Resource, 3> kKinds = {
        kube::Resource{"apps", "v1", "replicasets", "ReplicaSet", true, {}},
        kube::Resource{"batch", "v1", "jobs", "Job", true, {}},
        kube::Resource{"", "v1", "pods", "Pod", true, {}},
    };
    return kKinds;
}

void add_listed(Brood& brood, Result<std::vector<Value>> listed, const std::string& kind,
                const std::string& namespace_) {
    if (!listed) {
        brood.warnings.push_back(kind + "s in " + namespace_ +
                                 " are left out: " + listed.error().message);
        return;
    }
    std::ranges::move(*listed, std::back_inserter(brood.objects));
}

Result<std::vector<Value>> list_kind(const AppClient& client, const kube::Resource& kind,
                                     const std::string& namespace_) {
    TRY_ASSIGN(kube::Page page, client.kube().list_all(kind, namespace_));
    return std::move(page.items);
}

Brood list_children(const AppClient& client, const std::vector<ResourceRow>& rows) {
    static const std::set<std::string, std::less<>> kParents = {
        "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "CronJob", "Job"};
    std::set<std::string> with_pods;
    std::set<std::string> with_secrets;
    for (const ResourceRow& row : rows) {
        if (kParents.contains(row.key.kind)) {
            with_pods.insert(row.key.namespace_);
        } else if (row.key.kind == kube::sealed_secrets().kind) {
            with_secrets.insert(row.key.namespace_);
        }
    }
    Brood brood;
    for (const std::string& namespace_ : with_pods) {
        for (const kube::Resource& kind : kinds_of_children()) {
            add_listed(brood, list_kind(client, kind, namespace_), kind.kind, namespace_);
        }
    }
    for (const std::string& namespace_ : with_secrets) {
        add_listed(brood, client.list_secrets(namespace_), kube::secrets().kind, namespace_);
    }
    return brood;
}

}  // namespace

Result<std::string> print_tree(const AppClient& client, const std::vector<ResourceRow>& rows,
                               bool detailed, const World& world) {
    const Brood brood = list_children(client, rows);
    TRY(print_warnings(brood.warnings, world));
    return draw_tree(rows, brood.objects, detailed, wants_colour(world));
}

}  // namespace sealer::cli
