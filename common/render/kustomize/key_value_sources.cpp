// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/key_value_sources.h"

#include "common/base/text.h"
#include "common/manifest/utf8.h"

namespace sealer::kustomize {
namespace {

using Pairs = std::map<std::string, std::string>;

Status add_pair(Pairs& pairs, std::string_view key, const std::string& value) {
    return pairs.try_emplace(std::string(key), value).second
               ? Status()
               : fail(Code::kInvalid,
                      "the key \"" + std::string(key) + "\" comes twice; keep one of its sources");
}

// What Go's unicode.IsSpace accepts.
bool is_space(char32_t code) {
    return (code >= 9 && code <= 13) || code == ' ' || code == 0x85 || code == 0xA0 ||
           code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
           code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

std::string_view without_leading_space(std::string_view line) {
    while (!line.empty()) {
        const manifest::Rune rune = manifest::first_rune(line);
        if (!is_space(rune.code)) {
            break;
        }
        line.remove_prefix(rune.size);
    }
    return line;
}

Status add_env_file(Pairs& pairs, std::string_view text) {
    if (text.starts_with(manifest::kByteOrderMark)) {
        text.remove_prefix(manifest::kByteOrderMark.size());
    }
    int number = 0;
    for (std::string_view line : split(text, '\n')) {
        ++number;
        if (!is_utf8(line)) {
            return fail(Code::kInvalid, "line " + std::to_string(number) +
                                            " is not UTF-8; use `files` for binary values");
        }
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        line = without_leading_space(line);
        const std::size_t equals = std::min(line.find('='), line.size());
        if (equals == 0 || line.starts_with('#')) {  // empty, a comment, or without a key
            continue;
        }
        const std::string_view value = line.substr(std::min(equals + 1, line.size()));
        TRY(add_pair(pairs, line.substr(0, equals), std::string(value)));
    }
    return {};
}

std::string_view without_quotes(std::string_view text) {
    const bool quoted = text.size() > 1 && text.front() == text.back() &&
                        (text.front() == '"' || text.front() == '\'');
    return quoted ? text.substr(1, text.size() - 2) : text;
}

Status add_literal(Pairs& pairs, std::string_view literal) {
    const std::size_t equals = literal.find('=');
    if (equals == 0 || equals == std::string_view::npos) {
        // Not quoted: it is the value perhaps, of a Secret.
        return fail(Code::kInvalid, "expected KEY=VALUE");
    }
    return add_pair(pairs, literal.substr(0, equals),
                    std::string(without_quotes(literal.substr(equals + 1))));
}

Status add_file(Pairs& pairs, std::string_view source, const ReadFile& read) {
    const std::size_t equals = source.find('=');
    std::string_view key;
    std::string_view path = source;
    if (equals == std::string_view::npos) {
        const std::size_t slash = path.rfind('/');
        key = slash == std::string_view::npos ? path : path.substr(slash + 1);
    } else {
        key = source.substr(0, equals);
        path = source.substr(equals + 1);
    }
    if (key.empty() || path.empty() || path.find('=') != std::string_view::npos) {
        return fail(Code::kInvalid, "expected PATH or KEY=PATH, with no other \"=\"");
    }
    TRY_ASSIGN(std::string text, read(std::string(path)));
    return add_pair(pairs, key, text);
}

}  // namespace

Result<Pairs> read_key_values(const Generator& entry, const ReadFile& read) {
    Pairs pairs;
    const auto from = [](std::string_view what, const std::string& source, const Status& status) {
        return status ? status : Status(fail(status.error().with(std::string(what) + source)));
    };
    for (const std::string& path : entry.envs) {
        TRY_ASSIGN(const std::string text, read(path));
        TRY(from("envs: ", path, add_env_file(pairs, text)));
    }
    std::size_t index = 0;
    for (const std::string& literal : entry.literals) {
        TRY(from("literals", "[" + std::to_string(index++) + "]", add_literal(pairs, literal)));
    }
    for (const std::string& source : entry.files) {
        TRY(from("files: ", source, add_file(pairs, source, read)));
    }
    return pairs;
}

}  // namespace sealer::kustomize
