// SPDX-License-Identifier: Apache-2.0
// Any bytes as JSON: what is read is written and read back the same, and errors come with a place.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "common/base/check.h"
#include "common/manifest/json.h"
#include "common/manifest/secret.h"

using namespace sealer::manifest;  // NOLINT(google-build-using-namespace)

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)parse_secret_json(text);
    (void)parse_secret_list_json(text);
    const auto value = parse_json(text);
    if (!value) {
        CHECK(value.error().message.starts_with("invalid JSON at byte "));
        return 0;
    }
    const auto canonical = canonical_json(*value);
    const auto again = parse_json(canonical);
    CHECK(again.has_value());
    CHECK(canonical_json(*again) == canonical);
    return 0;
}
