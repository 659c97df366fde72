// SPDX-License-Identifier: Apache-2.0
// A template over two values, under small limits: it ends in text or in an error, and no error
// holds what the values do.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/template/template.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sealer::tmpl;  // NOLINT(google-build-using-namespace)
    constexpr std::string_view kCanary = "cAn4ry-vAlu3";
    static const Context kContext = {{"a", kCanary}, {"b", "1"}};
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    // Keys and password hashes are slow, and not ours.
    Budget budget({.steps = 20'000,
                   .memory_bytes = 1U << 20U,
                   .output_bytes = 1U << 16U,
                   .slow_calls = 0,
                   .time = std::chrono::seconds(5)},
                  system_host());
    const auto result = render("k", text, kContext, budget);
    if (!result && result.error().message.find(kCanary) != std::string::npos &&
        text.find(kCanary) == std::string_view::npos) {
        std::abort();
    }
    return 0;
}
