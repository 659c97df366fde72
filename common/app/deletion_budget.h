// SPDX-License-Identifier: Apache-2.0
// How many of its objects an Application may lose at once without anybody being asked: a wrong path
// or an emptied directory must not take a cluster down. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sealer::app {

// On an Application: "12" (objects), "30%" (of all of its objects), or "off".
constexpr std::string_view kDeletionBudget = "sealer.dev/deletion-budget";

// What is unset limits nothing; where both are set, only what exceeds both exceeds the budget.
struct DeletionBudget {
    std::optional<std::size_t> objects = 10;
    std::optional<std::size_t> percent = 50;
    friend bool operator==(const DeletionBudget&, const DeletionBudget&) = default;
};

// The annotation's value, the default where that is empty; kInvalid for anything else.
[[nodiscard]] Result<DeletionBudget> parse_deletion_budget(std::string_view text);

// Whether `doomed` of `all` objects are more than it allows.
[[nodiscard]] bool exceeds(const DeletionBudget& budget, std::size_t doomed, std::size_t all);

// "10 objects and 50%": for messages.
[[nodiscard]] std::string to_string(const DeletionBudget& budget);

}  // namespace sealer::app
