// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/manager.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

#include "common/base/log.h"
#include "common/kube/events.h"
#include "common/kube/informer.h"
#include "common/kube/work_queue.h"
#include "common/manifest/object.h"
#include "controller/unseal/secret_view.h"

namespace sealer::unseal {
namespace {

std::string queue_key(const kube::Change& change) {
    const manifest::Value& object = change.after != nullptr ? *change.after : *change.before;
    return std::string(manifest::namespace_of(object)) + "/" +
           std::string(manifest::name_of(object));
}

std::size_t worker_count(std::size_t wanted) {
    return wanted != 0 ? wanted : 2 * std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

}  // namespace

struct Manager::Impl {
    Impl(kube::Client& client, const ManagerOptions& options, Observer observer)
        : key_manager(client, options.keys, [this] { enqueue_all(); }),
          sealed_secrets(client, kube::sealed_secrets(), {.namespace_ = options.namespace_}),
          secrets(client, kube::secrets(),
                  {.namespace_ = options.namespace_,
                   .transform =
                       [this](std::string_view json) {
                           return view_secret(json, key_manager.mac_key()->expose());
                       }}),
          events(client, "sealed-secrets"),
          reconciler(client, key_manager, sealed_secrets, secrets, events, std::move(observer)),
          controller({.name = "unseal", .workers = worker_count(options.workers)},
                     [this](const std::string& key, const std::stop_token&) {
                         return reconciler.reconcile(key);
                     }) {
        sealed_secrets.on_change([this](const kube::Change& change) {
            controller.queue().add(queue_key(change),
                                   started ? kube::Priority::kChange : kube::Priority::kBacklog);
        });
        secrets.on_change([this](const kube::Change& change) {
            // Before the start every SealedSecret is in the queue anyway.
            const manifest::Value& object =
                change.after != nullptr ? *change.after : *change.before;
            reconciler.secret_changed(queue_key(change));
            if (started && sealed_secrets.get(manifest::namespace_of(object),
                                              manifest::name_of(object)) != nullptr) {
                controller.queue().add(queue_key(change));
            }
        });
    }

    // A key that came may open what could not be opened before.
    void enqueue_all() {
        if (!started) {
            return;
        }
        for (const kube::ObjectPtr& sealed : sealed_secrets.list()) {
            controller.queue().add(std::string(manifest::namespace_of(*sealed)) + "/" +
                                       std::string(manifest::name_of(*sealed)),
                                   kube::Priority::kBacklog);
        }
    }

    std::atomic<bool> started{false};
    KeyManager key_manager;
    kube::Informer sealed_secrets;
    kube::Informer secrets;
    kube::EventRecorder events;
    Reconciler reconciler;
    kube::Controller controller;
};

Manager::Manager(kube::Client& client, const ManagerOptions& options, Observer observer)
    : impl_(std::make_unique<Impl>(client, options, std::move(observer))) {}

Manager::~Manager() {
    stop();
}

Status Manager::start(const std::stop_token& stop) {
    TRY(impl_->key_manager.start(stop));
    impl_->sealed_secrets.start();
    impl_->secrets.start();
    // Work on half-filled stores would unseal what is in place already.
    if (!impl_->sealed_secrets.wait_until_synced(stop) || !impl_->secrets.wait_until_synced(stop)) {
        return fail(Code::kCancelled, "stopped while listing SealedSecrets and Secrets");
    }
    impl_->started = true;
    impl_->controller.start();
    log::info(
        "unseal", "started",
        {{"sealed_secrets", impl_->sealed_secrets.size()}, {"secrets", impl_->secrets.size()}});
    return {};
}

void Manager::stop() {
    impl_->controller.stop();
    impl_->sealed_secrets.stop();
    impl_->secrets.stop();
    impl_->key_manager.stop();
}

bool Manager::synced() const {
    return impl_->started;
}

std::string Manager::certificate_pem() const {
    const keys::KeyRingPtr ring = impl_->key_manager.ring();
    return ring == nullptr || ring->newest() == nullptr ? std::string()
                                                        : ring->newest()->certificate.pem;
}

std::size_t Manager::queue_length() const {
    return impl_->controller.queue().size();
}

}  // namespace sealer::unseal
