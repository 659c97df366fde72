// SPDX-License-Identifier: Apache-2.0
#include "common/app/deletion_budget.h"

#include "common/base/integer.h"

namespace sealer::app {

Result<DeletionBudget> parse_deletion_budget(std::string_view text) {
    if (text.empty()) {
        return DeletionBudget{};
    }
    if (text == "off") {
        return DeletionBudget{std::nullopt, std::nullopt};
    }
    const bool is_share = text.ends_with('%');
    const auto count =
        parse_integer<std::size_t>(is_share ? text.substr(0, text.size() - 1) : text);
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
