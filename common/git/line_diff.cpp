// SPDX-License-Identifier: Apache-2.0
#include "common/git/line_diff.h"

#include "common/git/libgit2.h"

namespace sealer::git {
namespace {

using PatchPtr = std::unique_ptr<git_patch, Freer<git_patch_free>>;

int append(const git_diff_delta* /*delta*/, const git_diff_hunk* /*hunk*/,
           const git_diff_line* line, void* into) {
    auto& text = *static_cast<std::string*>(into);
    if (line->origin == GIT_DIFF_LINE_FILE_HDR) {
        return 0;
    }
    const bool is_content = line->origin == GIT_DIFF_LINE_CONTEXT ||
                            line->origin == GIT_DIFF_LINE_ADDITION ||
                            line->origin == GIT_DIFF_LINE_DELETION;
    if (is_content) {
        text += line->origin;
    }
    text.append(line->content, line->content_len);
    return 0;
}

}  // namespace

Result<std::string> line_diff(std::string_view before, std::string_view after) {
    TRY(initialize_libgit2());
    git_diff_options options{};
    if (const int code = git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION); code != 0) {
        return git_failure(code, "the difference of two texts");
    }
    options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_PATIENCE;
    git_patch* found = nullptr;
    if (const int code = git_patch_from_buffers(&found, before.data(), before.size(), nullptr,
                                                after.data(), after.size(), nullptr, &options);
        code != 0) {
        return git_failure(code, "the difference of two texts");
    }
    const PatchPtr patch(found);
    std::string text;
    if (const int code = git_patch_print(found, append, &text); code != 0) {
        return git_failure(code, "the difference of two texts");
    }
    return text;
}

}  // namespace sealer::git
