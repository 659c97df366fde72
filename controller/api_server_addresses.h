// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <set>
#include <string>

#include "common/base/mutex.h"
#include "common/base/time.h"
#include "common/kube/client.h"

namespace sealer {

// From which addresses the API server speaks, as the Endpoints default/kubernetes say: who asks
// through its service proxy comes from there. Thread-safe.
class ApiServerAddresses {
  public:
    // `client` must outlive this.
    explicit ApiServerAddresses(kube::Client& client) : client_(client) {}

    // At most a minute old; empty where the API server does not tell. Never null.
    [[nodiscard]] std::shared_ptr<const std::set<std::string>> get();

  private:
    kube::Client& client_;
    Mutex mutex_;
    std::shared_ptr<const std::set<std::string>> addresses_ GUARDED_BY(mutex_) =
        std::make_shared<const std::set<std::string>>();
    Clock::time_point asked_ GUARDED_BY(mutex_){};
};

}  // namespace sealer
