// SPDX-License-Identifier: Apache-2.0
#include "controller/run.h"

#include <array>
#include <csignal>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <pthread.h>
#include <unistd.h>

#include "common/base/file.h"
#include "common/base/log.h"
#include "common/base/random.h"
#include "common/http/cpprest/client.h"
#include "common/http/server.h"
#include "common/kube/client.h"
#include "common/kube/config.h"
#include "common/kube/leader_election.h"
#include "common/manifest/json.h"
#include "controller/api_server_addresses.h"
#include "controller/application_metrics.h"
#include "controller/duties.h"
#include "controller/observation.h"
#include "controller/standalone_cluster.h"
#include "controller/unseal/manager.h"
#include "controller/web/endpoints.h"
#include "controller/web/metrics.h"
#include "controller/webhooks.h"
#include "keys/rotate.h"

namespace sealer {
namespace {

sigset_t awaited_signals() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGTERM);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGUSR1);
    return signals;
}

// Until SIGTERM or SIGINT. SIGUSR1 has a new key made, as in the original.
void serve_signals(unseal::Manager& unsealing) {
    const sigset_t signals = awaited_signals();
    while (true) {
        int signal = 0;
        while (::sigwait(&signals, &signal) != 0) {
        }
        if (signal != SIGUSR1) {
            log::info("main", "stopping", {{"signal", signal}});
            return;
        }
        if (const Status status = unsealing.request_key(); !status) {
            log::warn("main", "no new key is made", {{"error", status.error().message}});
        }
    }
}

unseal::ManagerOptions unseal_options(const Options& options) {
    unseal::ManagerOptions result;
    result.keys.renew_period = options.key_renew_period;
    result.keys.cutoff = options.key_cutoff;
    result.keys.store = {.namespace_ = options.namespace_,
                         .prefix = options.key_prefix,
                         .key_bits = options.key_bits,
                         .lifetime = options.key_lifetime,
                         .common_name = options.common_name,
                         .order = options.key_order,
                         .labels = options.key_labels,
                         .annotations = options.key_annotations};
    result.stores = {.namespaces = options.namespaces,
                     .label_selector = options.label_selector,
                     .watch_secrets = options.watch_secrets};
    result.reconciler = {.accept_v1 = options.accept_v1,
                         .update_status = options.update_status,
                         .delete_orphans = options.delete_orphans};
    return result;
}

web::Verdict verify(const unseal::Manager& unsealing, bool accept_v1, std::string_view body) {
    const auto sealed = keys::parse_sealed_secret(body);
    if (!sealed) {
        return web::Verdict::kNotASealedSecret;
    }
    const keys::KeyRingPtr ring = unsealing.ring();
    return ring != nullptr && keys::opens(*sealed, *ring, accept_v1) ? web::Verdict::kOpens
                                                                     : web::Verdict::kDoesNotOpen;
}

std::optional<std::string> rotate(const unseal::Manager& unsealing, std::string_view body) {
    const auto sealed = keys::parse_sealed_secret(body);
    const keys::KeyRingPtr ring = unsealing.ring();
    if (!sealed || ring == nullptr) {
        return std::nullopt;
    }
    const auto rotated = keys::rotate(*sealed, *ring);
    return rotated ? std::optional<std::string>(manifest::write_json(*rotated)) : std::nullopt;
}

// What the replica serves, whether it leads or not.
web::Sources make_sources(const Options& options, const unseal::Manager& unsealing,
                          const Duties& duties, ApiServerAddresses& api_server,
                          Webhooks& webhooks) {
    return {
        .ready =
            [&] {
                const auto applications = duties.applications();
                return unsealing.synced() && (applications == nullptr || applications->synced());
            },
        .certificate_pem =
            [&] {
                const keys::KeyRingPtr ring = unsealing.ring();
                return ring == nullptr || ring->newest() == nullptr
                           ? std::string()
                           : ring->newest()->certificate.pem;
            },
        .verify = [&](std::string_view body) { return verify(unsealing, options.accept_v1, body); },
        .rotate = [&](std::string_view body) { return rotate(unsealing, body); },
        .trusted_proxies = [&] { return api_server.get(); },
        .webhook = webhooks.sources()};
}

http::ServerOptions server_options(const Options& options) {
    http::ServerOptions server;
    server.read_timeout = options.read_timeout;
    server.write_timeout = options.write_timeout;
    server.idle_timeout = options.read_timeout;
    return server;
}

http::ServerOptions api_options(const Options& options) {
    http::ServerOptions server = server_options(options);
    server.large_body_path = web::kWebhookPath;
    server.max_large_body_bytes = Webhooks::kMaxBodyBytes;
    return server;
}

Result<std::unique_ptr<http::Server>> serve(const std::string& address, http::ServerOptions server,
                                            http::Handler handler) {
    TRY_ASSIGN(const ListenAddress listen, parse_listen_address(address));
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

// Who of several replicas does the work. Without --leader-elect it is us from the start.
class Leadership {
  public:
    Leadership(Duties& duties, std::unique_ptr<kube::Client> client, const Options& options)
        : duties_(duties), client_(std::move(client)) {
        if (client_ == nullptr) {
            duties_.begin();
            return;
        }
        election_ = std::make_unique<kube::LeaderElection>(
            *client_,
            kube::LeaderElection::Options{.namespace_ = options.namespace_,
                                          .name = "sealer-controller",
                                          .identity = host_name() + "_" + random_uuid()},
            kube::LeaderElection::Callbacks{.on_lead = [this] { duties_.begin(); },
                                            .on_follow = [this] { duties_.end(); }});
        election_->start();
    }
    // Ends the duties, then lets others have them.
    ~Leadership() {
        if (election_ != nullptr) {
            election_->stop();
        } else {
            duties_.end();
        }
    }
    Leadership(const Leadership&) = delete;
    Leadership& operator=(const Leadership&) = delete;

  private:
    static std::string host_name() {
        std::array<char, 256> name{};
        return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
    }

    Duties& duties_;
    const std::unique_ptr<kube::Client> client_;
    std::unique_ptr<kube::LeaderElection> election_;
};

// Null without --leader-elect. Its calls are quick to fail, as the election asks.
Result<std::unique_ptr<kube::Client>> connect_for_election(const kube::Config& config,
                                                           const Options& options) {
    if (!options.leader_elect) {
        return nullptr;
    }
    return kube::Client::connect(config, http::make_api_server_client,
                                 {.queries_per_second = 0,
                                  .timeout = std::chrono::seconds(2),
                                  .max_retries = 0,
                                  .user_agent = "sealer-controller/" SEALER_VERSION});
}

Result<std::unique_ptr<standalone::Server>> start_own_server(const Options& options) {
    return options.standalone ? start_standalone_server(options)
                              : Result<std::unique_ptr<standalone::Server>>(nullptr);
}

// Fills the stores in the background, so that /healthz answers meanwhile.
void start_unsealing(unseal::Manager& unsealing, const std::function<Status()>& on_ready,
                     const std::stop_token& stop) {
    Status status = unsealing.start(stop);
    if (status) {
        status = on_ready();
    }
    if (status) {
        log::info("main", "ready");
    } else if (status.error().code != Code::kCancelled) {
        log::error("main", "cannot start", {{"error", status.error().message}});
    }
}

}  // namespace

void block_signals() {
    std::signal(SIGPIPE, SIG_IGN);
    const sigset_t signals = awaited_signals();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

Status run(const Options& options) {
    std::error_code ignored;
    std::filesystem::create_directories(options.data_directory, ignored);
    std::filesystem::remove(std::filesystem::path(options.data_directory) / "ready", ignored);
    TRY_ASSIGN(const std::unique_ptr<standalone::Server> own_server, start_own_server(options));
    TRY_ASSIGN(const kube::Config config, api_server_config(options, own_server.get()));
    TRY_ASSIGN(const std::unique_ptr<kube::Client> client, connect_client(config, options));
    TRY_ASSIGN(auto election_client, connect_for_election(config, options));
    std::stop_source stop;
    client->set_stop_token(stop.get_token());
    if (options.standalone) {
        TRY(install_into_cluster(*client, options));
    }

    web::Metrics metrics;
    unseal::Manager unsealing(*client, unseal_options(options), observe_unsealing(metrics));
    app::SettingsStore settings(*client, options.application_namespace);
    settings.start();
    ApplicationMetrics application_metrics(metrics);
    Duties duties(config, options, unsealing, settings, application_metrics.observer());
    ApiServerAddresses api_server(*client);
    Webhooks webhooks(*client,
                      options.application_namespaces.empty() ? options.application_namespace : "",
                      settings, duties);
    observe_state(metrics, options, unsealing, duties);
    TRY_ASSIGN(
        const std::unique_ptr<http::Server> api,
        serve(options.listen_address, api_options(options),
              web::make_api_handler(make_sources(options, unsealing, duties, api_server, webhooks),
                                    {.rate = options.rate_limit, .burst = options.rate_limit_burst},
                                    metrics)));
    TRY_ASSIGN(const std::unique_ptr<http::Server> metrics_server,
               serve(options.metrics_address, server_options(options),
                     web::make_metrics_handler(metrics)));
    if (options.standalone) {
        TRY(publish_service(*client, options, api->port()));
    }
    {
        const Leadership leadership(duties, std::move(election_client), options);
        std::jthread starter([&](const std::stop_token&) {
            start_unsealing(
                unsealing, [&] { return write_ready_files(options, *api, *metrics_server); },
                stop.get_token());
        });
        serve_signals(unsealing);
        stop.request_stop();
    }
    unsealing.stop();
    api->stop();
    metrics_server->stop();
    return {};
}

}  // namespace sealer
