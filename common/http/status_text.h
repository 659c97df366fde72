// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace sealer::http {

// "404 Not Found"; an unknown status has its number alone.
[[nodiscard]] std::string status_text(int status);

}  // namespace sealer::http
