// SPDX-License-Identifier: Apache-2.0
// Where nodes end. yaml-cpp says where they start; the rest is read from the text.
#include <algorithm>
#include <array>

#include "common/manifest/yaml_node.h"

namespace sealer::manifest {
namespace {

using Kind = YamlNode::Kind;

bool is_blank(char c) {
    return std::string_view(" \t\r\n").find(c) != std::string_view::npos;
}

tl::unexpected<Error> cannot_tell(std::string_view text, std::size_t at) {
    const auto line = std::ranges::count(text.substr(0, at), '\n') + 1;
    return fail(Code::kInvalid,
                "line " + std::to_string(line) + ": cannot be edited in place, written as it is");
}

// A plain scalar says what is written there, but for blanks and line breaks, which fold.
Result<std::size_t> end_of_plain(std::string_view text, const YamlNode& node) {
    std::size_t at = node.offset;
    std::size_t end = at;
    for (const char c : node.text) {
        if (is_blank(c)) {
            continue;
        }
        while (at < text.size() && is_blank(text[at])) {
            ++at;
        }
        if (at == text.size() || text[at] != c) {
            return cannot_tell(text, node.offset);
        }
        end = ++at;
    }
    return end;
}

Result<std::size_t> end_of_quoted(std::string_view text, std::size_t begin) {
    const char quote = text[begin];
    for (std::size_t at = begin + 1; at < text.size(); ++at) {
        if (text[at] == '\\' && quote == '"') {
            ++at;
        } else if (text[at] == quote) {
            if (quote == '"' || at + 1 == text.size() || text[at + 1] != quote) {
                return at + 1;
            }
            ++at;
        }
    }
    return cannot_tell(text, begin);
}

// A block scalar goes on for as long as lines are blank or as deep as its first one, or as its
// header says. Blank lines at its end are part of it only where the header says so.
std::size_t end_of_block_scalar(std::string_view text, std::size_t begin, int indent) {
    std::size_t end = end_of_line(text, begin);
    std::string_view header = text.substr(begin, end - begin);
    header = header.substr(0, header.find('#'));
    const bool keeps_blanks = header.find('+') != std::string_view::npos;
    const std::size_t digit = header.find_first_of("123456789");
    int depth = digit == std::string_view::npos ? 0 : indent + (header[digit] - '0');
    std::size_t line = text.find('\n', end);
    while (line != std::string_view::npos && line + 1 < text.size()) {
        const std::size_t line_end = end_of_line(text, line + 1);
        const std::string_view content = text.substr(line + 1, line_end - line - 1);
        const std::size_t blanks = content.find_first_not_of(' ');
        const bool is_blank = blanks == std::string_view::npos;
        if (!is_blank) {
            const int column = static_cast<int>(blanks);
            depth = depth == 0 ? std::max(column, indent + 1) : depth;
            if (column < depth) {
                break;
            }
        }
        if (!is_blank || keeps_blanks) {
            end = line_end;
        }
        line = text.find('\n', line_end);
    }
    return end;
}

Result<std::size_t> end_of_scalar(std::string_view text, const YamlNode& node, int indent) {
    if (node.is_decorated || node.offset >= text.size()) {
        return cannot_tell(text, node.offset);
    }
    if (node.is_plain) {
        return end_of_plain(text, node);
    }
    switch (text[node.offset]) {
        case '\'':
        case '"':
            return end_of_quoted(text, node.offset);
        case '|':
        case '>':
            return end_of_block_scalar(text, node.offset, indent);
        default:
            return cannot_tell(text, node.offset);
    }
}

// The bracket that closes a flow collection, with nothing but commas and comments before it.
Result<std::size_t> after_closing(std::string_view text, std::size_t at, char closing) {
    while (at < text.size() && text[at] != closing) {
        if (text[at] == '#' && is_blank(text[at - 1])) {
            at = end_of_line(text, at);
        } else if (is_blank(text[at]) || text[at] == ',') {
            ++at;
        } else {
            break;
        }
    }
    if (at == text.size() || text[at] != closing) {
        return cannot_tell(text, std::min(at, text.size()));
    }
    return at + 1;
}

Result<std::size_t> end_of_last_child(std::string_view text, const YamlNode& node) {
    return node.is_mapping() ? end_of_entry(text, node, node.entries() - 1)
                             : end_of_node(text, node.children.back(), node.column);
}

Result<std::size_t> end_of_collection(std::string_view text, const YamlNode& node) {
    if (!node.is_flow) {
        return node.children.empty() ? cannot_tell(text, node.offset)
                                     : end_of_last_child(text, node);
    }
    const char opening = node.is_mapping() ? '{' : '[';
    if (node.offset >= text.size() || text[node.offset] != opening) {
        return cannot_tell(text, node.offset);
    }
    std::size_t at = node.offset + 1;
    if (!node.children.empty()) {
        TRY_ASSIGN(at, end_of_last_child(text, node));
    }
    return after_closing(text, at, node.is_mapping() ? '}' : ']');
}

// The size of a null that is written at `at`; 0 if none is.
std::size_t size_of_null(std::string_view text, std::size_t at) {
    constexpr std::array<std::string_view, 4> kNulls = {"~", "null", "Null", "NULL"};
    for (const std::string_view word : kNulls) {
        const std::size_t end = at + word.size();
        if (text.substr(at).starts_with(word) &&
            (end == text.size() || is_blank(text[end]) || text[end] == ',' || text[end] == '}' ||
             text[end] == ']')) {
            return word.size();
        }
    }
    return 0;
}

}  // namespace

std::size_t end_of_line(std::string_view text, std::size_t at) {
    const std::size_t line_feed = std::min(text.find('\n', at), text.size());
    return line_feed > at && text[line_feed - 1] == '\r' ? line_feed - 1 : line_feed;
}

Result<std::size_t> end_of_node(std::string_view text, const YamlNode& node, int indent) {
    switch (node.kind) {
        case Kind::kScalar:
            return end_of_scalar(text, node, indent);
        case Kind::kMapping:
        case Kind::kSequence:
            return end_of_collection(text, node);
        case Kind::kAlias:
            return std::min(text.find_first_of(" \t\r\n,]}", node.offset), text.size());
        case Kind::kNull: {
            const std::size_t size = size_of_null(text, node.offset);
            if (size == 0) {
                return cannot_tell(text, std::min(node.offset, text.size()));
            }
            return node.offset + size;
        }
    }
    return cannot_tell(text, node.offset);
}

Result<std::size_t> after_colon(std::string_view text, const YamlNode& mapping, std::size_t entry) {
    const YamlNode& key = mapping.key(entry);
    TRY_ASSIGN(const std::size_t end, end_of_node(text, key, mapping.column));
    // An explicit key ("? key") has its colon on a line of its own.
    const std::size_t colon = text.find_first_not_of(mapping.is_flow ? " \t\r\n" : " \t", end);
    if (colon == std::string_view::npos || text[colon] != ':') {
        return cannot_tell(text, key.offset);
    }
    return colon + 1;
}

Result<std::size_t> end_of_entry(std::string_view text, const YamlNode& mapping,
                                 std::size_t entry) {
    const YamlNode& value = mapping.value(entry);
    if (!value.is_null()) {
        return end_of_node(text, value, mapping.column);
    }
    TRY_ASSIGN(const std::size_t colon, after_colon(text, mapping, entry));
    const std::size_t at = text.find_first_not_of(" \t", colon);
    const std::size_t size = at == std::string_view::npos ? 0 : size_of_null(text, at);
    return size == 0 ? colon : at + size;
}

}  // namespace sealer::manifest
