// SPDX-License-Identifier: Apache-2.0
// One Application as it changes: what the watch says, in its order.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <thread>

#include "common/base/mutex.h"
#include "common/base/time.h"
#include "common/kube/informer.h"
#include "sealer/app_client.h"

namespace sealer::cli {

class AppFeed {
  public:
    // `client` must outlive it.
    AppFeed(const AppClient& client, const AppName& name);
    ~AppFeed();
    AppFeed(const AppFeed&) = delete;
    AppFeed& operator=(const AppFeed&) = delete;

    // The next state, from the present one on; null when there is no such Application. Unset when
    // `until` came first.
    [[nodiscard]] std::optional<kube::ObjectPtr> next(Clock::time_point until);

    // What keeps the watch from working, if anything does.
    [[nodiscard]] std::string last_error() const { return informer_.last_error(); }

  private:
    void add(kube::ObjectPtr state);

    Mutex mutex_;
    CondVar arrived_;
    std::deque<kube::ObjectPtr> states_ GUARDED_BY(mutex_);
    kube::Informer informer_;
    std::jthread first_look_;  // tells of an Application that is not there at all
};

}  // namespace sealer::cli
