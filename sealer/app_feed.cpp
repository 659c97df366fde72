// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_feed.h"

#include <utility>

namespace sealer::cli {
namespace {

kube::InformerOptions only(const AppName& name) {
    kube::InformerOptions options;
    options.namespace_ = name.namespace_;
    options.field_selector = "metadata.name=" + name.name;
    return options;
}

}  // namespace

AppFeed::AppFeed(const AppClient& client, const AppName& name)
    : informer_(client.kube(), kube::applications(), only(name)) {
    informer_.on_change([this](const kube::Change& change) { add(change.after); });
    informer_.start();
    first_look_ = std::jthread([this](const std::stop_token& stop) {
        if (informer_.wait_until_synced(stop) && informer_.size() == 0) {
            add(nullptr);
        }
    });
}

AppFeed::~AppFeed() {
    first_look_.request_stop();
    first_look_.join();
    informer_.stop();
}

void AppFeed::add(kube::ObjectPtr state) {
    const MutexLock lock(mutex_);
    states_.push_back(std::move(state));
    arrived_.notify_one();
}

std::optional<kube::ObjectPtr> AppFeed::next(Clock::time_point until) {
    const MutexLock lock(mutex_);
    while (states_.empty()) {
        if (!arrived_.wait_until(mutex_, until) && states_.empty()) {
            return std::nullopt;
        }
    }
    kube::ObjectPtr state = std::move(states_.front());
    states_.pop_front();
    return state;
}

}  // namespace sealer::cli
