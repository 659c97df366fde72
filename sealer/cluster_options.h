// SPDX-License-Identifier: Apache-2.0
// How to reach the cluster and the controller in it: flags of every command that may have to.
#pragma once

#include <chrono>
#include <string>

#include "common/kube/config.h"
#include "sealer/command_line.h"

namespace sealer::cli {

struct ClusterOptions {
    std::string controller_name = "sealed-secrets-controller";
    std::string controller_namespace = "kube-system";
    kube::ConfigOverrides connection;              // its namespace_ is --namespace
    std::chrono::milliseconds request_timeout{0};  // 0: the client's own
    int verbosity = 0;                             // from 6 on, HTTP traffic is shown on stderr
};

// `options` must outlive the parsing.
void add_controller_flags(CommandLine& line, ClusterOptions& options);
void add_connection_flags(CommandLine& line, ClusterOptions& options);

}  // namespace sealer::cli
