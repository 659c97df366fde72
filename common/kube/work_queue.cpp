// SPDX-License-Identifier: Apache-2.0
#include "common/kube/work_queue.h"

#include <algorithm>

namespace sealer::kube {

void WorkQueue::add(const std::string& key, Priority priority) {
    const MutexLock lock(mutex_);
    enqueue(key, priority);
}

void WorkQueue::add_after(const std::string& key, std::chrono::milliseconds delay) {
    const auto due = Clock::now() + delay;
    const MutexLock lock(mutex_);
    const auto known = due_.find(key);
    if (known != due_.end()) {
        if (known->second <= due) {
            return;
        }
        const auto [begin, end] = delayed_.equal_range(known->second);
        delayed_.erase(
            std::find_if(begin, end, [&key](const auto& entry) { return entry.second == key; }));
    }
    due_[key] = due;
    delayed_.emplace(due, key);
    changed_.notify_one();
}

void WorkQueue::enqueue(const std::string& key, Priority priority) {
    const auto [entry, is_new] = dirty_.try_emplace(key, priority);
    if (!is_new && entry->second <= priority) {
        return;
    }
    entry->second = priority;
    if (!processing_.contains(key)) {
        ready_[static_cast<std::size_t>(priority)].push_back(key);
        changed_.notify_one();
    }
}

void WorkQueue::promote_due() {
    const auto now = Clock::now();
    while (!delayed_.empty() && delayed_.begin()->first <= now) {
        const std::string key = std::move(delayed_.begin()->second);
        delayed_.erase(delayed_.begin());
        due_.erase(key);
        enqueue(key, Priority::kChange);
    }
}

std::optional<std::string> WorkQueue::next_ready() {
    for (const Priority priority : {Priority::kChange, Priority::kBacklog}) {
        auto& ready = ready_[static_cast<std::size_t>(priority)];
        while (!ready.empty()) {
            std::string key = std::move(ready.front());
            ready.pop_front();
            const auto found = dirty_.find(key);
            if (found != dirty_.end() && found->second == priority && !processing_.contains(key)) {
                dirty_.erase(found);
                processing_.insert(key);
                return key;
            }
        }
    }
    return std::nullopt;
}

std::optional<std::string> WorkQueue::get() {
    const MutexLock lock(mutex_);
    while (!shut_down_) {
        promote_due();
        if (auto key = next_ready()) {
            return key;
        }
        if (delayed_.empty()) {
            changed_.wait(mutex_);
        } else {
            changed_.wait_until(mutex_, delayed_.begin()->first);
        }
    }
    return std::nullopt;
}

void WorkQueue::done(const std::string& key) {
    const MutexLock lock(mutex_);
    processing_.erase(key);
    const auto again = dirty_.find(key);
    if (again != dirty_.end()) {
        ready_[static_cast<std::size_t>(again->second)].push_back(key);
        changed_.notify_one();
    }
}

void WorkQueue::shut_down() {
    const MutexLock lock(mutex_);
    shut_down_ = true;
    changed_.notify_all();
}

std::size_t WorkQueue::size() const {
    const MutexLock lock(mutex_);
    return dirty_.size() + delayed_.size();
}

}  // namespace sealer::kube
