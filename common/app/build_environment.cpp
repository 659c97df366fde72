// SPDX-License-Identifier: Apache-2.0
#include "common/app/build_environment.h"

#include <algorithm>

#include "common/app/application.h"

namespace sealer::app {
namespace {

constexpr std::string_view kOneCharacterNames = "*#$@!?-0123456789";

bool is_name_character(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct Variable {
    std::string_view name;   // empty: malformed, and dropped
    std::size_t length = 0;  // of what stands behind the "$"; 0: it is no variable
};

// A shell's rules, as Go's os.Expand has them.
Variable read_variable(std::string_view text) {
    if (text.starts_with('{')) {
        const std::size_t close = text.find('}');
        return close == std::string_view::npos ? Variable{{}, 1}
                                               : Variable{text.substr(1, close - 1), close + 1};
    }
    if (!text.empty() && kOneCharacterNames.find(text.front()) != std::string_view::npos) {
        return {text.substr(0, 1), 1};
    }
    const auto end = std::ranges::find_if_not(text, is_name_character);
    const auto length = static_cast<std::size_t>(end - text.begin());
    return {text.substr(0, length), length};
}

}  // namespace

BuildEnvironment build_environment(const Spec& spec, const Source& source,
                                   const std::string& instance, const std::string& commit) {
    return {{"ARGOCD_APP_NAME", instance},
            {"ARGOCD_APP_NAMESPACE", spec.namespace_},
            {"ARGOCD_APP_PROJECT_NAME", spec.project},
            {"ARGOCD_APP_REVISION", commit},
            {"ARGOCD_APP_REVISION_SHORT", commit.substr(0, 7)},
            {"ARGOCD_APP_REVISION_SHORT_8", commit.substr(0, 8)},
            {"ARGOCD_APP_SOURCE_REPO_URL", source.repo_url},
            {"ARGOCD_APP_SOURCE_PATH", source.path},
            {"ARGOCD_APP_SOURCE_TARGET_REVISION", source.target_revision}};
}

std::string expand_variables(std::string_view text, const BuildEnvironment& environment) {
    std::string expanded;
    for (std::size_t dollar = text.find('$'); dollar != std::string_view::npos;
         dollar = text.find('$')) {
        expanded += text.substr(0, dollar);
        text.remove_prefix(dollar + 1);
        const Variable variable = read_variable(text);
        text.remove_prefix(variable.length);
        if (variable.length == 0 || variable.name == "$") {
            expanded += '$';
        } else if (const auto known = environment.find(variable.name); known != environment.end()) {
            expanded += known->second;
        }
    }
    return expanded += text;
}

}  // namespace sealer::app
