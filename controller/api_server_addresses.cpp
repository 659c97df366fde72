// SPDX-License-Identifier: Apache-2.0
#include "controller/api_server_addresses.h"

#include "common/base/log.h"

namespace sealer {
namespace {

constexpr std::chrono::minutes kMaxAge{1};

}  // namespace

std::shared_ptr<const std::set<std::string>> ApiServerAddresses::get() {
    {
        const MutexLock lock(mutex_);
        const Clock::time_point now = Clock::now();
        if (asked_ != Clock::time_point{} && now - asked_ < kMaxAge) {
            return addresses_;
        }
        asked_ = now;  // others go on with what is known meanwhile
    }
    const auto endpoints = client_.get(kube::endpoints(), "default", "kubernetes");
    const MutexLock lock(mutex_);
    if (!endpoints) {
        log::debug("main", "the API server does not tell its addresses",
                   {{"error", endpoints.error().message}});
        return addresses_;
    }
    auto fresh = std::make_shared<std::set<std::string>>();
    for (const manifest::Value& subset : manifest::elements(endpoints->get("subsets"))) {
        for (const manifest::Value& address : manifest::elements(subset.get("addresses"))) {
            fresh->insert(std::string(address.text("ip")));
        }
    }
    addresses_ = std::move(fresh);
    return addresses_;
}

}  // namespace sealer
