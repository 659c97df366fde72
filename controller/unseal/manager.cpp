// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/manager.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <utility>

#include "common/base/log.h"
#include "common/base/mutex.h"
#include "common/kube/events.h"
#include "common/kube/work_queue.h"
#include "common/manifest/object.h"

namespace sealer::unseal {
namespace {

std::string queue_key(const manifest::Value& object) {
    return std::string(manifest::namespace_of(object)) + "/" +
           std::string(manifest::name_of(object));
}

const manifest::Value& object_of(const kube::Change& change) {
    return change.after != nullptr ? *change.after : *change.before;
}

std::size_t worker_count(std::size_t wanted) {
    return wanted != 0 ? wanted : 4 * std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

}  // namespace

struct Manager::Impl {
    // What only the leader has.
    struct Work {
        Work(std::shared_ptr<kube::Client> writer, const KeyManager& keys, const Stores& stores,
             Observer observer, const ManagerOptions& options)
            : client(std::move(writer)),
              events(*client, "sealed-secrets"),
              reconciler(*client, keys, stores, events, std::move(observer), options.reconciler),
              controller({.name = "unseal", .workers = worker_count(options.workers)},
                         [this](const std::string& key, const std::stop_token&) {
                             return reconciler.reconcile(key);
                         }) {}

        void enqueue_all(const Stores& all) {
            for (const kube::ObjectPtr& sealed : all.sealed_secrets()) {
                controller.queue().add(queue_key(*sealed), kube::Priority::kBacklog);
            }
        }

        const std::shared_ptr<kube::Client> client;
        kube::EventRecorder events;
        Reconciler reconciler;
        kube::Controller controller;
    };

    Impl(kube::Client& client, const ManagerOptions& how, Observer what)
        : options(how),
          observer(std::move(what)),
          key_manager(client, how.keys, [this] { keys_changed(); }),
          stores(client, key_manager, how.stores,
                 {.on_sealed_secret = [this](const kube::Change& change) { enqueue(change); },
                  .on_secret = [this](const kube::Change& change) { secret_changed(change); },
                  .on_failure = [this] { observer.on_error("fetch", ""); }}) {}

    [[nodiscard]] std::shared_ptr<Work> current() const {
        const MutexLock lock(mutex);
        return work;
    }

    void enqueue(const kube::Change& change) const {
        if (const auto now = current()) {
            now->controller.queue().add(queue_key(object_of(change)));
        }
    }

    void secret_changed(const kube::Change& change) const {
        const auto now = current();
        if (now == nullptr) {
            return;  // every SealedSecret is looked at when work begins
        }
        const manifest::Value& object = object_of(change);
        const bool awaited = now->reconciler.secret_changed(queue_key(object), change);
        if (stores.sealed_secret(manifest::namespace_of(object), manifest::name_of(object)) !=
            nullptr) {
            now->controller.queue().add(
                queue_key(object), awaited ? kube::Priority::kBacklog : kube::Priority::kChange);
        }
    }

    // A key that came may open what could not be opened before.
    void keys_changed() const {
        if (const auto now = current()) {
            now->enqueue_all(stores);
            report_problems(*now);
        }
    }

    void report_problems(Work& now) const {
        for (const keys::KeyProblem& problem : key_manager.problems()) {
            now.events.record(problem.secret, kube::EventType::kWarning, "ErrKeyUnreadable",
                              "This sealing key is left out: " + problem.message);
        }
    }

    // Once there are both a writer and stores to go by.
    void begin_work() {
        const MutexLock turn(transition);
        std::shared_ptr<Work> begun;
        {
            const MutexLock lock(mutex);
            if (!started || writer == nullptr || work != nullptr) {
                return;
            }
            work = std::make_shared<Work>(writer, key_manager, stores, observer, options);
            begun = work;
        }
        begun->enqueue_all(stores);
        begun->controller.start();
        report_problems(*begun);
        log::info("unseal", "work begins",
                  {{"sealed_secrets", stores.sealed_secrets().size()},
                   {"secrets", stores.secret_count()}});
    }

    const ManagerOptions options;
    const Observer observer;
    std::atomic<bool> started{false};
    Mutex transition;  // beginning and ending take turns
    mutable Mutex mutex;
    std::shared_ptr<kube::Client> writer GUARDED_BY(mutex);
    std::shared_ptr<Work> work GUARDED_BY(mutex);
    KeyManager key_manager;
    Stores stores;
};

Manager::Manager(kube::Client& client, const ManagerOptions& options, Observer observer)
    : impl_(std::make_unique<Impl>(client, options, std::move(observer))) {}

Manager::~Manager() {
    stop();
}

Status Manager::start(const std::stop_token& stop) {
    TRY(impl_->key_manager.start(stop));
    // Work on half-filled stores would unseal what is in place already.
    TRY(impl_->stores.start(stop));
    impl_->started = true;
    impl_->begin_work();
    return {};
}

void Manager::stop() {
    follow();
    impl_->stores.stop();
    impl_->key_manager.stop();
}

void Manager::lead(std::shared_ptr<kube::Client> writer) {
    {
        const MutexLock lock(impl_->mutex);
        impl_->writer = writer;
    }
    impl_->key_manager.lead(std::move(writer));
    impl_->begin_work();
}

void Manager::follow() {
    const MutexLock turn(impl_->transition);
    impl_->key_manager.follow();
    std::shared_ptr<Impl::Work> ended;
    {
        const MutexLock lock(impl_->mutex);
        impl_->writer = nullptr;
        ended = std::exchange(impl_->work, nullptr);
    }
    if (ended != nullptr) {
        ended->controller.stop();
    }
}

Status Manager::request_key() {
    return impl_->key_manager.request_key();
}

bool Manager::synced() const {
    return impl_->started;
}

keys::KeyRingPtr Manager::ring() const {
    return impl_->key_manager.ring();
}

std::vector<ConditionState> Manager::conditions() const {
    std::vector<ConditionState> states;
    if (!impl_->started) {
        return states;
    }
    for (const kube::ObjectPtr& sealed : impl_->stores.sealed_secrets()) {
        states.push_back(
            {.namespace_ = std::string(manifest::namespace_of(*sealed)),
             .name = std::string(manifest::name_of(*sealed)),
             .status = std::string(synced_status(*sealed)),
             .instance = std::string(manifest::label(*sealed, "app.kubernetes.io/instance"))});
    }
    return states;
}

std::size_t Manager::queue_length() const {
    const auto work = impl_->current();
    return work == nullptr ? 0 : work->controller.queue().size();
}

}  // namespace sealer::unseal
