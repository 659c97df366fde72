// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/server.h"

#include <filesystem>
#include <utility>

#include "common/http/server.h"
#include "controller/standalone/api.h"
#include "controller/standalone/background.h"
#include "controller/standalone/content_cleaner.h"
#include "controller/standalone/default_accounts.h"
#include "controller/standalone/garbage_collector.h"
#include "controller/standalone/identity.h"
#include "controller/standalone/objects.h"
#include "controller/standalone/registry.h"
#include "controller/standalone/rollout_simulator.h"
#include "controller/standalone/store.h"
#include "controller/standalone/watch_hub.h"
#include "controller/standalone/workload_simulator.h"

namespace sealer::standalone {

namespace {

// As much as etcd would take, and what lists of a whole laptop cluster come to.
constexpr std::size_t kMaxBodyBytes = std::size_t{3} << 20;
constexpr std::size_t kMaxPendingBytes = std::size_t{64} << 20;

}  // namespace

// Members are made in this order and end in the reverse one.
struct Server::Impl {
    Identity identity;
    std::filesystem::path kubeconfig;
    std::unique_ptr<Store> store;
    Registry registry;
    std::unique_ptr<Objects> objects;
    std::unique_ptr<WatchHub> watches;
    std::unique_ptr<Background> background;
    std::unique_ptr<Api> api;
    std::unique_ptr<http::Server> http;

    // Who is told of every write. The last step before writes come from outside.
    void start_reactions(bool simulate_workloads);
};

void Server::Impl::start_reactions(bool simulate_workloads) {
    auto agenda = std::make_shared<Agenda>();
    std::vector<std::unique_ptr<Reaction>> reactions;
    reactions.push_back(std::make_unique<GarbageCollector>(*store, registry, *objects, agenda));
    reactions.push_back(std::make_unique<ContentCleaner>(*store, registry, *objects, agenda));
    reactions.push_back(std::make_unique<DefaultAccounts>(registry, *objects, agenda));
    if (simulate_workloads) {
        reactions.push_back(std::make_unique<RolloutSimulator>(*store, registry, *objects, agenda));
        reactions.push_back(std::make_unique<WorkloadSimulator>(*objects, agenda));
    }
    watches = std::make_unique<WatchHub>(*store);
    background =
        std::make_unique<Background>(*store, registry, std::move(agenda), std::move(reactions));
    store->on_write([this] {
        watches->wake();
        background->wake();
    });
    background->start();
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
    stop();
}

Result<std::unique_ptr<Server>> Server::start(const Options& options) {
    const std::filesystem::path directory(options.data_directory);
    auto impl = std::make_unique<Impl>();
    TRY_ASSIGN(impl->identity, load_identity(directory));
    TRY_ASSIGN(impl->store, Store::open(directory / "objects.db"));
    impl->objects = std::make_unique<Objects>(*impl->store, impl->registry);
    TRY(impl->objects->start());
    impl->start_reactions(options.simulate_workloads);

    http::ServerOptions http_options;
    http_options.port = options.port != 0 ? options.port : impl->identity.last_port;
    http_options.tls_cert_pem = impl->identity.certificate_pem;
    http_options.tls_key_pem = impl->identity.key_pem;
    http_options.max_body_bytes = kMaxBodyBytes;
    http_options.max_pending_bytes = kMaxPendingBytes;
    impl->api = std::make_unique<Api>(
        Api::Parts{*impl->store, impl->registry, *impl->objects, *impl->watches},
        impl->identity.token, "127.0.0.1");
    const auto handler = [api = impl->api.get()](
                             const http::ServerRequest& request,
                             const std::shared_ptr<http::Responder>& responder) {
        api->handle(request, responder);
    };
    auto http = http::Server::start(http_options, handler);
    if (!http && http.error().code == Code::kUnavailable && options.port == 0) {
        // Somebody else has the port of the last time: kubeconfigs change, but the server runs.
        http_options.port = 0;
        http = http::Server::start(http_options, handler);
    }
    if (!http) {
        return fail(http.error().with("embedded API server"));
    }
    impl->http = *std::move(http);
    TRY_ASSIGN(impl->kubeconfig, save_address(directory, impl->identity, impl->http->port()));
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::string Server::url() const {
    return "https://127.0.0.1:" + std::to_string(impl_->http->port());
}

std::string Server::kubeconfig_path() const {
    return impl_->kubeconfig.string();
}

const std::string& Server::ca_pem() const {
    return impl_->identity.certificate_pem;
}

const std::string& Server::token() const {
    return impl_->identity.token;
}

void Server::stop() {
    impl_->http->stop();
}

}  // namespace sealer::standalone
