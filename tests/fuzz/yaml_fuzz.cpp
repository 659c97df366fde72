// SPDX-License-Identifier: Apache-2.0
// Any bytes as YAML: an error says where, documents lie within the text and in order, what is read
// is written and read back the same, and the short way for block style finds what the whole parser
// finds.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "common/base/check.h"
#include "common/manifest/json.h"
#include "common/manifest/yaml.h"
#include "common/manifest/yaml_block.h"
#include "common/manifest/yaml_full.h"

using namespace sealer::manifest;  // NOLINT(google-build-using-namespace)

namespace {

void check_round_trip(const Value& value, YamlTyping typing) {
    const auto written = write_yaml(value);
    const auto read = parse_yaml_document(written, {.typing = typing});
    CHECK(read.has_value());
    CHECK(canonical_json(*read) == canonical_json(value));
}

void check_short_way(std::string_view text, const YamlOptions& options) {
    const auto documents = parse_block_yaml(text, options);
    if (!documents) {
        return;
    }
    const auto expected = parse_full_yaml(text, options);
    CHECK(expected.has_value());
    CHECK(documents->size() == expected->size());
    for (std::size_t i = 0; i < documents->size(); ++i) {
        const Document& a = (*documents)[i];
        const Document& b = (*expected)[i];
        CHECK(a.line == b.line && a.begin == b.begin && a.end == b.end);
        CHECK(write_json(a.value) == write_json(b.value));
    }
}

void check(std::string_view text, const YamlOptions& options) {
    const auto documents = parse_yaml(text, options);
    if (!documents) {
        CHECK(text.size() > options.limits.max_bytes ||
              documents.error().message.starts_with("line "));
        return;
    }
    std::size_t last_end = 0;
    for (const Document& document : *documents) {
        CHECK(last_end <= document.begin && document.begin <= document.end &&
              document.end <= text.size());
        CHECK(document.line >= 1);
        last_end = document.end;
        check_round_trip(document.value, options.typing);
    }
    if (!text.starts_with("\xEF\xBB\xBF")) {
        check_short_way(text, options);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const YamlLimits limits{.max_bytes = 1U << 20U, .max_nodes = 10'000, .max_alias_nodes = 1'000};
    check(text, {.duplicate_keys = DuplicateKeys::kLastWins, .limits = limits});
    check(text, {.typing = YamlTyping::kKustomize, .limits = limits});
    return 0;
}
