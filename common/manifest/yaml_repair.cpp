// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_repair.h"

#include <algorithm>
#include <cstddef>

#include "common/base/text.h"
#include "common/manifest/utf8.h"

namespace sealer::manifest {

namespace {

// Of the quote that closes what `source` begins with; npos where there is none.
std::size_t closing_quote(std::string_view source) {
    const char quote = source[0];
    for (std::size_t at = 1; at < source.size(); ++at) {
        const bool is_doubled = quote == '\'' && source.substr(at, 2) == "''";
        const bool is_escape = quote == '"' && source[at] == '\\';
        if (is_doubled || is_escape) {
            ++at;
        } else if (source[at] == quote) {
            return at;
        }
    }
    return std::string_view::npos;
}

// "\N" and "\_" come as one byte, which is no UTF-8.
std::string with_whole_runes(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const Rune rune = first_rune(text);
        result += rune.valid ? "" : "\xC2";
        result += text.substr(0, rune.size);
        text.remove_prefix(rune.size);
    }
    return result;
}

// Of several line breaks before the closing quote, all but one are lost.
std::string with_last_breaks(std::string_view inner, std::string text) {
    const std::size_t content = inner.find_last_not_of(" \t\r\n") + 1;  // none: wraps to 0
    const std::string_view tail = inner.substr(content);
    const auto breaks = static_cast<std::size_t>(std::count(tail.begin(), tail.end(), '\n'));
    if (inner.substr(0, content).ends_with('\\') || breaks < 2) {
        return text;
    }
    return text.append(content == 0 ? breaks - 1 : breaks - 2, '\n');
}

// The line breaks at the end of a folded scalar that keeps them (">+"), some of which are lost.
std::string with_kept_breaks(std::string_view source, const std::string& text) {
    const std::size_t header = std::min(source.find('\n'), source.size());
    const std::size_t content = text.find_last_not_of('\n') + 1;  // none: wraps to 0
    if (source.substr(1, 1) != "+" || source.find_first_of("123456789") < header || content == 0) {
        return text;
    }
    std::size_t indent = 0;
    std::size_t breaks = 0;
    for (std::size_t at = header + 1; at < source.size();) {
        const std::size_t end = std::min(source.find('\n', at), source.size());
        const std::size_t first = source.find_first_not_of(' ', at);
        const bool is_blank = first >= end || source.substr(first, 2) == "\r\n";
        indent = indent == 0 && !is_blank ? first - at : indent;
        if (!is_blank && first - at < indent) {
            break;
        }
        breaks = (is_blank ? breaks : 0) + (end < source.size() ? 1 : 0);
        at = end + 1;
    }
    return text.substr(0, content) + std::string(breaks, '\n');
}

}  // namespace

Result<std::string> repair_scalar(std::string_view source, const std::string& text) {
    if (source.starts_with('>')) {
        return with_kept_breaks(source, text);
    }
    if (!source.starts_with('"') && !source.starts_with('\'')) {
        return text;
    }
    const std::size_t end = closing_quote(source);
    if (end == std::string_view::npos) {
        return fail(Code::kInvalid, "the quotes are not closed");
    }
    return with_last_breaks(source.substr(1, end - 1),
                            is_utf8(text) ? text : with_whole_runes(text));
}

bool holds_slash_escape(std::string_view source) {
    if (!source.starts_with('"')) {
        return false;
    }
    const std::string_view inner = source.substr(0, closing_quote(source));
    for (std::size_t at = inner.find('\\'); at != std::string_view::npos;
         at = inner.find('\\', at + 2)) {
        if (inner.substr(at + 1, 1) == "/") {
            return true;
        }
    }
    return false;
}

}  // namespace sealer::manifest
