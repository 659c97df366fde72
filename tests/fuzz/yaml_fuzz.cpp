// SPDX-License-Identifier: Apache-2.0
// Any bytes as YAML: documents lie within the text and in order, and what is read is written and
// read back the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "common/base/check.h"
#include "common/manifest/json.h"
#include "common/manifest/yaml.h"

using namespace sealer::manifest;  // NOLINT(google-build-using-namespace)

namespace {

void check_round_trip(const Value& value) {
    const auto written = write_yaml(value);
    const auto read = parse_yaml_document(written);
    CHECK(read.has_value());
    CHECK(canonical_json(*read) == canonical_json(value));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const YamlLimits limits{.max_bytes = 1U << 20U, .max_nodes = 10'000, .max_alias_nodes = 1'000};
    const auto documents =
        parse_yaml(text, {.duplicate_keys = DuplicateKeys::kLastWins, .limits = limits});
    if (!documents) {
        return 0;
    }
    std::size_t last_end = 0;
    for (const Document& document : *documents) {
        CHECK(last_end <= document.begin && document.begin <= document.end && document.end <= size);
        CHECK(document.line >= 1);
        last_end = document.end;
        check_round_trip(document.value);
    }
    return 0;
}
