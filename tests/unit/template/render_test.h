// SPDX-License-Identifier: Apache-2.0
// Templates in, text out, for tests.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "common/template/template.h"

namespace sealer::tmpl {

// 2026-01-02T03:04:05Z, and randomness that counts.
inline Host test_host() {
    return Host{.wall_clock = [] { return WallTime(std::chrono::seconds(1767323045)); },
                .clock = [] { return Clock::time_point(); },
                .fill_random =
                    [next = std::uint8_t{0}](std::span<std::uint8_t> bytes) mutable {
                        std::ranges::generate(bytes, [&next] { return next++; });
                    }};
}

inline const Context& test_context() {
    static const Context context = {
        {"username", "admin"}, {"password", "bvztsl42x"},      {"multi", "l1\nl2\nl3"},
        {"the-key", "dashed"}, {"url", "a b&c=<d>'\"/?"},      {"n", "42"},
        {"empty", ""},         {"u", "h\u00e9llo w\u00f6rld"},
    };
    return context;
}

// What the template k makes of test_context(), or "error: " and why not.
inline std::string outcome(std::string_view text, const Limits& limits = {}) {
    Budget budget(limits, test_host());
    const auto result = render("k", text, test_context(), budget);
    return result ? std::string(result->expose()) : "error: " + result.error().message;
}

struct Case {
    std::string_view text;
    std::string_view outcome;
};

inline void expect_all(std::initializer_list<Case> cases) {
    for (const Case& c : cases) {
        EXPECT_EQ(outcome(c.text), c.outcome) << c.text;
    }
}

}  // namespace sealer::tmpl
