// SPDX-License-Identifier: Apache-2.0
// What an Application's `operation` asks for: any client may put one there. Pure.
// Source: Argo CD's Application reference, Operation.
#pragma once

#include <cstdint>

#include "common/app/application.h"
#include "common/base/result.h"
#include "common/manifest/value.h"

namespace sealer::app {

// The spec as it is for the time of the operation: with its sources, its revisions and its sync
// options where it names some. kInvalid for what cannot be, or is not done: `manifests`, since
// what is wanted comes from Git alone.
[[nodiscard]] Result<Spec> requested_spec(const manifest::Value& application,
                                          const manifest::Value& operation);

// Whether it wants other sources or revisions than the spec's.
[[nodiscard]] bool is_about_others(const manifest::Value& operation);

// What an operation that fails does: `retry`.
struct RetryRequest {
    Retry pauses;
    std::int64_t limit = 0;  // of further tries; negative: none
    bool refresh = false;    // each try is about the newest commits
};
[[nodiscard]] Result<RetryRequest> retry_of(const manifest::Value& operation);

}  // namespace sealer::app
