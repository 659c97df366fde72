// SPDX-License-Identifier: Apache-2.0
#include "common/template/go_layout.h"

namespace sealer::tmpl {
namespace {

// Longer ones before those that they begin with.
constexpr std::array<Spelling, 35> kSpellings = {{
    {"January", Part::kLongMonth}, {"Jan", Part::kMonth},        {"Monday", Part::kLongWeekday},
    {"Mon", Part::kWeekday},       {"MST", Part::kZoneName},     {"2006", Part::kLongYear},
    {"__2", Part::kBlankYearDay},  {"_2", Part::kBlankDay},      {"002", Part::kYearDay},
    {"01", Part::kMonthDigits},    {"02", Part::kDayDigits},     {"03", Part::kHour12Digits},
    {"04", Part::kMinuteDigits},   {"05", Part::kSecondDigits},  {"06", Part::kYear},
    {"15", Part::kHour},           {"1", Part::kMonthNumber},    {"2", Part::kDay},
    {"3", Part::kHour12},          {"4", Part::kMinute},         {"5", Part::kSecond},
    {"PM", Part::kUpperNoon},      {"pm", Part::kLowerNoon},     {"-07:00:00", Part::kOffset},
    {"-070000", Part::kOffset},    {"-07:00", Part::kOffset},    {"-0700", Part::kOffset},
    {"-07", Part::kOffset},        {"Z07:00:00", Part::kOffset}, {"Z070000", Part::kOffset},
    {"Z07:00", Part::kOffset},     {"Z0700", Part::kOffset},     {"Z07", Part::kOffset},
    {".", Part::kFraction},        {",", Part::kFraction},
}};

// ".000" -> 4; 0 where no fraction of a second is spelt.
std::size_t fraction_size(std::string_view text) {
    if (text.size() < 2 || (text[1] != '0' && text[1] != '9')) {
        return 0;
    }
    std::size_t end = text.find_first_not_of(text[1], 1);
    end = end == std::string_view::npos ? text.size() : end;
    return end < text.size() && text[end] >= '0' && text[end] <= '9' ? 0 : end;
}

}  // namespace

// Howard Hinnant's algorithm; the years of std::chrono end at 32767.
std::int64_t days_of(std::int64_t year, unsigned month, unsigned day) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const auto year_of_era = static_cast<unsigned>(year - era * 400);
    const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const unsigned day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + static_cast<std::int64_t>(day_of_era) - 719468;
}

Spelling part_at(std::string_view layout) {
    for (const Spelling& spelling : kSpellings) {
        if (!layout.starts_with(spelling.text)) {
            continue;
        }
        const std::string_view after = layout.substr(spelling.text.size());
        const bool in_a_word = (spelling.part == Part::kMonth || spelling.part == Part::kWeekday) &&
                               !after.empty() && after.front() >= 'a' && after.front() <= 'z';
        const bool before_year = spelling.part == Part::kBlankDay && layout.starts_with("_2006");
        if (in_a_word || before_year) {
            continue;
        }
        if (spelling.part != Part::kFraction) {
            return spelling;
        }
        if (const std::size_t size = fraction_size(layout); size > 0) {
            return {layout.substr(0, size), Part::kFraction};
        }
    }
    return {layout.substr(0, 1), Part::kNone};
}

}  // namespace sealer::tmpl
