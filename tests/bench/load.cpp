// SPDX-License-Identifier: Apache-2.0
#include "load.h"

#include <atomic>
#include <thread>
#include <vector>

#include "common/base/check.h"
#include "common/http/cpprest/client.h"

namespace sealer::bench {
namespace {
constexpr int kConnections = 8;
}

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::unique_ptr<kube::Client> connect() {
    auto config = kube::load_config({}, kube::process_environment());
    CHECK(config);
    auto client = kube::Client::connect(*std::move(config), http::make_api_server_client,
                                        {.queries_per_second = 0});
    CHECK(client);
    return *std::move(client);
}

void over_connections(int count, const std::function<void(int)>& body) {
    std::atomic<int> next = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < kConnections; ++i) {
        threads.emplace_back([&] {
            for (int job = next++; job < count; job = next++) {
                body(job);
            }
        });
    }
}

void warm_up(kube::Client& client) {
    over_connections(4 * kConnections,
                     [&](int) { CHECK(client.get(kube::namespaces(), "", "default")); });
}

}  // namespace sealer::bench
