// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include "common/base/log.h"
#include "common/kube/work_queue.h"

namespace sealer::kube {

Controller::Controller(Options options, Reconcile reconcile)
    : options_(std::move(options)), reconcile_(std::move(reconcile)) {}

Controller::~Controller() {
    stop();
}

void Controller::start() {
    for (std::size_t i = 0; i < options_.workers; ++i) {
        workers_.emplace_back([this](const std::stop_token& stop) { work(stop); });
    }
}

void Controller::stop() {
    for (std::jthread& worker : workers_) {
        worker.request_stop();
    }
    queue_.shut_down();
    workers_.clear();  // joins
}

void Controller::work(const std::stop_token& stop) {
    while (const std::optional<std::string> key = queue_.get()) {
        process(*key, stop);
        queue_.done(*key);
    }
}

void Controller::process(const std::string& key, const std::stop_token& stop) {
    Result<Requeue> result;
    try {
        result = reconcile_(key, stop);
    } catch (const std::exception&) {
        // Its text could hold anything, a secret too.
        result = fail(Code::kInternal, "the reconciler threw an exception");
    }
    if (stop.stop_requested()) {
        return;
    }
    if (result.has_value()) {
        {
            const MutexLock lock(mutex_);
            failures_.erase(key);
        }
        if (result->after == std::chrono::milliseconds::zero()) {
            queue_.add(key, Priority::kBacklog);
        } else if (result->after.has_value()) {
            queue_.add_after(key, *result->after);
        }
        return;
    }
    const std::chrono::milliseconds delay = std::max<std::chrono::milliseconds>(
        backoff(key), std::chrono::seconds(result.error().retry_after_seconds));
    log::warn(options_.name, "reconcile failed",
              {{"key", key}, {"error", result.error().message}, {"retry_ms", delay.count()}});
    queue_.add_after(key, delay);
}

std::chrono::milliseconds Controller::backoff(const std::string& key) {
    const MutexLock lock(mutex_);
    const int failures = failures_[key]++;
    const double delay =
        static_cast<double>(options_.initial_backoff.count()) * std::exp2(std::min(failures, 62));
    return std::chrono::milliseconds(static_cast<std::int64_t>(
        std::min(delay, static_cast<double>(options_.max_backoff.count()))));
}

}  // namespace sealer::kube
