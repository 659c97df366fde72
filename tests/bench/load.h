// SPDX-License-Identifier: Apache-2.0
// A bare client that asks as much of the API server as this takes: what the benchmarks measure
// against.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "common/base/time.h"
#include "common/kube/client.h"

namespace sealer::bench {

[[nodiscard]] double seconds_since(Clock::time_point begin);

// To the API server that $KUBECONFIG names.
[[nodiscard]] std::unique_ptr<kube::Client> connect();

// Runs `body(0)` … `body(count - 1)` over eight connections at once.
void over_connections(int count, const std::function<void(int)>& body);

// Opens the connections, which is not what is measured.
void warm_up(kube::Client& client);

}  // namespace sealer::bench
