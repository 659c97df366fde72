// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_folded.h"

#include <algorithm>
#include <cstddef>

#include "common/manifest/utf8.h"
#include "common/manifest/yaml_style.h"

namespace sealer::manifest {

namespace {

bool starts_blank(std::string_view text) {
    return text.starts_with(' ') || text.starts_with('\t');
}

// Other texts are printed in double quotes, and stay what they are.
bool may_be_block(std::string_view text) {
    if (text.ends_with(' ') || text.find(" \n") != std::string_view::npos) {
        return false;
    }
    while (!text.empty()) {
        const Rune rune = first_rune(text);
        if (rune.code != '\n' && rune.code != '\t' && needs_escape(rune.code)) {
            return false;
        }
        text.remove_prefix(rune.size);
    }
    return true;
}

// What is read of `written` breaks between two lines.
std::string folded_breaks(std::size_t written, bool is_between_blanks) {
    if (is_between_blanks) {
        return std::string(written, '\n');
    }
    return written == 1 ? " " : std::string(written - 1, '\n');
}

}  // namespace

std::string refold(std::string_view text) {
    const std::size_t first = text.find_first_not_of('\n');
    if (first == std::string_view::npos || !may_be_block(text)) {
        return std::string(text);
    }
    const bool adds_one = !starts_blank(text.substr(first));
    std::string result(text.substr(0, first));
    for (std::size_t at = first; at < text.size();) {
        const std::size_t line_end = std::min(text.find('\n', at), text.size());
        const std::size_t next = std::min(text.find_first_not_of('\n', line_end), text.size());
        const std::string_view line = text.substr(at, line_end - at);
        const std::size_t breaks = next - line_end;
        const std::size_t written = breaks + (adds_one && !starts_blank(line) ? 1 : 0);
        result += line;
        if (next < text.size()) {
            result += folded_breaks(written, starts_blank(line) || starts_blank(text.substr(next)));
        } else {
            result.append(breaks > 1 ? written : breaks, '\n');
        }
        at = next;
    }
    return result;
}

}  // namespace sealer::manifest
