// SPDX-License-Identifier: Apache-2.0
#include "controller/run.h"

#include <csignal>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <pthread.h>

#include "common/base/file.h"
#include "common/base/log.h"
#include "common/crypto/envelope.h"
#include "common/git/repository.h"
#include "common/http/server.h"
#include "common/kube/client.h"
#include "common/kube/config.h"
#include "controller/app/manager.h"
#include "controller/standalone_cluster.h"
#include "controller/unseal/manager.h"
#include "controller/web/endpoints.h"
#include "controller/web/metrics.h"

namespace sealer {
namespace {

constexpr const char* kUnsealRequests = "sealed_secrets_controller_unseal_requests_total";
constexpr const char* kUnsealErrors = "sealed_secrets_controller_unseal_errors_total";
constexpr const char* kCondition = "sealed_secrets_controller_condition_info";

sigset_t stop_signals() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGTERM);
    ::sigaddset(&signals, SIGINT);
    return signals;
}

void wait_for_stop_signal() {
    const sigset_t signals = stop_signals();
    int signal = 0;
    while (::sigwait(&signals, &signal) != 0) {
    }
    log::info("main", "stopping", {{"signal", signal}});
}

unseal::Observer observe_unsealing(web::Metrics& metrics) {
    metrics.describe_counter(kUnsealRequests, "SealedSecrets that were unsealed, or tried.");
    metrics.describe_counter(kUnsealErrors,
                             "SealedSecrets that could not be unsealed, by reason and namespace.");
    metrics.describe_gauge(kCondition, "Condition Synced of each SealedSecret: 1 true, -1 false.");
    metrics.increment(kUnsealRequests, {}, 0);
    unseal::Observer observer;
    observer.on_request = [&metrics] { metrics.increment(kUnsealRequests); };
    observer.on_error = [&metrics](const std::string& reason, const std::string& namespace_) {
        metrics.increment(kUnsealErrors, {{"reason", reason}, {"namespace", namespace_}});
    };
    observer.on_condition = [&metrics](const std::string& namespace_, const std::string& name,
                                       bool synced, bool exists) {
        const web::Labels labels{
            {"namespace", namespace_}, {"name", name}, {"condition", "Synced"}};
        if (exists) {
            metrics.set(kCondition, labels, synced ? 1 : -1);
        } else {
            metrics.remove(kCondition, labels);
        }
    };
    return observer;
}

// What is asked for at each scrape. Names that Argo CD has are Argo CD's, for its dashboards.
void observe_state(web::Metrics& metrics, const unseal::Manager& unsealing,
                   const app::Manager& applications) {
    using Sample = web::Metrics::Sample;
    using Kind = web::Metrics::Kind;
    const auto number = [&metrics](const std::string& name, const std::string& help, Kind kind,
                                   std::function<double()> read) {
        metrics.observe(name, help, kind, [read = std::move(read)] {
            return std::vector<Sample>{{{}, read()}};
        });
    };
    number("sealer_rsa_operations_total", "RSA private key operations.", Kind::kCounter,
           [] { return static_cast<double>(crypto::rsa_private_operations()); });
    number("sealer_unseal_queue_length", "SealedSecrets that wait to be looked at.", Kind::kGauge,
           [&unsealing] { return static_cast<double>(unsealing.queue_length()); });
    number("sealer_app_queue_length", "Applications that wait to be looked at.", Kind::kGauge,
           [&applications] { return static_cast<double>(applications.snapshot().queue_length); });
    number("sealer_app_renders_total", "Directories rendered.", Kind::kCounter,
           [&applications] { return static_cast<double>(applications.snapshot().renders); });
    number("argocd_git_request_total", "Requests to Git servers.", Kind::kCounter,
           [&applications] { return static_cast<double>(applications.snapshot().git_requests); });
    metrics.observe("argocd_app_sync_total", "Finished syncs, by phase.", Kind::kCounter,
                    [&applications] {
                        const app::Snapshot now = applications.snapshot();
                        return std::vector<Sample>{
                            {{{"phase", "Succeeded"}}, static_cast<double>(now.syncs_succeeded)},
                            {{{"phase", "Failed"}}, static_cast<double>(now.syncs_failed)}};
                    });
    metrics.observe("argocd_app_info", "One series an Application.", Kind::kGauge, [&applications] {
        std::vector<Sample> samples;
        for (const app::ApplicationState& state : applications.snapshot().applications) {
            samples.push_back({{{"namespace", state.namespace_},
                                {"name", state.name},
                                {"project", state.project},
                                // Without the user and password that a URL may hold.
                                {"repo", git::normalize_url(state.repository).value_or("")},
                                {"sync_status", state.sync_status},
                                {"health_status", state.health_status}},
                               1});
        }
        return samples;
    });
}

unseal::ManagerOptions unseal_options(const Options& options) {
    unseal::ManagerOptions result;
    result.keys.renew_period = options.key_renew_period;
    keys::KeyStoreOptions& store = result.keys.store;
    store.namespace_ = options.namespace_;
    store.prefix = options.key_prefix;
    store.key_bits = options.key_bits;
    store.lifetime = options.key_lifetime;
    store.common_name = options.common_name;
    return result;
}

app::Options app_options(const Options& options) {
    app::Options result;
    result.namespace_ = options.application_namespace;
    result.git_directory =
        (std::filesystem::path(options.data_directory) / "repositories").string();
    result.allow_local_git = options.allow_local_git;
    result.poll_interval = options.git_poll_interval;
    return result;
}

Result<std::unique_ptr<http::Server>> serve(const std::string& address, http::Handler handler) {
    TRY_ASSIGN(const ListenAddress listen, parse_listen_address(address));
    http::ServerOptions server;
    server.address = listen.host;
    server.port = listen.port;
    return http::Server::start(std::move(server), std::move(handler));
}

// Tells scripts where we listen, and that all is up.
Status write_ready_files(const Options& options, const http::Server& api,
                         const http::Server& metrics) {
    const std::filesystem::path directory = options.data_directory;
    const std::string addresses = "http=127.0.0.1:" + std::to_string(api.port()) +
                                  "\nmetrics=127.0.0.1:" + std::to_string(metrics.port()) + "\n";
    TRY(write_file_atomically(directory / "addresses", addresses, 0644));
    return write_file_atomically(directory / "ready", "", 0644);
}

Result<kube::Config> api_server_config(const Options& options, const standalone::Server* server) {
    kube::ConfigOverrides overrides;
    overrides.kubeconfig = server != nullptr ? server->kubeconfig_path() : options.kubeconfig;
    return kube::load_config(overrides, kube::process_environment());
}

// What depends on the API server being reachable: goes on in the background until all stores are
// filled, so that /healthz answers meanwhile.
void start_controllers(unseal::Manager& unsealing, app::Manager& applications,
                       const std::function<void()>& on_ready, const std::stop_token& stop) {
    for (const Status& status : {unsealing.start(stop), applications.start()}) {
        if (!status && status.error().code != Code::kCancelled) {
            log::error("main", "cannot start", {{"error", status.error().message}});
        }
    }
    if (!stop.stop_requested()) {
        on_ready();
    }
}

}  // namespace

void block_stop_signals() {
    std::signal(SIGPIPE, SIG_IGN);
    const sigset_t signals = stop_signals();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

Status run(const Options& options) {
    std::error_code ignored;
    std::filesystem::create_directories(options.data_directory, ignored);
    std::filesystem::remove(std::filesystem::path(options.data_directory) / "ready", ignored);
    std::unique_ptr<standalone::Server> own_server;
    if (options.standalone) {
        TRY_ASSIGN(own_server, start_standalone_server(options));
    }
    TRY_ASSIGN(kube::Config config, api_server_config(options, own_server.get()));
    TRY_ASSIGN(const std::unique_ptr<kube::Client> client,
               kube::Client::connect(std::move(config),
                                     {.queries_per_second = options.queries_per_second,
                                      .burst = options.query_burst,
                                      .user_agent = "sealer-controller/" SEALER_VERSION}));
    std::stop_source stop;
    client->set_stop_token(stop.get_token());
    if (options.standalone) {
        TRY(install_into_cluster(*client, options));
    }

    web::Metrics metrics;
    unseal::Manager unsealing(*client, unseal_options(options), observe_unsealing(metrics));
    app::Manager applications(*client, app_options(options));
    observe_state(metrics, unsealing, applications);
    TRY_ASSIGN(const std::unique_ptr<http::Server> api,
               serve(options.listen_address,
                     web::make_api_handler(
                         {.ready = [&] { return unsealing.synced() && applications.synced(); },
                          .certificate_pem = [&] { return unsealing.certificate_pem(); }},
                         metrics)));
    TRY_ASSIGN(const std::unique_ptr<http::Server> metrics_server,
               serve(options.metrics_address, web::make_metrics_handler(metrics)));
    if (options.standalone) {
        TRY(publish_service(*client, options, api->port()));
    }
    std::jthread starter([&](const std::stop_token&) {
        start_controllers(
            unsealing, applications,
            [&] {
                if (const Status status = write_ready_files(options, *api, *metrics_server);
                    !status) {
                    log::error("main", "cannot write", {{"error", status.error().message}});
                }
                log::info("main", "ready");
            },
            stop.get_token());
    });
    wait_for_stop_signal();
    stop.request_stop();
    starter.join();
    applications.stop();
    unsealing.stop();
    api->stop();
    metrics_server->stop();
    return {};
}

}  // namespace sealer
