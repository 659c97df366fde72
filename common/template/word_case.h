// SPDX-License-Identifier: Apache-2.0
// Names from one convention to another, as github.com/huandu/xstrings 1.5 does it.
#pragma once

#include <string>
#include <string_view>

namespace sealer::tmpl {

// "http_server" -> "HttpServer".
[[nodiscard]] std::string to_pascal_case(std::string_view text);
// "HTTPServer" -> "http_server", with `connector` between the words.
[[nodiscard]] std::string to_lower_words(std::string_view text, char32_t connector);

}  // namespace sealer::tmpl
