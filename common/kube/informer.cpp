// SPDX-License-Identifier: Apache-2.0
#include "common/kube/informer.h"

#include <thread>
#include <utility>

#include "common/base/backoff.h"
#include "common/base/check.h"
#include "common/base/log.h"
#include "common/base/mutex.h"
#include "common/base/time.h"
#include "common/kube/pause.h"
#include "common/kube/store.h"
#include "common/manifest/json.h"
#include "common/manifest/json_stream.h"

namespace sealer::kube {
namespace {

// A watch that ends sooner without a word is no progress, even if the server says that all is well.
constexpr std::chrono::seconds kShortWatch{1};

Result<manifest::Value> keep_all(std::string_view json) {
    TRY_ASSIGN(manifest::Value object, manifest::parse_json(json));
    if (manifest::Value* const metadata = object.get("metadata");
        metadata != nullptr && metadata->is_object()) {
        metadata->as_object().erase("managedFields");
    }
    return object;
}

}  // namespace

struct Informer::Impl {
    Impl(Client& api, Resource what, InformerOptions how)
        : client(api), resource(std::move(what)), options(std::move(how)) {
        if (options.transform == nullptr) {
            options.transform = keep_all;
        }
    }

    void run(const std::stop_token& stop);
    Status list(const std::stop_token& stop);
    Status watch(const std::stop_token& stop);
    Status apply_event(std::string_view line);
    // What is to be kept of the object; null, logged, when it cannot be understood.
    ObjectPtr kept(std::string_view json);
    void publish(const Change& change) const {
        for (const auto& handler : handlers) {
            handler(change);
        }
    }
    void report(std::optional<Error> error) {
        const MutexLock lock(mutex);
        failure = std::move(error);
    }

    Client& client;
    const Resource resource;
    InformerOptions options;
    std::vector<std::function<void(const Change&)>> handlers;
    Store store;

    // Of the informer's thread. Empty: a list is due.
    std::string version;
    bool heard = false;  // the watch has said anything

    mutable Mutex mutex;
    mutable CondVar changed;
    bool synced GUARDED_BY(mutex) = false;
    std::optional<Error> failure GUARDED_BY(mutex);
    std::jthread thread;
};

void Informer::Impl::run(const std::stop_token& stop) {
    Backoff backoff({.initial = std::chrono::milliseconds(800), .cap = std::chrono::seconds(30)});
    while (!stop.stop_requested()) {
        const auto begun = Clock::now();
        heard = false;
        const Status status = version.empty() ? list(stop) : watch(stop);
        if (stop.stop_requested()) {
            return;
        }
        if (status.has_value() && (heard || Clock::now() - begun >= kShortWatch)) {
            report(std::nullopt);
            backoff.reset();
            continue;
        }
        if (heard) {
            backoff.reset();
        }
        if (!status.has_value() && status.error().code == Code::kExpired) {
            version.clear();
        } else if (!status.has_value()) {
            report(status.error());
            log::debug("kube", "informer lost the server",
                       {{"resource", resource.plural}, {"error", status.error().message}});
            options.on_failure();
        }
        pause(backoff.next(), stop);
    }
}

Status Informer::Impl::list(const std::stop_token& stop) {
    std::vector<ObjectPtr> objects;
    ListOptions page{.label_selector = options.label_selector,
                     .field_selector = options.field_selector};
    manifest::ListHead head;
    do {
        const auto body = client.list_raw(resource, options.namespace_, page, stop);
        if (!body.has_value()) {
            return fail(body.error().with("list " + resource.plural));
        }
        TRY_ASSIGN(head,
                   manifest::for_each_item(body->expose(), [&](std::string_view item) -> Status {
                       if (ObjectPtr object = kept(item)) {
                           objects.push_back(std::move(object));
                       }
                       return {};
                   }));
        page.continue_token = head.continue_token;
    } while (!page.continue_token.empty());
    if (head.resource_version.empty()) {
        return fail(Code::kInternal, "list " + resource.plural + ": no resourceVersion");
    }
    for (const Change& change : store.replace(std::move(objects))) {
        publish(change);
    }
    version = std::move(head.resource_version);
    heard = true;
    bool is_first = false;
    {
        const MutexLock lock(mutex);
        is_first = !std::exchange(synced, true);
        changed.notify_all();
    }
    if (is_first) {
        options.on_synced();
    }
    return {};
}

Status Informer::Impl::watch(const std::stop_token& stop) {
    const WatchOptions how{.resource_version = version,
                           .label_selector = options.label_selector,
                           .field_selector = options.field_selector,
                           .on_open = [this] { report(std::nullopt); }};
    Status event_status;
    const Status status = client.watch(
        resource, options.namespace_, how,
        [&](std::string_view line) {
            heard = true;
            event_status = apply_event(line);
            return event_status.has_value();
        },
        stop);
    if (!event_status.has_value()) {
        version.clear();  // an event is lost: only a list brings back what it said
        return fail(event_status.error().with("watch " + resource.plural));
    }
    if (!status.has_value()) {
        return fail(status.error().with("watch " + resource.plural));
    }
    return {};
}

Status Informer::Impl::apply_event(std::string_view line) {
    TRY_ASSIGN(const manifest::WatchEvent event, manifest::split_watch_event(line));
    TRY_ASSIGN(manifest::ObjectHead head, manifest::object_head(event.object));
    if (event.type == "ADDED" || event.type == "MODIFIED") {
        ObjectPtr after = kept(event.object);
        if (after != nullptr) {
            ObjectPtr before = store.put(after);
            publish({std::move(before), std::move(after)});
        }
    } else if (event.type == "DELETED") {
        if (ObjectPtr before = store.remove(head.namespace_, head.name)) {
            publish({std::move(before), nullptr});
        }
    } else if (event.type != "BOOKMARK") {
        return fail(Code::kInternal, "an event of unknown type");
    }
    if (!head.resource_version.empty()) {
        version = std::move(head.resource_version);
    }
    return {};
}

ObjectPtr Informer::Impl::kept(std::string_view json) {
    auto object = options.transform(json);
    if (!object.has_value()) {
        log::warn("kube", "an object cannot be read",
                  {{"resource", resource.plural}, {"error", object.error().message}});
        return nullptr;
    }
    (*object)["apiVersion"] = resource.api_version();
    (*object)["kind"] = resource.kind;
    // A copy, since it has no room to spare as what grew has: it may stay for long, among many.
    return std::make_shared<const manifest::Value>(std::as_const(*object));
}

Informer::Informer(Client& client, Resource resource, InformerOptions options)
    : impl_(std::make_unique<Impl>(client, std::move(resource), std::move(options))) {}
Informer::~Informer() {
    stop();
}

void Informer::on_change(std::function<void(const Change&)> handler) {
    CHECK(!impl_->thread.joinable());
    impl_->handlers.push_back(std::move(handler));
}

void Informer::start() {
    CHECK(!impl_->thread.joinable());
    impl_->thread = std::jthread([this](const std::stop_token& stop) { impl_->run(stop); });
}

void Informer::stop() {
    if (impl_->thread.joinable()) {
        impl_->thread.request_stop();
        impl_->thread.join();
    }
}

bool Informer::synced() const {
    const MutexLock lock(impl_->mutex);
    return impl_->synced;
}

bool Informer::wait_until_synced(const std::stop_token& stop) const {
    const std::stop_callback wake(stop, [this] {
        const MutexLock lock(impl_->mutex);
        impl_->changed.notify_all();
    });
    const MutexLock lock(impl_->mutex);
    while (!impl_->synced && !stop.stop_requested()) {
        impl_->changed.wait(impl_->mutex);
    }
    return impl_->synced;
}

std::optional<Error> Informer::failure() const {
    const MutexLock lock(impl_->mutex);
    return impl_->failure;
}

std::string Informer::last_error() const {
    const std::optional<Error> error = failure();
    return error ? error->message : "";
}

ObjectPtr Informer::get(std::string_view namespace_, std::string_view name) const {
    return impl_->store.get(namespace_, name);
}
std::vector<ObjectPtr> Informer::list() const {
    return impl_->store.list();
}
std::size_t Informer::size() const {
    return impl_->store.size();
}
const Resource& Informer::resource() const {
    return impl_->resource;
}

}  // namespace sealer::kube
