// SPDX-License-Identifier: Apache-2.0
// Sprig: strings as words and letters: case, initials, wrapping.
#include <algorithm>
#include <array>
#include <string>

#include "common/template/functions.h"
#include "common/template/literal.h"
#include "common/template/word_case.h"

namespace sealer::tmpl {
namespace {

Result<Value> upper(const Call& call) {
    std::u32string runes = runes_of(call.text(0));
    std::ranges::transform(runes, runes.begin(), to_upper);
    return call.give(text_of(runes));
}

Result<Value> lower(const Call& call) {
    std::u32string runes = runes_of(call.text(0));
    std::ranges::transform(runes, runes.begin(), to_lower);
    return call.give(text_of(runes));
}

// Upper case for what stands behind no letter, digit or underscore; outside of ASCII, behind a
// blank.
Result<Value> title(const Call& call) {
    std::u32string runes = runes_of(call.text(0));
    char32_t before = U' ';
    for (char32_t& rune : runes) {
        const char32_t current = rune;
        const bool inside = is_letter(before) || is_digit(before) || before == U'_' ||
                            (before >= 0x80 && !is_space(before));
        rune = inside ? rune : to_upper(rune);
        before = current;
    }
    return call.give(text_of(runes));
}

Result<Value> untitle(const Call& call) {
    std::u32string runes = runes_of(call.text(0));
    bool first = true;
    for (char32_t& rune : runes) {
        const bool space = is_space(rune);
        rune = first && !space ? to_lower(rune) : rune;
        first = space;
    }
    return call.give(text_of(runes));
}

Result<Value> swap_case(const Call& call) {
    std::u32string runes = runes_of(call.text(0));
    for (char32_t& rune : runes) {
        rune = is_upper(rune) ? to_lower(rune) : to_upper(rune);
    }
    return call.give(text_of(runes));
}

// The original goes by bytes and takes each for a code point.
std::u32string bytes_as_runes(std::string_view text) {
    std::u32string runes;
    for (const char c : text) {
        runes.push_back(static_cast<unsigned char>(c));
    }
    return runes;
}

Result<Value> no_space(const Call& call) {
    std::u32string runes = bytes_as_runes(call.text(0));
    if (std::erase_if(runes, is_space) == 0) {
        return call[0];
    }
    return call.give(text_of(runes));
}

Result<Value> initials(const Call& call) {
    std::u32string letters;
    bool gap = true;
    for (const char32_t rune : bytes_as_runes(call.text(0))) {
        if (gap && !is_space(rune)) {
            letters.push_back(rune);
        }
        gap = is_space(rune);
    }
    return call.give(text_of(letters));
}

Result<Value> camel_case(const Call& call) {
    return call.give(to_pascal_case(call.text(0)));
}

Result<Value> snake_case(const Call& call) {
    return call.give(to_lower_words(call.text(0), U'_'));
}

Result<Value> kebab_case(const Call& call) {
    return call.give(to_lower_words(call.text(0), U'-'));
}

// Breaks `text` at blanks into lines of up to `width` bytes; words that are longer stay whole
// unless `breaks_words`.
Result<Value> wrap_lines(const Call& call, std::int64_t wanted, std::string_view newline,
                         bool breaks_words) {
    const auto width = static_cast<std::size_t>(std::max<std::int64_t>(wanted, 1));
    std::string_view rest = call.text(call.size() - 1);
    Sink sink = call.sink();
    while (rest.size() > width && !sink.full()) {
        TRY(call.budget.step());
        if (rest.front() == ' ') {
            rest.remove_prefix(1);
            continue;
        }
        std::size_t end = rest.rfind(' ', width);
        std::size_t skipped = 1;
        if (end == std::string_view::npos) {
            end = breaks_words ? width : rest.find(' ', width);
            skipped = breaks_words ? 0 : 1;
        }
        if (end == std::string_view::npos) {
            break;
        }
        sink.append(rest.substr(0, end));
        sink.append(newline);
        rest.remove_prefix(end + skipped);
    }
    sink.append(rest);
    return call.give(sink);
}

Result<Value> wrap(const Call& call) {
    return wrap_lines(call, call.integer(0), "\n", false);
}

Result<Value> wrap_with(const Call& call) {
    return wrap_lines(call, call.integer(0), call.text(1).empty() ? "\n" : call.text(1), true);
}

constexpr auto kWordFunctions = std::to_array<Function>({
    {"camelcase", "s", camel_case},
    {"initials", "s", initials},
    {"kebabcase", "s", kebab_case},
    {"lower", "s", lower},
    {"nospace", "s", no_space},
    {"snakecase", "s", snake_case},
    {"swapcase", "s", swap_case},
    {"title", "s", title},
    {"untitle", "s", untitle},
    {"upper", "s", upper},
    {"wrap", "is", wrap},
    {"wrapWith", "iss", wrap_with},
});

}  // namespace

std::span<const Function> word_functions() {
    return kWordFunctions;
}

}  // namespace sealer::tmpl
