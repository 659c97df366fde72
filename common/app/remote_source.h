// SPDX-License-Identifier: Apache-2.0
// What a kustomization names by a URL: who may get it, and what it is pinned to.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/git/file_tree.h"
#include "common/render/kustomize/loader.h"

namespace sealer::app {

// How the caller gets at other places.
struct RemoteAccess {
    std::vector<std::string> permitted;  // as an AppProject's sourceRepos
    // What is to be done about a refusal of a repository or a file.
    std::function<std::string(std::string_view url)> advice;
    // The commit that a branch, a tag, "HEAD" or a commit's id means now.
    std::function<Result<std::string>(const std::string& repository, const std::string& revision)>
        resolve;
    std::function<Result<std::shared_ptr<const git::FileTree>>(const std::string& repository,
                                                               const std::string& commit)>
        tree;
    // A file's content; asks about each redirect. http::fetch_url for all but tests.
    std::function<Result<std::string>(const std::string& url, std::size_t max_bytes,
                                      const std::function<bool(const std::string& url)>& may_visit)>
        download;
};

// Gets the base or the file. kDenied where it is not permitted; files come over https alone and
// hold at most 10 MiB.
[[nodiscard]] Result<kustomize::RemoteTree> fetch_remote(const std::string& url,
                                                         const RemoteAccess& access);

// Whether `url`, which was at `commit` when it was rendered, has to be rendered again: its branch
// or tag is elsewhere by now, or it is not permitted any more. Files are taken not to change.
[[nodiscard]] Result<bool> has_moved(const std::string& url, const std::string& commit,
                                     const RemoteAccess& access);

}  // namespace sealer::app
