// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "common/base/text.h"

namespace sealer::tmpl {

// As Go's url.QueryEscape: %XX, and + for a blank.
[[nodiscard]] inline std::string query_escape(std::string_view text) {
    std::string escaped;
    for (const std::string_view part : split(text, ' ')) {
        escaped += percent_encode(part) + "+";
    }
    escaped.pop_back();
    return escaped;
}

}  // namespace sealer::tmpl
