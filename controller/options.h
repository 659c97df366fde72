// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "common/base/log.h"
#include "common/base/result.h"

namespace sealer {

// What the command line says; defaults are those of a Pod in a cluster.
struct Options {
    bool standalone = false;
    bool simulate_workloads = true;  // of the standalone API server
    std::string data_directory;      // repositories; in standalone mode everything
    std::string kubeconfig;          // empty: as kubectl finds it, or the Pod's service account
    std::string namespace_;          // of the sealing keys
    std::string application_namespace = "argocd";
    std::string listen_address = ":8080";
    std::string metrics_address = ":8081";
    std::chrono::milliseconds git_poll_interval{180'000};
    bool allow_local_git = false;
    std::chrono::seconds key_renew_period{std::chrono::hours(720)};
    std::chrono::seconds key_lifetime{std::chrono::hours(87'600)};
    int key_bits = 4096;
    std::string key_prefix = "sealed-secrets-key";
    std::string common_name;
    double queries_per_second = 300;
    int query_burst = 600;
    log::Level log_level = log::Level::kInfo;
    log::Format log_format = log::Format::kText;
};

// Nullopt: the answer (help, version) has been printed, exit with 0. The error's message ends in a
// hint at --help.
[[nodiscard]] Result<std::optional<Options>> parse_options(int argc, char** argv);

// ":8080", "127.0.0.1:0", "[::1]:80" -> address and port. An empty host is every IPv4 address.
struct ListenAddress {
    std::string host;
    std::uint16_t port = 0;
};
[[nodiscard]] Result<ListenAddress> parse_listen_address(const std::string& text);

}  // namespace sealer
