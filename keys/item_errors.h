// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "common/base/text.h"

namespace sealer::keys {

// Errors of items, the equal ones together: "no key could decrypt secret (a, b)".
class ItemErrors {
  public:
    void add(const std::string& message, const std::string& item) {
        items_by_message_[message].push_back(item);
    }

    [[nodiscard]] bool empty() const { return items_by_message_.empty(); }

    // One line for each message, sorted.
    [[nodiscard]] std::string text() const {
        std::vector<std::string> lines;
        for (const auto& [message, items] : items_by_message_) {
            std::vector<std::string> sorted = items;
            std::ranges::sort(sorted);
            lines.push_back(message + " (" + join(sorted, ", ") + ")");
        }
        return join(lines, "\n");
    }

  private:
    std::map<std::string, std::vector<std::string>> items_by_message_;
};

}  // namespace sealer::keys
