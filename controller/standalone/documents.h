// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/mutex.h"
#include "controller/standalone/registry.h"
#include "controller/standalone/reply.h"

namespace sealer::standalone {

// What is at the paths that name no resource: discovery, OpenAPI, version, health. Thread-safe.
class Documents {
  public:
    // `registry` must outlive it. `address`: host:port as clients see it.
    Documents(const Registry& registry, std::string address)
        : registry_(registry), address_(std::move(address)) {}

    // 404 for what is not there.
    [[nodiscard]] Reply answer(std::string_view path, std::string_view accept) EXCLUDES(mutex_);
    // Whether a client may see it without a token.
    [[nodiscard]] static bool is_public(std::string_view path);

  private:
    [[nodiscard]] Reply open_api_v2(std::string_view accept);
    [[nodiscard]] Reply open_api_v3_index() const;
    [[nodiscard]] Reply open_api_v3(std::string_view group_version);
    // The OpenAPI documents cost milliseconds: kept until the custom resources change.
    [[nodiscard]] std::string cached(const std::string& key,
                                     const std::function<std::string()>& make) EXCLUDES(mutex_);

    const Registry& registry_;
    std::string address_;
    Mutex mutex_;
    std::uint64_t generation_ GUARDED_BY(mutex_) = 0;
    std::map<std::string, std::string> cache_ GUARDED_BY(mutex_);
};

}  // namespace sealer::standalone
