// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_cursor.h"

#include <algorithm>

namespace sealer::manifest {

void LineCursor::skip_spaces() {
    while (at(' ')) {
        ++pos;
    }
}

bool LineCursor::rest_is_blank() {
    const std::size_t from = pos;
    skip_spaces();
    return pos == line_end || (at('#') && pos > from);
}

void LineCursor::next_line() {
    at_end = false;
    while (next_begin < text.size()) {
        start_line();
        skip_spaces();
        if (pos == line_end || at('#')) {
            continue;
        }
        if (column() > 0) {
            return;
        }
        const std::string_view content = text.substr(pos, line_end - pos);
        if (content[0] == '%' || content.starts_with("...")) {
            give_up();
        }
        at_end = content.starts_with("---") && is_blank_at(pos + 3);
        return;
    }
    pos = text.size();
    at_end = true;
}

void LineCursor::finish_line() {
    if (!rest_is_blank()) {
        give_up();
    }
    next_line();
}

std::size_t LineCursor::read_literal(int indent, std::string& into) {
    into.clear();
    std::size_t kept = 0;
    int inner = -1;  // the text's own indentation, once known
    while (next_begin < text.size()) {
        const std::size_t begin = next_begin;
        start_line();
        skip_spaces();
        const bool is_blank = pos == line_end;
        if (inner < 0 && (is_blank ? column() > 0 : column() <= indent || at('\t'))) {
            give_up();
        }
        if (inner < 0 && !is_blank) {
            inner = column();
        }
        if (!is_blank && column() < inner) {
            next_begin = begin;
            --line;
            break;
        }
        if (line_end == text.size()) {
            give_up();  // without a line break the rules differ
        }
        if (inner >= 0 && column() >= inner) {
            const std::size_t text_begin = begin + static_cast<std::size_t>(inner);
            into += text.substr(text_begin, line_end - text_begin);
        }
        const bool is_empty = into.empty() || into.back() == '\n';
        into += '\n';
        kept = is_empty ? kept : into.size();
    }
    return kept;
}

void LineCursor::start_line() {
    line_begin = next_begin;
    pos = line_begin;
    line_end = std::min(text.find('\n', line_begin), text.size());
    next_begin = line_end + 1;
    ++line;
}

}  // namespace sealer::manifest
