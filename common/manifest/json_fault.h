// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace sealer::manifest {

struct JsonFault {
    std::size_t offset = 0;   // of the first byte that cannot stand there
    std::string_view reason;  // static text that quotes nothing
};

// Where and why `text` is no JSON document, which simdjson does not tell; none if it is one.
[[nodiscard]] std::optional<JsonFault> find_json_fault(std::string_view text);

}  // namespace sealer::manifest
