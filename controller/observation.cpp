// SPDX-License-Identifier: Apache-2.0
#include "controller/observation.h"

#include <charconv>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

#include "common/base/file.h"
#include "common/base/text.h"
#include "common/crypto/envelope.h"

namespace sealer {
namespace {

using Sample = web::Metrics::Sample;
using Kind = web::Metrics::Kind;

constexpr const char* kUnsealRequests = "sealed_secrets_controller_unseal_requests_total";
constexpr const char* kUnsealErrors = "sealed_secrets_controller_unseal_errors_total";
constexpr const char* kSealedSecretCondition = "sealed_secrets_controller_condition_info";
constexpr const char* kBuildInfo = "sealed_secrets_controller_build_info";

double unix_seconds(WallTime time) {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

void observe_number(web::Metrics& metrics, const std::string& name, const std::string& help,
                    Kind kind, std::function<double()> read) {
    metrics.observe(name, help, kind, [read = std::move(read)] {
        return std::vector<Sample>{{{}, read()}};
    });
}

void observe_conditions(web::Metrics& metrics, const unseal::Manager& unsealing) {
    metrics.observe(kSealedSecretCondition,
                    "Condition Synced of each SealedSecret: 1 true, -1 false.", Kind::kGauge,
                    [&unsealing] {
                        std::vector<Sample> samples;
                        for (unseal::ConditionState& state : unsealing.conditions()) {
                            if (!state.status.empty()) {
                                samples.push_back(
                                    {{{"namespace", std::move(state.namespace_)},
                                      {"name", std::move(state.name)},
                                      {"condition", "Synced"},
                                      {"ss_app_kubernetes_io_instance", std::move(state.instance)}},
                                     state.status == "True" ? 1.0 : -1.0});
                            }
                        }
                        return samples;
                    });
}

// One series a key, of `value`; none before the keys are loaded.
void observe_keys(web::Metrics& metrics, const unseal::Manager& unsealing, const std::string& name,
                  const std::string& help, double (*value)(const keys::SealingKey&)) {
    metrics.observe(name, help, Kind::kGauge, [&unsealing, value] {
        std::vector<Sample> samples;
        if (const keys::KeyRingPtr ring = unsealing.ring()) {
            for (const keys::SealingKey& key : ring->keys()) {
                samples.push_back(
                    {{{"key", key.name}, {"fingerprint", key.fingerprint()}}, value(key)});
            }
        }
        return samples;
    });
}

void observe_key_ring(web::Metrics& metrics, const unseal::Manager& unsealing) {
    observe_number(metrics, "sealer_keys", "Sealing keys in use.", Kind::kGauge, [&unsealing] {
        const keys::KeyRingPtr ring = unsealing.ring();
        return ring == nullptr ? 0.0 : static_cast<double>(ring->keys().size());
    });
    observe_keys(metrics, unsealing, "sealer_key_age_seconds", "Age of each sealing key.",
                 [](const keys::SealingKey& key) {
                     return unix_seconds(std::chrono::system_clock::now()) -
                            unix_seconds(key.certificate.not_before);
                 });
    observe_keys(
        metrics, unsealing, "sealer_key_expiry_timestamp_seconds",
        "When the certificate of each sealing key expires, in Unix time.",
        [](const keys::SealingKey& key) { return unix_seconds(key.certificate.not_after); });
}

double open_descriptors() {
    std::error_code error;
    const std::filesystem::directory_iterator entries("/proc/self/fd", error);
    return error ? 0.0 : static_cast<double>(std::distance(begin(entries), end(entries)));
}

// The second number of /proc/self/statm counts pages.
double resident_bytes() {
    const auto text = read_file("/proc/self/statm");
    const auto numbers = split(text ? std::string_view(*text) : std::string_view(), ' ');
    double pages = 0;
    if (numbers.size() > 1) {
        std::from_chars(numbers[1].data(), numbers[1].data() + numbers[1].size(), pages);
    }
    return pages * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double cpu_seconds() {
    timespec used{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

// Under the names that Prometheus' clients give them in any language.
void observe_process(web::Metrics& metrics) {
    const double started = unix_seconds(std::chrono::system_clock::now());
    observe_number(metrics, "process_start_time_seconds", "Start of the process, in Unix time.",
                   Kind::kGauge, [started] { return started; });
    observe_number(metrics, "process_cpu_seconds_total", "CPU time spent.", Kind::kCounter,
                   cpu_seconds);
    observe_number(metrics, "process_resident_memory_bytes", "Memory in use.", Kind::kGauge,
                   resident_bytes);
    observe_number(metrics, "process_open_fds", "Open file descriptors.", Kind::kGauge,
                   open_descriptors);
}

// Names that Argo CD has are Argo CD's, for its dashboards.
void observe_applications(web::Metrics& metrics, const Duties& duties) {
    const auto number = [&](const char* name, const char* help, Kind kind,
                            std::function<double(const app::Snapshot&)> read) {
        metrics.observe(name, help, kind, [&duties, read = std::move(read)] {
            const auto applications = duties.applications();
            return applications == nullptr
                       ? std::vector<Sample>()
                       : std::vector<Sample>{{{}, read(applications->snapshot())}};
        });
    };
    number("sealer_app_queue_length", "Applications that wait to be looked at.", Kind::kGauge,
           [](const app::Snapshot& now) { return static_cast<double>(now.queue_length); });
    number("sealer_app_renders_total", "Directories rendered.", Kind::kCounter,
           [](const app::Snapshot& now) { return static_cast<double>(now.renders); });
    number("sealer_app_dry_runs_total", "Objects compared by a dry run.", Kind::kCounter,
           [](const app::Snapshot& now) { return static_cast<double>(now.dry_runs); });
    number("argocd_git_lsremote_fail_total", "Requests to Git servers that failed.", Kind::kCounter,
           [](const app::Snapshot& now) { return static_cast<double>(now.git_failures); });
    const auto labelled = [&](const char* name, const char* help, Kind kind,
                              std::function<std::vector<Sample>(const app::Snapshot&)> read) {
        metrics.observe(name, help, kind, [&duties, read = std::move(read)] {
            const auto applications = duties.applications();
            return applications == nullptr ? std::vector<Sample>() : read(applications->snapshot());
        });
    };
    labelled("argocd_git_request_total", "Requests to Git servers.", Kind::kCounter,
             [](const app::Snapshot& now) {
                 return std::vector<Sample>{
                     {{{"request_type", "ls-remote"}}, static_cast<double>(now.git_requests)}};
             });
    labelled("workqueue_depth", "What waits to be looked at.", Kind::kGauge,
             [](const app::Snapshot& now) {
                 return std::vector<Sample>{{{{"name", "app_reconciliation_queue"}},
                                             static_cast<double>(now.queue_length)}};
             });
    labelled("sealer_app_reseals_total", "Commits of re-sealed files, by what became of them.",
             Kind::kCounter, [](const app::Snapshot& now) {
                 return std::vector<Sample>{
                     {{{"result", "pushed"}}, static_cast<double>(now.reseals_pushed)},
                     {{{"result", "failed"}}, static_cast<double>(now.reseals_failed)}};
             });
}

// A scrape costs what there are of kinds, not of objects.
void observe_cluster(web::Metrics& metrics, const Duties& duties) {
    const auto observe = [&](const char* name, const char* help, Kind kind,
                             std::function<std::vector<Sample>(const app::ClusterState&)> read) {
        metrics.observe(name, help, kind, [&duties, read = std::move(read)] {
            const auto applications = duties.applications();
            return applications == nullptr ? std::vector<Sample>() : read(applications->cluster());
        });
    };
    observe("argocd_cluster_info", "The cluster that Applications are in.", Kind::kGauge,
            [](const app::ClusterState& now) {
                return std::vector<Sample>{{{{"server", now.server}, {"name", now.name}}, 1}};
            });
    observe(
        "argocd_cluster_connection_status", "1 where its API server answers.", Kind::kGauge,
        [](const app::ClusterState& now) {
            return std::vector<Sample>{{{{"server", now.server}}, now.is_connected ? 1.0 : 0.0}};
        });
    observe("argocd_cluster_api_resources", "Kinds that are watched.", Kind::kGauge,
            [](const app::ClusterState& now) {
                return std::vector<Sample>{
                    {{{"server", now.server}}, static_cast<double>(now.watched.size())}};
            });
    observe(
        "argocd_cluster_api_resource_objects", "Objects that are watched.", Kind::kGauge,
        [](const app::ClusterState& now) {
            std::size_t objects = 0;
            for (const app::WatchedKind& kind : now.watched) {
                objects += kind.objects;
            }
            return std::vector<Sample>{{{{"server", now.server}}, static_cast<double>(objects)}};
        });
    observe("argocd_cluster_events_total", "Changes of objects that were seen.", Kind::kCounter,
            [](const app::ClusterState& now) {
                std::vector<Sample> samples;
                for (const app::WatchedKind& kind : now.watched) {
                    samples.push_back(
                        {{{"server", now.server}, {"group", kind.group}, {"kind", kind.kind}},
                         static_cast<double>(kind.changes)});
                }
                return samples;
            });
}

}  // namespace

unseal::Observer observe_unsealing(web::Metrics& metrics) {
    metrics.describe_counter(kUnsealRequests, "SealedSecrets that were unsealed, or tried.");
    metrics.describe_counter(kUnsealErrors,
                             "SealedSecrets that could not be unsealed, by reason and namespace.");
    metrics.increment(kUnsealRequests, {}, 0);
    unseal::Observer observer;
    observer.on_request = [&metrics] { metrics.increment(kUnsealRequests); };
    observer.on_error = [&metrics](const std::string& reason, const std::string& namespace_) {
        metrics.increment(kUnsealErrors, {{"reason", reason}, {"namespace", namespace_}});
    };
    return observer;
}

void observe_state(web::Metrics& metrics, const Options& options, const unseal::Manager& unsealing,
                   const Duties& duties) {
    metrics.describe_gauge(kBuildInfo, "Build information.");
    metrics.set(kBuildInfo, {{"revision", "v" SEALER_VERSION}}, 0);
    observe_number(metrics, "sealer_rsa_operations_total", "RSA private key operations.",
                   Kind::kCounter,
                   [] { return static_cast<double>(crypto::rsa_private_operations()); });
    observe_number(metrics, "sealer_unseal_queue_length",
                   "SealedSecrets that wait to be looked at.", Kind::kGauge,
                   [&unsealing] { return static_cast<double>(unsealing.queue_length()); });
    observe_number(metrics, "sealer_leading", "1 where this replica does the work.", Kind::kGauge,
                   [&duties] { return duties.applications() == nullptr ? 0.0 : 1.0; });
    if (!options.omit_names_in_metrics) {
        observe_conditions(metrics, unsealing);
    }
    observe_key_ring(metrics, unsealing);
    observe_process(metrics);
    observe_applications(metrics, duties);
    observe_cluster(metrics, duties);
}

}  // namespace sealer
