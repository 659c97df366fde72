// SPDX-License-Identifier: Apache-2.0
#include "common/base/boolean.h"

namespace sealer {

std::optional<bool> parse_bool(std::string_view text) {
    for (const std::string_view word : {"1", "t", "T", "true", "TRUE", "True"}) {
        if (text == word) {
            return true;
        }
    }
    for (const std::string_view word : {"0", "f", "F", "false", "FALSE", "False"}) {
        if (text == word) {
            return false;
        }
    }
    return std::nullopt;
}

}  // namespace sealer
