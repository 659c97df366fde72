// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>

#include "common/manifest/json_in_yaml.h"
#include "common/manifest/utf8.h"
#include "common/manifest/yaml.h"
#include "common/manifest/yaml_block.h"
#include "common/manifest/yaml_builder.h"
#include "common/manifest/yaml_full.h"
#include "common/manifest/yaml_line_breaks.h"

namespace sealer::manifest {

namespace {

bool is_printable(const Rune& rune) {
    const char32_t code = rune.code;
    if (code < 0x20) {
        return code == '\t' || code == '\n' || code == '\r';
    }
    return code < 0x7F || code == 0x85 ||
           (code >= 0xA0 && code != 0xFEFF && code != 0xFFFE && code != 0xFFFF);
}

// Columns are code points.
YamlMark mark_of(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const std::size_t line_begin = before.rfind('\n') + 1;  // none: wraps to 0
    const auto is_rune = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; };
    return {.offset = offset,
            .line = static_cast<int>(std::count(before.begin(), before.end(), '\n')),
            .column = static_cast<int>(std::count_if(
                before.begin() + static_cast<std::ptrdiff_t>(line_begin), before.end(), is_rune))};
}

// yaml-cpp guesses at encodings and takes what is no UTF-8 and control characters as they come;
// YAML forbids both.
Status check_characters(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const char c = text[at];
        if ((c >= 0x20 && c < 0x7F) || c == '\n') {
            ++at;
            continue;
        }
        const Rune rune = first_rune(text.substr(at));
        if (!rune.valid || !is_printable(rune)) {
            return fail(error_at(mark_of(text, at), rune.valid
                                                        ? kControlCharacters
                                                        : std::string_view("invalid UTF-8")));
        }
        at += rune.size;
    }
    return {};
}

// What kustomize says of documents' separators before it reads any: they stand alone on their line,
// but for comments, and there are no directives.
Status check_separators(std::string_view text) {
    YamlMark mark;
    while (mark.offset < text.size()) {
        const std::size_t end = std::min(text.find('\n', mark.offset), text.size());
        const std::string_view line = text.substr(mark.offset, end - mark.offset);
        if (line.starts_with('%')) {
            return fail(error_at(mark, "directives are not supported"));
        }
        const std::size_t rest = line.find_first_not_of(" \t\r", 3);
        if (mark.line > 0 && line.starts_with("---") && rest != std::string_view::npos &&
            line[rest] != '#') {
            return fail(error_at(mark, "nothing but a comment may follow \"---\""));
        }
        mark.offset = end + 1;
        ++mark.line;
    }
    return {};
}

}  // namespace

Result<std::vector<Document>> parse_yaml(std::string_view text, const YamlOptions& options) {
    if (text.size() > options.limits.max_bytes) {
        return fail(Code::kInvalid,
                    "YAML of more than " + std::to_string(options.limits.max_bytes) + " bytes");
    }
    const std::size_t skipped = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    text.remove_prefix(skipped);
    TRY(check_characters(text));
    const std::optional<std::string> fed = with_line_feeds(text);
    text = fed ? *fed : text;
    if (options.typing == YamlTyping::kKustomize) {
        TRY(check_separators(text));
    }
    std::optional<std::vector<Document>> documents = parse_block_yaml(text, options);
    if (!documents) {
        TRY_ASSIGN(documents, parse_full_yaml(text, options));
    }
    for (Document& document : *documents) {
        document.begin += skipped;
        document.end += skipped;
    }
    return *std::move(documents);
}

Result<Value> parse_yaml_document(std::string_view text, const YamlOptions& options) {
    TRY_ASSIGN(std::vector<Document> documents, parse_yaml(text, options));
    if (documents.size() != 1) {
        return fail(Code::kInvalid, documents.empty() ? "the YAML holds no document"
                                                      : "the YAML holds more than one document");
    }
    return std::move(documents[0].value);
}

}  // namespace sealer::manifest
