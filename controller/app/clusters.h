// SPDX-License-Identifier: Apache-2.0
// Which cluster a destination means. This version works in the controller's own alone; Argo CD's
// cluster Secrets give that a name, and say which others there would be.
// Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/app/project.h"
#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/kube/informer.h"

namespace sealer::app {

// The controller's own as `known` describes it; "in-cluster", for all projects, if it does not.
[[nodiscard]] Cluster own_cluster(const std::vector<Cluster>& known);

// Whether a destination with this server or this name, the other empty, is the controller's own
// cluster. kInvalid says why not.
[[nodiscard]] Status check_cluster(const std::vector<Cluster>& known, std::string_view server,
                                   std::string_view name);

// Follows the cluster Secrets of the controller's namespace by a watch; what they log in with is
// not kept. Thread-safe.
class Clusters {
  public:
    // `on_change` is called on a thread of its own, must not block. `client` must outlive it.
    Clusters(kube::Client& client, const std::string& controller_namespace,
             std::function<void()> on_change);

    void start() { secrets_.start(); }
    void stop() { secrets_.stop(); }
    [[nodiscard]] bool synced() const { return secrets_.synced(); }

    [[nodiscard]] std::vector<Cluster> known() const;

  private:
    kube::Informer secrets_;
};

}  // namespace sealer::app
