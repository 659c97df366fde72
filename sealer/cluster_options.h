// SPDX-License-Identifier: Apache-2.0
// How to reach the cluster and the controller in it: flags of every command that may have to.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/kube/config.h"
#include "sealer/command_line.h"
#include "sealer/world.h"

namespace sealer::cli {

struct ClusterOptions {
    std::string controller_name = "sealed-secrets-controller";
    std::string controller_namespace = "kube-system";
    kube::ConfigOverrides connection;              // its namespace_ is --namespace
    std::chrono::milliseconds request_timeout{0};  // 0: the client's own
    int verbosity = 0;                             // from 6 on, HTTP traffic is shown on stderr
};

// As kubectl: whole seconds, or a duration with its unit. kInvalid says so.
[[nodiscard]] Status parse_timeout(const std::string& text, std::chrono::milliseconds& timeout);

// `options` must outlive the parsing.
void add_controller_flags(CommandLine& line, ClusterOptions& options);
void add_connection_flags(CommandLine& line, ClusterOptions& options);
// The same but for --namespace.
void add_kubeconfig_flags(CommandLine& line, ClusterOptions& options);

// By libcurl: the few requests of a command are not worth what cpprestsdk costs every start.
[[nodiscard]] Result<std::unique_ptr<kube::Client>> connect_to_cluster(
    const ClusterOptions& options, const World& world, kube::ClientOptions client);

}  // namespace sealer::cli
