// SPDX-License-Identifier: Apache-2.0
// Sprig: regular expressions. RE2 takes the syntax of Go's package regexp, and linear time.
#include <array>
#include <functional>
#include <memory>
#include <string>

#include <re2/re2.h>

#include "common/template/functions.h"
#include "common/template/string_list.h"

namespace sealer::tmpl {
namespace {

using Pattern = std::unique_ptr<RE2>;

re2::StringPiece piece(std::string_view text) {
    return {text.data(), text.size()};
}

std::string_view view(const re2::StringPiece& text) {
    return {text.data(), text.size()};
}

// Null where the pattern is none.
Pattern compile_or_null(std::string_view text) {
    constexpr std::int64_t kMemory = 1 << 20;
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(kMemory);
    auto pattern = std::make_unique<RE2>(piece(text), options);
    return pattern->ok() ? std::move(pattern) : nullptr;
}

// Takes steps for what matching one text may cost at worst: the size of the program for each byte.
Status pay(const Call& call, const RE2& pattern) {
    constexpr std::size_t kWorkPerStep = 1024;
    const auto size = static_cast<std::size_t>(pattern.ProgramSize());
    TRY(call.budget.check_time());
    return call.budget.step(1 + size * call.text(1).size() / kWorkPerStep);
}

Result<Pattern> compile(const Call& call) {
    Pattern pattern = compile_or_null(call.text(0));
    if (pattern == nullptr) {
        return fail(Code::kInvalid, "error parsing regexp: " + shown(call[0]));
    }
    TRY(pay(call, *pattern));
    return pattern;
}

// Gives `use` the matches in `text` (the whole, then the groups), as Go finds them: an empty one
// not right behind another match. Ends when `use` says false.
using UseMatch = std::function<bool(std::span<const re2::StringPiece> groups)>;
Status each_match(const Call& call, const RE2& pattern, std::string_view text,
                  const UseMatch& use) {
    std::vector<re2::StringPiece> groups(
        static_cast<std::size_t>(pattern.NumberOfCapturingGroups()) + 1);
    std::size_t from = 0;
    const char* last_end = nullptr;
    while (from <= text.size()) {
        TRY(call.budget.step());
        TRY(call.budget.check_time());
        if (!pattern.Match(piece(text), from, text.size(), RE2::UNANCHORED, groups.data(),
                           static_cast<int>(groups.size()))) {
            return {};
        }
        const re2::StringPiece& whole = groups.front();
        const auto start = static_cast<std::size_t>(whole.data() - text.data());
        const std::size_t end = start + whole.size();
        if (!(whole.empty() && whole.data() == last_end) && !use(groups)) {
            return {};
        }
        last_end = whole.data() + whole.size();
        from = end;
        if (whole.empty()) {
            from += end < text.size() ? first_rune_size(text.substr(end)) : 1;
        }
    }
    return {};
}

Result<Value> must_match(const Call& call) {
    TRY_ASSIGN(const Pattern pattern, compile(call));
    return Value::boolean(RE2::PartialMatch(piece(call.text(1)), *pattern));
}

Result<Value> match(const Call& call) {
    const Pattern pattern = compile_or_null(call.text(0));
    if (pattern == nullptr) {
        return Value::boolean(false);
    }
    TRY(pay(call, *pattern));
    return Value::boolean(RE2::PartialMatch(piece(call.text(1)), *pattern));
}

Result<Value> find(const Call& call) {
    TRY_ASSIGN(const Pattern pattern, compile(call));
    std::string_view found;
    TRY(each_match(call, *pattern, call.text(1), [&](std::span<const re2::StringPiece> groups) {
        found = view(groups[0]);
        return false;
    }));
    return Value::text(found);
}

Result<Value> find_all(const Call& call) {
    TRY_ASSIGN(const Pattern pattern, compile(call));
    const std::int64_t count = call.integer(2);
    List found;
    if (count != 0) {
        TRY(each_match(call, *pattern, call.text(1), [&](std::span<const re2::StringPiece> groups) {
            found.push_back(Value::text(view(groups[0])));
            return count < 0 || found.size() < static_cast<std::size_t>(count);
        }));
    }
    return call.arena.list(std::move(found), Type::kStringList);
}

bool is_name(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The name in "$name…" or "${name}…", taken off; empty where a dollar sign is just that.
std::string_view take_group_name(std::string_view& text) {
    const bool braces = text.starts_with('{');
    std::string_view rest = text.substr(braces ? 1 : 0);
    std::size_t size = 0;
    while (size < rest.size() && is_name(rest[size])) {
        ++size;
    }
    if (size == 0 || (braces && (size == rest.size() || rest[size] != '}'))) {
        return {};
    }
    const std::string_view name = rest.substr(0, size);
    text = rest.substr(size + (braces ? 1 : 0));
    return name;
}

// Appends `replacement` with $1, ${name} and $$ expanded.
void expand(const RE2& pattern, std::span<const re2::StringPiece> groups,
            std::string_view replacement, Sink& sink) {
    while (!replacement.empty()) {
        const std::size_t dollar = replacement.find('$');
        sink.append(replacement.substr(0, dollar));
        if (dollar == std::string_view::npos) {
            return;
        }
        replacement.remove_prefix(dollar + 1);
        if (replacement.starts_with('$')) {
            sink.append("$");
            replacement.remove_prefix(1);
            continue;
        }
        const std::string_view name = take_group_name(replacement);
        if (name.empty()) {
            sink.append("$");
            continue;
        }
        std::size_t index = groups.size();
        if (name.find_first_not_of("0123456789") == std::string_view::npos) {
            index = name.size() > 4 ? index : std::stoul(std::string(name));
        } else if (const auto named = pattern.NamedCapturingGroups().find(std::string(name));
                   named != pattern.NamedCapturingGroups().end()) {
            index = static_cast<std::size_t>(named->second);
        }
        if (index < groups.size() && groups[index].data() != nullptr) {
            sink.append(view(groups[index]));
        }
    }
}

Result<Value> replace_matches(const Call& call, bool expands) {
    TRY_ASSIGN(const Pattern pattern, compile(call));
    const std::string_view text = call.text(1);
    std::size_t copied = 0;
    Sink sink = call.sink();
    TRY(each_match(call, *pattern, text, [&](std::span<const re2::StringPiece> groups) {
        const auto start = static_cast<std::size_t>(groups[0].data() - text.data());
        sink.append(text.substr(copied, start - copied));
        copied = start + groups[0].size();
        if (expands) {
            expand(*pattern, groups, call.text(2), sink);
        } else {
            sink.append(call.text(2));
        }
        return !sink.full();
    }));
    sink.append(text.substr(copied));
    return call.give(sink);
}

Result<Value> replace_all(const Call& call) {
    return replace_matches(call, true);
}

Result<Value> replace_all_literal(const Call& call) {
    return replace_matches(call, false);
}

// As Go's Regexp.Split: an empty match at the very start or end parts nothing.
Result<Value> split_at_matches(const Call& call) {
    TRY_ASSIGN(const Pattern pattern, compile(call));
    const std::string_view text = call.text(1);
    const std::int64_t count = call.integer(2);
    List parts;
    if (count == 0) {
        return call.arena.list({}, Type::kStringList);
    }
    if (text.empty() && !call.text(0).empty()) {
        return call.arena.list({Value::text("")}, Type::kStringList);
    }
    std::size_t begin = 0;
    std::size_t end = 0;
    TRY(each_match(call, *pattern, text, [&](std::span<const re2::StringPiece> groups) {
        if (count > 0 && parts.size() + 1 == static_cast<std::size_t>(count)) {
            return false;
        }
        const auto start = static_cast<std::size_t>(groups[0].data() - text.data());
        end = start;
        if (start + groups[0].size() != 0) {
            parts.push_back(Value::text(text.substr(begin, end - begin)));
        }
        begin = start + groups[0].size();
        return true;
    }));
    if (end != text.size()) {
        parts.push_back(Value::text(text.substr(begin)));
    }
    return call.arena.list(std::move(parts), Type::kStringList);
}

Result<Value> quote_meta(const Call& call) {
    constexpr std::string_view kSpecial = "\\.+*?()|[]{}^$";
    Sink sink = call.sink();
    for (const char c : call.text(0)) {
        sink.append(kSpecial.find(c) == std::string_view::npos ? "" : "\\");
        sink.append(1, c);
    }
    return call.give(sink);
}

constexpr auto kRegexFunctions = std::to_array<Function>({
    {"mustRegexFind", "ss", find},
    {"mustRegexFindAll", "ssi", find_all},
    {"mustRegexMatch", "ss", must_match},
    {"mustRegexReplaceAll", "sss", replace_all},
    {"mustRegexReplaceAllLiteral", "sss", replace_all_literal},
    {"mustRegexSplit", "ssi", split_at_matches},
    {"regexFind", "ss", find},
    {"regexFindAll", "ssi", find_all},
    {"regexMatch", "ss", match},
    {"regexQuoteMeta", "s", quote_meta},
    {"regexReplaceAll", "sss", replace_all},
    {"regexReplaceAllLiteral", "sss", replace_all_literal},
    {"regexSplit", "ssi", split_at_matches},
});

}  // namespace

std::span<const Function> regex_functions() {
    return kRegexFunctions;
}

}  // namespace sealer::tmpl
