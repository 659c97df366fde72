// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_scalar_write.h"

#include <algorithm>

#include "common/manifest/json.h"
#include "common/manifest/yaml_style.h"

namespace sealer::manifest {
namespace {

// Whether it may stand between single quotes on one line. Beyond ASCII it would take a closer look.
bool fits_single_quotes(const std::string& text) {
    return std::ranges::all_of(text, [](unsigned char c) { return c >= 0x20 && c < 0x7F; });
}

std::string single_quoted(const std::string& text) {
    std::string result = "'";
    for (const char c : text) {
        result.append(c == '\'' ? 2 : 1, c);
    }
    return result + "'";
}

}  // namespace

std::string write_quoted(const std::string& text) {
    return write_json(Value(text));
}

std::string write_scalar(const Value& value, char old_quote, bool in_flow) {
    if (!value.is_string()) {
        return write_json(value);
    }
    const std::string& text = value.as_string();
    const ScalarStyle style = choose_form(text, /*is_simple_key=*/true).style;
    if (style == ScalarStyle::kPlain && old_quote != '"' && old_quote != '\'' && !in_flow) {
        return text;
    }
    const bool prefers_single =
        old_quote == '\'' || (style == ScalarStyle::kSingleQuoted && old_quote != '"');
    return prefers_single && fits_single_quotes(text) ? single_quoted(text) : write_quoted(text);
}

}  // namespace sealer::manifest
