// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/watch_hub.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace sealer::standalone {

namespace {

constexpr std::size_t kEventsAtOnce = 500;
constexpr std::chrono::seconds kBookmarkInterval{50};  // clients rely on one a minute
constexpr std::chrono::seconds kTick{1};  // how exactly timeouts and bookmarks are kept

const char* name_of(Event::Type type) {
    switch (type) {
        case Event::Type::kAdded:
            return "ADDED";
        case Event::Type::kModified:
            return "MODIFIED";
        case Event::Type::kDeleted:
            return "DELETED";
    }
    return "";
}

// What the event is to a watcher of a part: entering it is an addition, leaving it a deletion.
std::optional<Event::Type> seen_as(const Event& event, const Selection& selection) {
    const bool before = event.before != nullptr && selection.matches(event.before->object);
    const bool now = event.type != Event::Type::kDeleted && selection.matches(event.now->object);
    if (now) {
        return before ? Event::Type::kModified : Event::Type::kAdded;
    }
    return before ? std::optional(Event::Type::kDeleted) : std::nullopt;
}

}  // namespace

// The lines made of one event, by what they depend on.
class WatchHub::LineCache {
  public:
    const std::string& get(const Event& event, Event::Type type, const Watcher& watcher) {
        const WatchRequest& request = watcher.request;
        Key key{type,
                request.target.api_version(),
                request.form.form,
                request.form.include,
                request.form.version,
                watcher.columns_told};
        const auto found = lines_.find(key);
        if (found != lines_.end()) {
            return found->second;
        }
        EntryPtr shown = event.now;
        if (type == Event::Type::kDeleted && event.type != Event::Type::kDeleted) {
            // It left the selection: told as it was before, at the revision of its leaving.
            manifest::Value object = event.before->object;
            object["metadata"]["resourceVersion"] = manifest::Value(std::to_string(event.revision));
            shown = make_entry(event.now->id, event.revision, std::move(object));
        }
        return lines_[std::move(key)] = render_event(name_of(type), *shown, request.target,
                                                     request.form, !watcher.columns_told);
    }

  private:
    using Key = std::tuple<Event::Type, std::string, Form, IncludeObject, std::string, bool>;
    std::map<Key, std::string> lines_;
};

WatchHub::WatchHub(Store& store) : store_(store), revision_(store.revision()) {
    thread_ = std::jthread([this] { run(); });
}

WatchHub::~WatchHub() {
    {
        const MutexLock lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
}

void WatchHub::add(WatchRequest request, std::shared_ptr<http::Responder> responder) {
    auto watcher = std::make_unique<Watcher>();
    watcher->end = Clock::now() + request.timeout;
    watcher->next_bookmark = Clock::now() + kBookmarkInterval;
    watcher->request = std::move(request);
    watcher->responder = std::move(responder);
    {
        const MutexLock lock(mutex_);
        added_.push_back(std::move(watcher));
    }
    changed_.notify_all();
}

void WatchHub::wake() {
    {
        const MutexLock lock(mutex_);
        woken_ = true;
    }
    changed_.notify_all();
}

void WatchHub::run() {
    while (true) {
        std::vector<std::unique_ptr<Watcher>> added;
        {
            const MutexLock lock(mutex_);
            const auto deadline = Clock::now() + kTick;
            while (!woken_ && !stopping_ && added_.empty() &&
                   changed_.wait_until(mutex_, deadline)) {
            }
            if (stopping_) {
                break;
            }
            woken_ = false;
            added.swap(added_);
        }
        for (auto& watcher : added) {
            if (begin(*watcher)) {
                watchers_.push_back(std::move(watcher));
            }
        }
        auto events = store_.events_after(revision_, kEventsAtOnce);
        while (events && !events->empty()) {
            for (const EventPtr& event : *events) {
                tell_all(*event);
                revision_ = event->revision;
            }
            events = store_.events_after(revision_, kEventsAtOnce);
        }
        if (!events) {
            for (auto& watcher : watchers_) {
                fail_watch(*watcher, expired(events.error().message));
            }
            watchers_.clear();
            revision_ = store_.revision();
        }
        std::erase_if(watchers_, [&, now = Clock::now()](auto& watcher) {
            return !keep_alive(*watcher, now);
        });
    }
    for (auto& watcher : watchers_) {
        watcher->responder->finish();
    }
}

bool WatchHub::begin(Watcher& watcher) {
    watcher.responder->start(
        200, {{"Content-Type", "application/json"}, {"Cache-Control", "no-cache, private"}});
    watcher.responder->on_close([gone = watcher.gone] { *gone = true; });
    const WatchRequest& request = watcher.request;
    if (request.since) {
        watcher.revision = *request.since;
        return replay(watcher);
    }
    const Listing listing = store_.list(request.target.store_id(), request.target.namespace_);
    for (const EntryPtr& entry : listing.entries) {
        if (!request.selection.matches(entry->object)) {
            continue;
        }
        if (!watcher.responder->push(render_event("ADDED", *entry, request.target, request.form,
                                                  !watcher.columns_told))) {
            return false;
        }
        watcher.columns_told = true;
    }
    watcher.revision = listing.revision;
    return !request.mark_initial_end || watcher.responder->push(render_bookmark(
                                            listing.revision, request.target, request.form, true));
}

bool WatchHub::replay(Watcher& watcher) {
    while (watcher.revision < revision_) {
        const auto events = store_.events_after(watcher.revision, kEventsAtOnce);
        if (!events) {
            fail_watch(watcher, expired(events.error().message));
            return false;
        }
        for (const EventPtr& event : *events) {
            if (event->revision > revision_) {
                return true;
            }
            LineCache lines;
            if (!tell(watcher, *event, lines)) {
                return false;
            }
        }
    }
    return true;
}

bool WatchHub::tell(Watcher& watcher, const Event& event, LineCache& lines) {
    if (event.revision <= watcher.revision) {
        return true;
    }
    watcher.revision = event.revision;
    const Target& target = watcher.request.target;
    const ObjectId& id = event.now->id;
    if (id.resource != target.store_id() ||
        (!target.namespace_.empty() && id.namespace_ != target.namespace_)) {
        return true;
    }
    const auto type = seen_as(event, watcher.request.selection);
    if (!type) {
        return true;
    }
    const bool taken = watcher.responder->push(lines.get(event, *type, watcher));
    watcher.columns_told = true;
    return taken;
}

void WatchHub::tell_all(const Event& event) {
    LineCache lines;
    std::erase_if(watchers_, [&](auto& watcher) { return !tell(*watcher, event, lines); });
}

bool WatchHub::keep_alive(Watcher& watcher, Clock::time_point now) {
    if (*watcher.gone) {
        return false;
    }
    const WatchRequest& request = watcher.request;
    const bool over = now >= watcher.end;
    if (request.bookmarks && (over || now >= watcher.next_bookmark)) {
        watcher.next_bookmark = now + kBookmarkInterval;
        if (!watcher.responder->push(render_bookmark(std::max(revision_, watcher.revision),
                                                     request.target, request.form, false))) {
            return false;
        }
    }
    if (over) {
        watcher.responder->finish();
    }
    return !over;
}

void WatchHub::fail_watch(Watcher& watcher, const ApiError& error) {
    // The client has gone if this cannot be pushed, and then needs no error.
    static_cast<void>(watcher.responder->push(render_error_event(error)));
    watcher.responder->finish();
}

}  // namespace sealer::standalone
