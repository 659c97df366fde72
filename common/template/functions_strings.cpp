// SPDX-License-Identifier: Apache-2.0
// Sprig: strings, but for those that know words and letters (functions_words.cpp).
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "common/template/functions.h"
#include "common/template/literal.h"
#include "common/template/string_list.h"

namespace sealer::tmpl {
namespace {

std::size_t position(std::int64_t value) {
    return static_cast<std::size_t>(std::max<std::int64_t>(value, 0));
}

tl::unexpected<Error> out_of_bounds() {
    return fail(Code::kInvalid, "runtime error: slice bounds out of range");
}

Result<Value> abbrev_at(const Call& call, std::size_t offset, std::size_t width,
                        std::string_view text) {
    constexpr std::string_view kMark = "...";
    if (text.size() <= width) {
        return call.give(text);
    }
    const std::size_t room = width - kMark.size();
    offset = std::min(offset, text.size());
    if (text.size() - offset < room) {
        offset = text.size() - room;
    }
    if (offset <= 4) {
        return call.give(std::string(text.substr(0, room)) + "...");
    }
    if (offset + room < text.size()) {
        return call.give("..." + std::string(text.substr(offset, room - kMark.size())) + "...");
    }
    return call.give("..." + std::string(text.substr(text.size() - room)));
}

Result<Value> abbrev(const Call& call) {
    return call.integer(0) < 4 ? call[1]
                               : abbrev_at(call, 0, position(call.integer(0)), call.text(1));
}

Result<Value> abbrev_both(const Call& call) {
    const std::int64_t left = call.integer(0);
    const std::int64_t right = call.integer(1);
    if (right < 4 || (left > 0 && right < 7)) {
        return call[2];
    }
    return abbrev_at(call, position(left), position(right), call.text(2));
}

Result<Value> trunc(const Call& call) {
    const std::int64_t count = call.integer(0);
    const std::string_view text = call.text(1);
    const auto size = static_cast<std::int64_t>(text.size());
    if (count < 0 && count > -size) {
        return Value::text(text.substr(static_cast<std::size_t>(size + count)));
    }
    return count >= 0 ? Value::text(text.substr(0, position(count))) : call[1];
}

Result<Value> substr(const Call& call) {
    const std::int64_t start = call.integer(0);
    const std::int64_t end = call.integer(1);
    const std::string_view text = call.text(2);
    const auto size = static_cast<std::int64_t>(text.size());
    const std::int64_t from = std::max<std::int64_t>(start, 0);
    const bool open = start >= 0 && (end < 0 || end > size);
    const std::int64_t to = open ? size : end;
    if (to < from || to > size) {
        return out_of_bounds();
    }
    return Value::text(text.substr(position(from), position(to - from)));
}

Result<Value> repeat(const Call& call) {
    const std::int64_t count = call.integer(0);
    const std::string_view text = call.text(1);
    if (count < 0) {
        return fail(Code::kInvalid, "strings: negative Repeat count");
    }
    if (!text.empty() && position(count) > call.budget.memory_left() / text.size()) {
        return call.budget.out_of_memory();
    }
    Sink sink = call.sink();
    for (std::int64_t i = 0; !text.empty() && i < count; ++i) {
        sink.append(text);
    }
    return call.give(sink);
}

// Without the code points of `set` at the ends.
std::string_view trim_set(std::string_view text, std::string_view set) {
    std::u32string all = runes_of(set);
    std::ranges::sort(all);
    std::u32string runes = runes_of(text);
    const auto in_set = [&](char32_t rune) { return std::ranges::binary_search(all, rune); };
    std::size_t from = 0;
    while (!runes.empty() && in_set(runes.back())) {
        text.remove_suffix(encode_rune(runes.back()).size());
        runes.pop_back();
    }
    while (from < runes.size() && in_set(runes[from])) {
        text.remove_prefix(encode_rune(runes[from]).size());
        ++from;
    }
    return text;
}

Result<Value> trim_all(const Call& call) {
    return Value::text(trim_set(call.text(1), call.text(0)));
}

Result<Value> trim_space(const Call& call) {
    return Value::text(
        trim_set(call.text(0),
                 " \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
                 "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"));
}

Result<Value> trim_prefix(const Call& call) {
    std::string_view text = call.text(1);
    text.remove_prefix(text.starts_with(call.text(0)) ? call.text(0).size() : 0);
    return Value::text(text);
}

Result<Value> trim_suffix(const Call& call) {
    std::string_view text = call.text(1);
    text.remove_suffix(text.ends_with(call.text(0)) ? call.text(0).size() : 0);
    return Value::text(text);
}

Result<Value> contains(const Call& call) {
    return Value::boolean(find_text(call.text(1), call.text(0)) != std::string_view::npos);
}

Result<Value> has_prefix(const Call& call) {
    return Value::boolean(call.text(1).starts_with(call.text(0)));
}

Result<Value> has_suffix(const Call& call) {
    return Value::boolean(call.text(1).ends_with(call.text(0)));
}

// The arguments that are there, each put in quotes, with a blank between.
template <class Quote>
Result<Value> quote_all(const Call& call, Quote quote_one) {
    Sink sink = call.sink();
    for (const Value& value : call.arguments) {
        if (value.is_nil()) {
            continue;
        }
        TRY_ASSIGN(const std::string text, call.text_of_any(value));
        sink.append(sink.text().empty() ? "" : " ");
        sink.append(quote_one(text));
    }
    return call.give(sink);
}

Result<Value> double_quote(const Call& call) {
    return quote_all(call, [](const std::string& text) { return quote(text); });
}

Result<Value> single_quote(const Call& call) {
    return quote_all(call, [](const std::string& text) { return "'" + text + "'"; });
}

Result<Value> cat(const Call& call) {
    return quote_all(call, [](const std::string& text) { return text; });
}

void append_indented(std::string_view text, std::size_t spaces, Sink& sink) {
    sink.append(spaces, ' ');
    for (const char c : text) {
        sink.append(1, c);
        if (c == '\n') {
            sink.append(spaces, ' ');
        }
    }
}

Result<Value> indent_after(const Call& call, std::string_view before) {
    if (call.integer(0) < 0) {
        return fail(Code::kInvalid, "strings: negative Repeat count");
    }
    Sink sink = call.sink();
    sink.append(before);
    append_indented(call.text(1), position(call.integer(0)), sink);
    return call.give(sink);
}

Result<Value> indent(const Call& call) {
    return indent_after(call, "");
}

Result<Value> nindent(const Call& call) {
    return indent_after(call, "\n");
}

Result<Value> replace(const Call& call) {
    const std::string_view old = call.text(0);
    Sink sink = call.sink();
    for (std::string_view rest = call.text(2);;) {
        const std::size_t found = find_text(rest, old);
        if (found == std::string_view::npos || (old.empty() && rest.empty())) {
            sink.append(rest);
            sink.append(old.empty() ? call.text(1) : "");
            return call.give(sink);
        }
        sink.append(rest.substr(0, found));
        sink.append(call.text(1));
        // Replacing nothing puts the text between all code points.
        const std::size_t kept = old.empty() ? first_rune_size(rest) : 0;
        sink.append(rest.substr(found, kept));
        rest.remove_prefix(found + old.size() + kept);
    }
}

Result<Value> plural(const Call& call) {
    return call.integer(2) == 1 ? call[0] : call[1];
}

Result<Value> to_text(const Call& call) {
    TRY_ASSIGN(const std::string text, call.text_of_any(call[0]));
    return call.give(text);
}

Result<Value> to_texts(const Call& call) {
    TRY_ASSIGN(const std::vector<std::string> texts, texts_of(call, call[0]));
    return give_texts(call, texts);
}

Result<Value> join_all(const Call& call) {
    TRY_ASSIGN(const std::vector<std::string> texts, texts_of(call, call[1]));
    Sink sink = call.sink();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        sink.append(i == 0 ? "" : call.text(0));
        sink.append(texts[i]);
    }
    return call.give(sink);
}

Result<Value> sort_alpha(const Call& call) {
    TRY_ASSIGN(std::vector<std::string> texts, texts_of(call, call[0]));
    TRY(call.budget.step(texts.size()));
    std::ranges::sort(texts);
    return give_texts(call, texts);
}

Result<Value> split_list(const Call& call) {
    TRY_ASSIGN(const auto parts, split_text(call, call.text(1), call.text(0), -1));
    List items;
    for (const std::string_view part : parts) {
        items.push_back(Value::text(part));
    }
    return call.arena.list(std::move(items), Type::kStringList);
}

// The parts as _0, _1, …
Result<Value> split_to_dict(const Call& call, std::string_view text, std::int64_t count) {
    TRY_ASSIGN(const auto parts, split_text(call, text, call.text(0), count));
    TRY_ASSIGN(const Value dict, call.arena.dict({}, Type::kStringDict));
    for (std::size_t i = 0; i < parts.size(); ++i) {
        TRY(call.arena.set(dict.as_dict(), "_" + std::to_string(i), Value::text(parts[i])));
    }
    return dict;
}

Result<Value> split_all(const Call& call) {
    return split_to_dict(call, call.text(1), -1);
}

Result<Value> splitn(const Call& call) {
    return split_to_dict(call, call.text(2), call.integer(1));
}

constexpr auto kStringFunctions = std::to_array<Function>({
    {"abbrev", "is", abbrev},
    {"abbrevboth", "iis", abbrev_both},
    {"cat", "v*", cat},
    {"contains", "ss", contains},
    {"hasPrefix", "ss", has_prefix},
    {"hasSuffix", "ss", has_suffix},
    {"indent", "is", indent},
    {"join", "sv", join_all},
    {"nindent", "is", nindent},
    {"plural", "ssi", plural},
    {"quote", "v*", double_quote},
    {"repeat", "is", repeat},
    {"replace", "sss", replace},
    {"sortAlpha", "v", sort_alpha},
    {"split", "ss", split_all},
    {"splitList", "ss", split_list},
    {"splitn", "sis", splitn},
    {"squote", "v*", single_quote},
    {"substr", "iis", substr},
    {"toString", "v", to_text},
    {"toStrings", "v", to_texts},
    {"trim", "s", trim_space},
    {"trimAll", "ss", trim_all},
    {"trimPrefix", "ss", trim_prefix},
    {"trimSuffix", "ss", trim_suffix},
    {"trimall", "ss", trim_all},
    {"trunc", "is", trunc},
});

}  // namespace

std::span<const Function> string_functions() {
    return kStringFunctions;
}

}  // namespace sealer::tmpl
