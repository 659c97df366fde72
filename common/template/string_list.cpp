// SPDX-License-Identifier: Apache-2.0
#include "common/template/string_list.h"

#include <cstring>

#include "common/manifest/utf8.h"

namespace sealer::tmpl {

namespace {

Status take_text(const Call& call, const Value& item, std::vector<std::string>& texts) {
    if (item.is_nil()) {
        return {};
    }
    TRY_ASSIGN(std::string text, call.text_of_any(item));
    TRY(call.budget.memory(sizeof(std::string) + text.size()));
    texts.push_back(std::move(text));
    return {};
}

}  // namespace

Result<std::vector<std::string>> texts_of(const Call& call, const Value& value) {
    std::vector<std::string> texts;
    if (!value.is_list()) {
        TRY(take_text(call, value, texts));
        return texts;
    }
    for (const Value& item : value.as_list()) {
        TRY(take_text(call, item, texts));
    }
    return texts;
}

Result<Value> give_texts(const Call& call, const std::vector<std::string>& texts) {
    List items;
    for (const std::string& text : texts) {
        TRY_ASSIGN(const Value item, call.give(text));
        items.push_back(item);
    }
    return call.arena.list(std::move(items), Type::kStringList);
}

Result<std::vector<std::string_view>> split_text(const Call& call, std::string_view text,
                                                 std::string_view separator, std::int64_t count) {
    std::vector<std::string_view> parts;
    if (count == 0 || (separator.empty() && text.empty())) {
        return parts;
    }
    while (count < 0 || parts.size() + 1 < static_cast<std::size_t>(count)) {
        const std::size_t found =
            separator.empty() ? first_rune_size(text) : find_text(text, separator);
        if (found == std::string_view::npos || (separator.empty() && found == text.size())) {
            break;
        }
        TRY(call.budget.memory(sizeof(std::string_view)));
        parts.push_back(text.substr(0, found));
        text.remove_prefix(found + separator.size());
    }
    parts.push_back(text);
    return parts;
}

std::size_t find_text(std::string_view text, std::string_view part) {
    if (part.empty()) {
        return 0;
    }
    const void* found = memmem(text.data(), text.size(), part.data(), part.size());
    return found == nullptr
               ? std::string_view::npos
               : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

std::size_t first_rune_size(std::string_view text) {
    return manifest::first_rune(text).size;
}

}  // namespace sealer::tmpl
