// SPDX-License-Identifier: Apache-2.0
#include "common/app/source_repositories.h"

#include <algorithm>

#include "common/base/text.h"
#include "common/git/repository.h"
#include "common/render/render.h"

namespace sealer::app {
namespace {

constexpr std::string_view kAll = "*";

// URLs and patterns alike.
std::string comparable(std::string_view url) {
    url = trim(url.substr(0, url.find('?')));
    std::string text = to_lower(git::normalize_url(url).value_or(std::string(url)));
    if (text.ends_with('/')) {
        text.pop_back();  // "https://**" has no path
    }
    return text;
}

bool has_dot_steps(const std::string& url) {
    const auto steps = split(url, '/');
    return url.find("%2e") != std::string::npos || url.find('\\') != std::string::npos ||
           std::ranges::any_of(steps,
                               [](std::string_view step) { return step == "." || step == ".."; });
}

bool matches_source(std::string_view pattern, const std::string& url) {
    return pattern == kAll ||
           (!has_dot_steps(url) && render::glob_match(comparable(pattern), url, '/'));
}

}  // namespace

bool permits(const std::vector<std::string>& patterns, std::string_view url) {
    const std::string wanted = comparable(url);
    bool is_permitted = false;
    for (const std::string_view pattern : patterns) {
        const bool denies = pattern.starts_with('!');
        if (denies && (has_dot_steps(wanted) || matches_source(pattern.substr(1), wanted))) {
            return false;
        }
        is_permitted = is_permitted || denies || matches_source(pattern, wanted);
    }
    return is_permitted;
}

}  // namespace sealer::app
