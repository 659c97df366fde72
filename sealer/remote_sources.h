// SPDX-License-Identifier: Apache-2.0
// Bases and files that kustomizations name by URL: fetched where --allow-remote says so.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/app/remote_source.h"
#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/git/repository.h"
#include "common/render/kustomize/loader.h"
#include "sealer/command_line.h"

namespace sealer::cli {

struct Checkout {
    std::shared_ptr<const git::FileTree> tree;
    std::string commit;
};

// What is fetched stands in a temporary folder, which goes with this. Thread-safe once the command
// line is parsed.
class RemoteSources {
  public:
    RemoteSources() = default;
    ~RemoteSources();
    RemoteSources(const RemoteSources&) = delete;
    RemoteSources& operator=(const RemoteSources&) = delete;

    // Adds --allow-remote.
    void define(CommandLine& line);

    // For a render, which must not outlive this.
    [[nodiscard]] kustomize::FetchRemote fetcher();

    // A repository that was named on the command line itself, which allows it.
    [[nodiscard]] Result<kustomize::RemoteTree> fetch_named(const std::string& url);

    // A repository's files at a revision, "HEAD" where it is empty, with the user's own access.
    [[nodiscard]] Result<Checkout> check_out(const std::string& repository,
                                             const std::string& revision);

  private:
    [[nodiscard]] Result<kustomize::RemoteTree> fetch(const std::string& url,
                                                      const std::vector<std::string>& permitted);
    [[nodiscard]] Status make_store() REQUIRES(mutex_);

    std::vector<std::string> allowed_;
    Mutex mutex_;
    std::string directory_ GUARDED_BY(mutex_);
    std::unique_ptr<git::Store> store_ GUARDED_BY(mutex_);
    std::map<std::string, kustomize::RemoteTree> known_ GUARDED_BY(mutex_);  // by URL
};

// What an argument of --allow-remote permits, in the way of sourceRepos: "github.com" everything
// there, "github.com/org/*" the repositories of one owner; "file:///srv/git/**" only if it is
// written so.
[[nodiscard]] std::string permitted_by(const std::string& argument);

}  // namespace sealer::cli
