// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace sealer {

// Capped exponential backoff: initial, initial·factor, … up to `cap`, each drawn from
// [delay·(1-jitter), delay]. A value type with no clock of its own; not thread-safe.
class Backoff {
  public:
    struct Policy {
        std::chrono::milliseconds initial{500};
        double factor = 2.0;
        std::chrono::milliseconds cap{30'000};
        double jitter = 0.2;  // share of the delay that is random, 0 to 1
    };

    explicit Backoff(Policy policy) : policy_(policy) {}

    // The delay before the next try; each call lengthens the one after it.
    [[nodiscard]] std::chrono::milliseconds next();
    // After a success.
    void reset() { failures_ = 0; }
    [[nodiscard]] int failures() const { return failures_; }

  private:
    Policy policy_;
    int failures_ = 0;
};

}  // namespace sealer
