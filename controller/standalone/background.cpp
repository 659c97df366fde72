// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/background.h"

#include <algorithm>
#include <utility>

namespace sealer::standalone {

namespace {

constexpr std::size_t kEventsATurn = 200;
constexpr std::chrono::seconds kIdle{60};

}  // namespace

void Agenda::add(const std::string& key, const Task& task, std::chrono::milliseconds delay) {
    tasks_.try_emplace(key, Clock::now() + delay, task);
}

void Agenda::run_due(Clock::time_point now) {
    std::vector<Task> due;
    for (auto it = tasks_.begin(); it != tasks_.end();) {
        if (it->second.first <= now) {
            due.push_back(std::move(it->second.second));
            it = tasks_.erase(it);
        } else {
            ++it;
        }
    }
    for (const Task& task : due) {
        task();
    }
}

Clock::time_point Agenda::next(Clock::time_point latest) const {
    for (const auto& [key, task] : tasks_) {
        latest = std::min(latest, task.first);
    }
    return latest;
}

Background::Background(Store& store, const Registry& registry, std::shared_ptr<Agenda> agenda,
                       std::vector<std::unique_ptr<Reaction>> reactions)
    : store_(store),
      registry_(registry),
      agenda_(std::move(agenda)),
      reactions_(std::move(reactions)) {}

void Background::start() {
    thread_ = std::jthread([this] { run(); });
}

Background::~Background() {
    {
        const MutexLock lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
}

void Background::wake() {
    {
        const MutexLock lock(mutex_);
        woken_ = true;
    }
    changed_.notify_all();
}

void Background::run() {
    resynchronise();
    while (true) {
        {
            const MutexLock lock(mutex_);
            const auto deadline = agenda_->next(Clock::now() + kIdle);
            while (!woken_ && !stopping_ && changed_.wait_until(mutex_, deadline)) {
            }
            if (stopping_) {
                return;
            }
            woken_ = false;
        }
        const auto events = store_.events_after(revision_, kEventsATurn);
        if (!events) {
            resynchronise();
        } else if (!events->empty()) {
            std::ranges::for_each(*events, [&](const EventPtr& event) { tell(*event); });
            revision_ = events->back()->revision;
            wake();  // there may be more
        }
        agenda_->run_due(Clock::now());
    }
}

void Background::resynchronise() {
    revision_ = store_.revision();
    for (const ResourcePtr& resource : registry_.all()) {
        for (const EntryPtr& entry : store_.list(resource->id(), "").entries) {
            tell({Event::Type::kAdded, entry->revision, entry, nullptr});
        }
    }
}

void Background::tell(const Event& event) {
    for (const auto& reaction : reactions_) {
        reaction->on_event(event);
    }
}

}  // namespace sealer::standalone
