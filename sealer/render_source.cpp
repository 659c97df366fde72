// SPDX-License-Identifier: Apache-2.0
#include "sealer/render_source.h"

#include <filesystem>
#include <system_error>

#include "common/git/local_repository.h"

namespace sealer::cli {
namespace {

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

}  // namespace

Result<RenderSource> open_render_source(const std::string& operand) {
    const std::size_t at = operand.find('@');
    const std::size_t colon = operand.find(':', at == std::string::npos ? 0 : at);
    if (at == std::string::npos || colon == std::string::npos || std::filesystem::exists(operand)) {
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
