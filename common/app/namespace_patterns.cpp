// SPDX-License-Identifier: Apache-2.0
#include "common/app/namespace_patterns.h"

#include <algorithm>
#include <optional>

#include <re2/re2.h>

#include "common/render/render.h"

namespace sealer::app {
namespace {

// Unset: it is a glob.
std::optional<std::string_view> expression_of(std::string_view pattern) {
    const bool is_expression =
        pattern.size() > 2 && pattern.starts_with('/') && pattern.ends_with('/');
    return is_expression ? std::optional(pattern.substr(1, pattern.size() - 2)) : std::nullopt;
}

bool matches_one(std::string_view pattern, std::string_view namespace_) {
    if (const auto expression = expression_of(pattern)) {
        const re2::RE2 compiled(*expression, re2::RE2::Quiet);
        return compiled.ok() && re2::RE2::PartialMatch(namespace_, compiled);
    }
    return render::glob_match(pattern, namespace_);
}

}  // namespace

bool matches_namespace(const std::vector<std::string>& patterns, std::string_view namespace_) {
    return std::ranges::any_of(
        patterns, [&](const std::string& pattern) { return matches_one(pattern, namespace_); });
}

bool is_managed(std::string_view namespace_, std::string_view controller_namespace,
                const std::vector<std::string>& patterns) {
    return namespace_ == controller_namespace || matches_namespace(patterns, namespace_);
}

Status check_namespace_patterns(const std::vector<std::string>& patterns) {
    for (const std::string& pattern : patterns) {
        const auto expression = expression_of(pattern);
        const re2::RE2 compiled(expression.value_or(""), re2::RE2::Quiet);
        if (!compiled.ok()) {
            return fail(Code::kInvalid, pattern + ": " + compiled.error());
        }
    }
    return {};
}

}  // namespace sealer::app
