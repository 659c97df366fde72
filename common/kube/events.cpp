// SPDX-License-Identifier: Apache-2.0
#include "common/kube/events.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <thread>
#include <tuple>
#include <utility>

#include "common/base/log.h"
#include "common/base/mutex.h"
#include "common/base/random.h"
#include "common/base/time.h"
#include "common/manifest/json.h"

namespace sealer::kube {

struct QueuedEvent {
    manifest::Value object;  // involvedObject
    std::string type;
    std::string reason;
    std::string message;
    WallTime time;

    using Key = std::tuple<std::string, std::string, std::string, std::string>;
    [[nodiscard]] Key key() const {
        return {manifest::canonical_json(object), type, reason, message};
    }
};

namespace {

using manifest::Value;

// As many as a large cluster has to tell of when all is new, at less than a kilobyte each.
constexpr std::size_t kMaxQueued = 10'000;
constexpr std::size_t kMaxRemembered = 4'096;
constexpr std::size_t kMaxMessageBytes = 1'024;
constexpr std::size_t kMaxNameBytes =
    230;  // the event's own adds a suffix, and must stay below 254
constexpr std::chrono::seconds kDrainTime{1};

Value reference_to(const Value& object) {
    manifest::Object reference;
    reference.append("apiVersion", object.text("apiVersion"));
    reference.append("kind", object.text("kind"));
    for (const char* field : {"namespace", "name", "uid"}) {
        if (const std::string_view text = object.text("metadata", field); !text.empty()) {
            reference.append(field, text);
        }
    }
    return reference;
}

// Cut where a character starts.
std::string_view shortened(std::string_view message) {
    std::size_t size = std::min(message.size(), kMaxMessageBytes);
    while (size > 0 && size < message.size() &&
           (static_cast<unsigned char>(message[size]) & 0xC0U) == 0x80U) {
        --size;
    }
    return message.substr(0, size);
}

Value event_of(const QueuedEvent& entry, const std::string& component) {
    const std::string namespace_ = entry.object.get("namespace") != nullptr
                                       ? std::string(entry.object.text("namespace"))
                                       : "default";
    manifest::Object metadata;
    metadata.append("name", std::string(entry.object.text("name").substr(0, kMaxNameBytes)) + "." +
                                random_suffix(16));
    metadata.append("namespace", namespace_);
    manifest::Object event{{"apiVersion", "v1"}, {"kind", "Event"}};
    event.append("metadata", std::move(metadata));
    event.append("involvedObject", entry.object);
    event.append("type", entry.type);
    event.append("reason", entry.reason);
    event.append("message", entry.message);
    event.append("source", manifest::Object{{"component", component}});
    event.append("reportingComponent", component);
    event.append("reportingInstance", "");
    event.append("count", 1);
    event.append("firstTimestamp", format_time(entry.time));
    event.append("lastTimestamp", format_time(entry.time));
    return event;
}

}  // namespace

struct EventRecorder::Impl {
    struct Sent {
        std::string namespace_;
        std::string name;
        std::int64_t count = 1;
    };

    Impl(Client& api, std::string what) : client(api), component(std::move(what)) {}

    void run(const std::stop_token& stop);
    // The oldest queued entry; nullopt when none will come, or time is up.
    std::optional<QueuedEvent> next(const std::stop_token& stop);
    Status send(const QueuedEvent& entry);
    Status raise_count(Sent& earlier, WallTime time);

    Client& client;
    const std::string component;

    Mutex mutex;
    CondVar changed;
    std::deque<QueuedEvent> queue GUARDED_BY(mutex);
    std::size_t dropped GUARDED_BY(mutex) = 0;
    Clock::time_point drain_until GUARDED_BY(mutex){};

    std::map<QueuedEvent::Key, Sent> sent;  // of the thread
    std::jthread thread;
};

std::optional<QueuedEvent> EventRecorder::Impl::next(const std::stop_token& stop) {
    const MutexLock lock(mutex);
    while (queue.empty() && !stop.stop_requested()) {
        changed.wait(mutex);
    }
    if (queue.empty() || (stop.stop_requested() && Clock::now() >= drain_until)) {
        return std::nullopt;
    }
    QueuedEvent entry = std::move(queue.front());
    queue.pop_front();
    return entry;
}

void EventRecorder::Impl::run(const std::stop_token& stop) {
    while (const std::optional<QueuedEvent> entry = next(stop)) {
        if (const Status status = send(*entry); !status.has_value()) {
            log::warn("kube", "an event is lost",
                      {{"reason", entry->reason}, {"error", status.error().message}});
        }
    }
    const MutexLock lock(mutex);
    if (dropped + queue.size() > 0) {
        log::warn("kube", "events were dropped", {{"count", dropped + queue.size()}});
    }
}

Status EventRecorder::Impl::send(const QueuedEvent& entry) {
    const QueuedEvent::Key key = entry.key();
    if (const auto earlier = sent.find(key); earlier != sent.end()) {
        Status status = raise_count(earlier->second, entry.time);
        if (status.has_value() || status.error().code != Code::kNotFound) {
            return status;
        }
        sent.erase(earlier);  // it has expired on the server
    }
    const Value event = event_of(entry, component);
    TRY(client.create(events(), event));
    if (sent.size() >= kMaxRemembered) {
        sent.clear();  // repeats count from one again, which is no harm
    }
    sent[key] = {std::string(manifest::namespace_of(event)), std::string(manifest::name_of(event)),
                 1};
    return {};
}

Status EventRecorder::Impl::raise_count(Sent& earlier, WallTime time) {
    const manifest::Object patch{{"count", earlier.count + 1},
                                 {"lastTimestamp", format_time(time)}};
    TRY(client.patch(events(), earlier.namespace_, earlier.name, PatchType::kMerge, patch));
    ++earlier.count;
    return {};
}

EventRecorder::EventRecorder(Client& client, std::string component)
    : impl_(std::make_unique<Impl>(client, std::move(component))) {
    impl_->thread =
        std::jthread([impl = impl_.get()](const std::stop_token& stop) { impl->run(stop); });
}

EventRecorder::~EventRecorder() {
    {
        const MutexLock lock(impl_->mutex);
        impl_->drain_until = Clock::now() + kDrainTime;
        impl_->thread.request_stop();
        impl_->changed.notify_all();
    }
    impl_->thread.join();
}

void EventRecorder::record(const Value& object, EventType type, std::string_view reason,
                           std::string_view message) {
    QueuedEvent entry{reference_to(object), type == EventType::kNormal ? "Normal" : "Warning",
                      std::string(reason), std::string(shortened(message)),
                      std::chrono::system_clock::now()};
    const MutexLock lock(impl_->mutex);
    if (impl_->queue.size() >= kMaxQueued) {
        impl_->queue.pop_front();
        if (impl_->dropped++ == 0) {
            log::warn("kube",
                      "events come faster than the server takes them: the oldest are dropped");
        }
    }
    impl_->queue.push_back(std::move(entry));
    impl_->changed.notify_one();
}

}  // namespace sealer::kube
