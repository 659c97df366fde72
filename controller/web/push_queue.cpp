// SPDX-License-Identifier: Apache-2.0
#include "controller/web/push_queue.h"

#include <optional>
#include <stop_token>
#include <utility>

#include "common/base/text.h"

namespace sealer::web {
namespace {

std::string key_of(const git::PushEvent& push) {
    return join(push.repositories, "\n") + "\n" + (push.is_tag ? "tag " : "branch ") + push.ref;
}

// Both are of the same branch.
void merge(git::PushEvent& into, git::PushEvent from) {
    into.is_default_branch = into.is_default_branch || from.is_default_branch;
    if (into.files.empty() || from.files.empty() ||
        into.files.size() + from.files.size() > git::kMaxPushFiles) {
        into.files.clear();
        return;
    }
    into.files.insert(into.files.end(), std::make_move_iterator(from.files.begin()),
                      std::make_move_iterator(from.files.end()));
}

}  // namespace

PushQueue::PushQueue(std::function<void(const git::PushEvent&)> handle)
    : handle_(std::move(handle)), thread_([this](const std::stop_token& stop) { work(stop); }) {}

PushQueue::~PushQueue() {
    thread_.request_stop();
    thread_.join();
}

bool PushQueue::offer(git::PushEvent push) {
    const MutexLock lock(mutex_);
    std::string key = key_of(push);
    const auto found = waiting_.find(key);
    if (found != waiting_.end()) {
        merge(found->second, std::move(push));
        return true;
    }
    if (waiting_.size() >= kMaxWaiting) {
        return false;
    }
    waiting_.emplace(std::move(key), std::move(push));
    changed_.notify_all();
    return true;
}

void PushQueue::work(const std::stop_token& stop) {
    const std::stop_callback wake(stop, [this] {
        const MutexLock lock(mutex_);
        changed_.notify_all();
    });
    while (true) {
        std::optional<git::PushEvent> push;
        {
            const MutexLock lock(mutex_);
            while (waiting_.empty() && !stop.stop_requested()) {
                changed_.wait(mutex_);
            }
            if (stop.stop_requested()) {
                return;
            }
            push = std::move(waiting_.extract(waiting_.begin()).mapped());
        }
        handle_(*push);
    }
}

}  // namespace sealer::web
