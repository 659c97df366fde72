// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/template/print.h"
#include "common/template/value.h"

namespace sealer::tmpl {

// Go takes no larger width or precision.
constexpr std::int64_t kMaxWidth = 1'000'000;

// %-08.3f, taken apart.
struct Directive {
    bool minus = false;
    bool plus = false;
    bool sharp = false;
    bool space = false;
    bool zero = false;
    std::optional<std::int64_t> width;
    std::optional<std::int64_t> precision;
    char32_t verb = 0;

    [[nodiscard]] bool is(std::string_view verbs) const {
        return verb < 0x80 && verbs.find(static_cast<char>(verb)) != std::string_view::npos;
    }
};

// One value, as its verb and flags say; the verb goes to all that a list or dict holds. `depth` is
// how many of those lie around it.
void print_by(const Value& value, const Directive& directive, Sink& sink, int depth = 0);

}  // namespace sealer::tmpl
