// SPDX-License-Identifier: Apache-2.0
#include "sealer/render_source.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "common/git/local_repository.h"

namespace sealer::cli {
namespace {

constexpr std::string_view kAroundPaths = " \"'():,;\n";

Result<RenderSource> open_directory(const std::string& path) {
    std::error_code error;
    const std::filesystem::path absolute = std::filesystem::canonical(path, error);
    if (error) {
        return fail(Code::kNotFound, path + ": " + error.message());
    }
    RenderSource source;
    TRY_ASSIGN(source.tree, git::open_filesystem());
    source.directory = absolute.string();
    source.is_filesystem = true;
    return source;
}

// The first steps of an absolute path, without the first slash: what paths of one checkout share.
std::string beginning_of(std::string_view directory) {
    constexpr int kSteps = 2;
    std::size_t end = 0;
    for (int i = 0; i < kSteps && end < directory.size(); ++i) {
        end = std::min(directory.find('/', end + 1), directory.size());
    }
    return std::string(directory.substr(0, end).substr(directory.starts_with('/') ? 1 : 0));
}

std::string shown_from(const std::string& here, const std::string& path) {
    const std::string relative = std::filesystem::path(path).lexically_relative(here).string();
    return relative.size() < path.size() ? relative : path;
}

}  // namespace

std::string with_local_paths(std::string_view message, const std::string& directory,
                             const std::string& here) {
    const std::string beginning = beginning_of(directory);
    std::string result;
    std::size_t at = 0;
    while (!beginning.empty()) {
        const std::size_t found = message.find(beginning, at);
        if (found == std::string_view::npos) {
            break;
        }
        std::size_t end = found + beginning.size();
        const bool starts_path =
            found == 0 || kAroundPaths.find(message[found - 1]) != std::string_view::npos;
        const bool ends_step = end == message.size() || message[end] == '/' ||
                               kAroundPaths.find(message[end]) != std::string_view::npos;
        result += message.substr(at, found - at);
        if (starts_path && ends_step) {
            end = std::min(message.find_first_of(kAroundPaths, end), message.size());
            result += shown_from(here, "/" + std::string(message.substr(found, end - found)));
        } else {
            result += message.substr(found, end - found);
        }
        at = end;
    }
    return result += message.substr(at);
}

Result<RenderSource> open_render_source(const std::string& operand) {
    const std::size_t at = operand.find('@');
    const std::size_t colon = operand.find(':', at == std::string::npos ? 0 : at);
    std::error_code ignored;
    if (at == std::string::npos || colon == std::string::npos ||
        std::filesystem::exists(operand, ignored)) {
        return open_directory(operand);
    }
    const std::string repository = at == 0 ? "." : operand.substr(0, at);
    TRY_ASSIGN(const git::LocalRepository local, git::LocalRepository::open(repository));
    TRY_ASSIGN(const std::string commit, local.resolve(operand.substr(at + 1, colon - at - 1)));
    RenderSource source;
    TRY_ASSIGN(source.tree, local.tree(commit));
    source.directory = operand.substr(colon + 1);
    return source;
}

}  // namespace sealer::cli
