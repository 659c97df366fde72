// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "common/base/text.h"
#include "common/git/file_tree.h"

namespace sealer::git {

Result<std::string> normalize_path(std::string_view base, std::string_view path) {
    const auto invalid = [&](std::string_view why) {
        return fail(Code::kInvalid, "path \"" + std::string(path) + "\" " + std::string(why));
    };
    if (path.find('\0') != std::string_view::npos) {
        return fail(Code::kInvalid, "a path holds a NUL byte");
    }
    if (path.starts_with('/')) {
        return invalid("is absolute; paths are relative to the repository's root");
    }
    std::vector<std::string> steps;
    for (const std::string_view part : {base, path}) {
        for (const std::string_view step : split(part, '/')) {
            if (step.empty() || step == ".") {
                continue;
            }
            if (step != "..") {
                steps.emplace_back(step);
            } else if (steps.empty()) {
                return invalid("leads outside the repository");
            } else {
                steps.pop_back();
            }
        }
    }
    return join(steps, "/");
}

std::string join_path(std::string_view directory, std::string_view name) {
    return std::string(directory) + (directory.empty() ? "" : "/") + std::string(name);
}

bool is_within(std::string_view directory, std::string_view path) {
    return directory.empty() || path == directory ||
           (path.starts_with(directory) && path[directory.size()] == '/');
}

}  // namespace sealer::git
