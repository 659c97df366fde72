// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/base/log.h"
#include "common/base/result.h"
#include "common/base/time.h"
#include "common/render/limits.h"
#include "controller/option_values.h"
#include "keys/key_ring.h"

namespace sealer {

// What the command line and the environment say; defaults are those of a Pod in a cluster.
struct Options {
    bool standalone = false;
    bool simulate_workloads = true;  // of the standalone API server
    bool leader_elect = false;
    std::string data_directory;  // repositories; in standalone mode everything
    std::string kubeconfig;      // empty: as kubectl finds it, or the Pod's service account
    std::string namespace_;      // of the sealing keys and the Lease
    std::string application_namespace = "argocd";
    std::vector<std::string> application_namespaces;  // further ones, as patterns

    std::string listen_address = ":8080";
    std::string metrics_address = ":8081";
    std::chrono::milliseconds read_timeout{120'000};
    std::chrono::milliseconds write_timeout{120'000};
    int rate_limit = 2;  // requests a second and client to each of /v1/verify and /v1/rotate
    int rate_limit_burst = 2;
    bool omit_names_in_metrics = false;

    std::chrono::milliseconds git_poll_interval{180'000};
    bool allow_local_git = false;
    render::Limits render_limits;

    std::chrono::seconds key_renew_period{std::chrono::hours(720)};
    std::chrono::seconds key_lifetime{std::chrono::hours(87'600)};
    std::optional<WallTime> key_cutoff;
    keys::KeyOrder key_order = keys::KeyOrder::kCertNotBefore;
    int key_bits = 4096;
    std::string key_prefix = "sealed-secrets-key";
    std::string common_name;
    std::map<std::string, std::string> key_labels;
    std::map<std::string, std::string> key_annotations;

    std::vector<std::string> namespaces;  // of SealedSecrets; empty: all
    std::string label_selector;           // of SealedSecrets
    bool accept_v1 = true;
    bool update_status = true;
    bool watch_secrets = true;
    bool delete_orphans = false;

    double queries_per_second = 300;
    int query_burst = 600;
    log::Level log_level = log::Level::kInfo;
    log::Format log_format = log::Format::kText;
    bool log_info_stdout = true;
};

// Each flag may be given as an environment variable, SEALED_SECRETS_<FLAG>; the command line wins.
// Nullopt: the answer (help, version) has been printed, exit with 0. The error's message ends in a
// hint at --help.
[[nodiscard]] Result<std::optional<Options>> parse_options(int argc, char** argv);

}  // namespace sealer
