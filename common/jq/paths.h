// SPDX-License-Identifier: Apache-2.0
// Where a jq expression points to. It is the `jq` program that evaluates it, in a process of its
// own with bounds on time, memory and output: expressions come from whoever may write an
// Application, and nothing bounds libjq's memory inside a process of ours.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/base/time.h"
#include "common/manifest/value.h"

namespace sealer::jq {

// What evaluating may take of one comparison of desired objects with live ones.
constexpr auto kComparisonBudget = std::chrono::seconds(5);

// Not thread-safe: all that one evaluator evaluates shares its time.
class Evaluator {
  public:
    explicit Evaluator(std::chrono::milliseconds budget) : deadline_(Clock::now() + budget) {}

    // For each object an array of the paths that `expression` points to, each an array of member
    // names and list indexes, as jq's path() gives them, a slice as the items that it covers; empty
    // where evaluating it fails on that object. kInvalid for what is no expression, does not end
    // within its bounds, or points to too many places.
    [[nodiscard]] Result<std::vector<manifest::Value>> operator()(
        const std::string& expression, const std::vector<const manifest::Value*>& objects) const;

  private:
    Clock::time_point deadline_;
};

}  // namespace sealer::jq
