// SPDX-License-Identifier: Apache-2.0
#include "common/base/semver.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

#include "common/base/integer.h"
#include "common/base/text.h"

namespace sealer {
namespace {

// A constraint's version, of which parts may be left open: 1.2, 1.x, *.
struct Pattern {
    Version version;
    bool open = false;        // some part
    bool open_minor = false;  // the minor one and the patch
    bool open_patch = false;  // the patch alone
};

bool is_identifier(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
               (c >= 'A' && c <= 'Z');
    });
}

bool has_leading_zero(std::string_view text) {
    return text.size() > 1 && text.starts_with('0') &&
           text.find_first_not_of("0123456789") == text.npos;
}

bool are_identifiers(std::string_view text) {
    const auto parts = split(text, '.');
    return std::ranges::all_of(parts, is_identifier);
}

bool is_wildcard(std::string_view text) {
    return text == "x" || text == "X" || text == "*";
}

// "v1.2-rc1+linux", with wildcards if `wildcards`.
std::optional<Pattern> parse_pattern(std::string_view text, bool wildcards) {
    Pattern pattern;
    Version& version = pattern.version;
    version.original = std::string(text);
    text.remove_prefix(text.starts_with('v') ? 1 : 0);
    if (const std::size_t plus = text.find('+'); plus != std::string_view::npos) {
        version.metadata = std::string(text.substr(plus + 1));
        text = text.substr(0, plus);
        if (!are_identifiers(version.metadata)) {
            return std::nullopt;
        }
    }
    if (const std::size_t dash = text.find('-'); dash != std::string_view::npos) {
        version.prerelease = std::string(text.substr(dash + 1));
        text = text.substr(0, dash);
        if (!are_identifiers(version.prerelease) ||
            std::ranges::any_of(split(version.prerelease, '.'), has_leading_zero)) {
            return std::nullopt;
        }
    }
    const auto parts = split(text, '.');
    const std::array<std::uint64_t*, 3> numbers = {&version.major, &version.minor, &version.patch};
    if (parts.size() > numbers.size()) {
        return std::nullopt;
    }
    std::size_t known = 0;
    for (; known < parts.size() && !(wildcards && is_wildcard(parts[known])); ++known) {
        const auto value = parse_integer<std::uint64_t>(parts[known]);
        if (!value) {
            return std::nullopt;
        }
        *numbers.at(known) = *value;
    }
    const auto rest = std::span(parts).subspan(known);
    if (!std::ranges::all_of(rest, is_wildcard)) {
        return std::nullopt;
    }
    pattern.open = known < numbers.size();
    pattern.open_minor = known == 1;
    pattern.open_patch = known == 2;
    return pattern;
}

std::strong_ordering compare_identifiers(std::string_view a, std::string_view b) {
    const auto left = parse_integer<std::uint64_t>(a);
    const auto right = parse_integer<std::uint64_t>(b);
    if (left && right) {
        return *left <=> *right;
    }
    if (left || right) {
        return left ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    return a <=> b;
}

// A release comes after its prereleases.
std::strong_ordering compare_prereleases(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) {
        return b.size() <=> a.size();
    }
    const auto left = split(a, '.');
    const auto right = split(b, '.');
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        if (const auto order = compare_identifiers(left[i], right[i]); std::is_neq(order)) {
            return order;
        }
    }
    return left.size() <=> right.size();
}

bool fits_not_equal(const Version& v, const Pattern& p) {
    const Version& c = p.version;
    if (!p.open) {
        return std::is_neq(compare(v, c));
    }
    if (c.major != v.major) {
        return true;
    }
    if (p.open_minor) {
        return false;
    }
    return c.minor != v.minor || (p.open_patch && v.prerelease != c.prerelease);
}

bool fits_greater(const Version& v, const Pattern& p) {
    const Version& c = p.version;
    if (!p.open) {
        return std::is_gt(compare(v, c));
    }
    return v.major > c.major || (v.major == c.major && p.open_patch && v.minor > c.minor);
}

bool fits_less_or_equal(const Version& v, const Pattern& p) {
    const Version& c = p.version;
    if (!p.open) {
        return std::is_lteq(compare(v, c));
    }
    return v.major <= c.major && !(v.major == c.major && v.minor > c.minor && !p.open_minor);
}

bool fits_tilde(const Version& v, const Pattern& p) {
    const Version& c = p.version;
    if (std::is_lt(compare(v, c))) {
        return false;
    }
    if (c.major == 0 && c.minor == 0 && c.patch == 0 && !p.open_minor && !p.open_patch) {
        return true;
    }
    return v.major == c.major && (v.minor == c.minor || p.open_minor);
}

bool fits_caret(const Version& v, const Pattern& p) {
    const Version& c = p.version;
    if (std::is_lt(compare(v, c))) {
        return false;
    }
    if (c.major > 0 || p.open_minor) {
        return v.major == c.major;
    }
    if (v.major > 0) {
        return false;
    }
    if (c.minor > 0 || p.open_patch) {
        return v.minor == c.minor;
    }
    return v.minor == 0 && v.patch == c.patch;
}

// Whether a version fits one comparison; a prerelease fits only what names one.
bool fits(const Version& version, std::string_view sign, const Pattern& pattern) {
    if (!version.prerelease.empty() && pattern.version.prerelease.empty()) {
        return false;
    }
    if (sign == "!=") {
        return fits_not_equal(version, pattern);
    }
    if (sign == ">") {
        return fits_greater(version, pattern);
    }
    if (sign == "<") {
        return std::is_lt(compare(version, pattern.version));
    }
    if (sign == ">=" || sign == "=>") {
        return std::is_gteq(compare(version, pattern.version));
    }
    if (sign == "<=" || sign == "=<") {
        return fits_less_or_equal(version, pattern);
    }
    if (sign == "^") {
        return fits_caret(version, pattern);
    }
    if (sign == "~" || sign == "~>" || pattern.open) {
        return fits_tilde(version, pattern);
    }
    return std::is_eq(compare(version, pattern.version));
}

std::string_view take_while(std::string_view& text, std::string_view set, bool in_set) {
    const std::size_t end =
        std::min(in_set ? text.find_first_not_of(set) : text.find_first_of(set), text.size());
    const std::string_view taken = text.substr(0, end);
    text.remove_prefix(end);
    return taken;
}

// Comparisons with blanks or commas between: all must fit.
Result<bool> fits_all(const Version& version, std::string_view text) {
    constexpr std::string_view kBlanks = " \t";
    constexpr std::string_view kSeparators = " \t,";
    constexpr std::array<std::string_view, 11> kSigns = {
        "", "=", "!=", ">", "<", ">=", "=>", "<=", "=<", "~", "~>"};
    bool all = true;
    bool any = false;
    for (take_while(text, kBlanks, true); !text.empty(); take_while(text, kSeparators, true)) {
        const std::string_view sign = take_while(text, "=!<>~^", true);
        take_while(text, kBlanks, true);
        const auto pattern = parse_pattern(take_while(text, kSeparators, false), true);
        if (!pattern || (sign != "^" && std::ranges::find(kSigns, sign) == kSigns.end())) {
            return fail(Code::kInvalid, "improper constraint");
        }
        any = true;
        // "1.2 - 1.4" is a range.
        std::string_view after = text;
        take_while(after, kBlanks, true);
        if (sign.empty() && text.size() > after.size() && after.starts_with("- ")) {
            after.remove_prefix(1);
            take_while(after, kBlanks, true);
            const auto last = parse_pattern(take_while(after, kSeparators, false), true);
            if (!last) {
                return fail(Code::kInvalid, "improper constraint");
            }
            all = all && fits(version, ">=", *pattern) && fits(version, "<=", *last);
            text = after;
            continue;
        }
        all = all && fits(version, sign, *pattern);
    }
    return any ? Result<bool>(all) : fail(Code::kInvalid, "improper constraint");
}

}  // namespace

std::string Version::text() const {
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch) +
           (prerelease.empty() ? "" : "-" + prerelease) + (metadata.empty() ? "" : "+" + metadata);
}

Result<Version> parse_version(std::string_view text) {
    auto pattern = parse_pattern(text, false);
    if (!pattern) {
        return fail(Code::kInvalid, "Invalid Semantic Version");
    }
    return std::move(pattern->version);
}

std::strong_ordering compare(const Version& a, const Version& b) {
    const auto numbers =
        std::tie(a.major, a.minor, a.patch) <=> std::tie(b.major, b.minor, b.patch);
    return std::is_neq(numbers) ? numbers : compare_prereleases(a.prerelease, b.prerelease);
}

bool is_version_constraint(std::string_view text) {
    return !parse_version(text) && satisfies(Version(), text);
}

Result<bool> satisfies(const Version& version, std::string_view constraint) {
    bool any = false;
    for (;;) {
        const std::size_t bars = constraint.find("||");
        TRY_ASSIGN(const bool fits, fits_all(version, constraint.substr(0, bars)));
        any = any || fits;
        if (bars == std::string_view::npos) {
            return any;
        }
        constraint.remove_prefix(bars + 2);
    }
}

}  // namespace sealer
