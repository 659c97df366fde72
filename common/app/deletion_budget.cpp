// SPDX-License-Identifier: Apache-2.0
#include "common/app/deletion_budget.h"

#include <charconv>

namespace sealer::app {
namespace {

std::optional<std::size_t> parse_count(std::string_view text) {
    std::size_t count = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, count);
    return error == std::errc() && rest == end ? std::optional(count) : std::nullopt;
}

}  // namespace

Result<DeletionBudget> parse_deletion_budget(std::string_view text) {
    if (text.empty()) {
        return DeletionBudget{};
    }
    if (text == "off") {
        return DeletionBudget{std::nullopt, std::nullopt};
    }
    const bool is_share = text.ends_with('%');
    const auto count = parse_count(is_share ? text.substr(0, text.size() - 1) : text);
    if (!count || (is_share && *count > 100)) {
        return fail(Code::kInvalid,
                    std::string(kDeletionBudget) + ": \"" + std::string(text) +
                        "\" is neither a number of objects, such as 12, nor a share of them, such "
                        "as 30%, nor off");
    }
    return is_share ? DeletionBudget{std::nullopt, count} : DeletionBudget{count, std::nullopt};
}

bool exceeds(const DeletionBudget& budget, std::size_t doomed, std::size_t all) {
    return (budget.objects || budget.percent) && (!budget.objects || doomed > *budget.objects) &&
           (!budget.percent || doomed * 100 > all * *budget.percent);
}

std::string to_string(const DeletionBudget& budget) {
    std::string text;
    if (budget.objects) {
        text = std::to_string(*budget.objects) + " objects";
    }
    if (budget.percent) {
        text += (text.empty() ? "" : " and ") + std::to_string(*budget.percent) + "%";
    }
    return text.empty() ? "off" : text;
}

}  // namespace sealer::app
