// SPDX-License-Identifier: Apache-2.0
// The part of a round that gets the bases and files which a kustomization names by URL.
#include "common/base/log.h"
#include "common/git/url.h"
#include "common/http/client.h"
#include "controller/app/round.h"

namespace sealer::app {

RemoteAccess Round::remote_access() {
    RemoteAccess access;
    access.permitted = boundary_.project->source_repositories;
    access.advice = [this](std::string_view) {
        return "project " + spec_.project + " does not permit it in sourceRepos";
    };
    access.resolve = [this](const std::string& url,
                            const std::string& revision) -> Result<std::string> {
        TRY_ASSIGN(const CredentialsPtr credentials,
                   shared_.repositories.credentials_for(url, boundary_.project->name));
        const auto max_age = refresh_.empty() ? polling_.interval : std::chrono::milliseconds(0);
        TRY_ASSIGN(const Revision found, shared_.revisions.get(url, revision, max_age, [&] {
            return ask_git(url, revision, credentials.get());
        }));
        return found.commit;
    };
    access.tree = [this](
                      const std::string& url,
                      const std::string& commit) -> Result<std::shared_ptr<const git::FileTree>> {
        TRY_ASSIGN(const CredentialsPtr credentials,
                   shared_.repositories.credentials_for(url, boundary_.project->name));
        return shared_.git.tree(url, commit, credentials.get(), stop_);
    };
    access.download = [](const std::string& url, std::size_t max_bytes, const auto& may_visit) {
        return http::fetch_url(url, max_bytes, may_visit);
    };
    return access;
}

Result<kustomize::RemoteTree> Round::fetch_remote(std::string_view url) {
    TRY_ASSIGN(kustomize::RemoteTree remote, app::fetch_remote(std::string(url), remote_access()));
    log::info(
        "app", "remote base",
        {{"application", name_}, {"repository", remote.repository}, {"revision", remote.commit}});
    return remote;
}

Result<bool> Round::remote_bases_moved(const SourceMemory& memory) {
    for (const auto& [url, commit] : memory.remotes) {
        TRY_ASSIGN(const bool moved, has_moved(url, commit, remote_access()));
        if (moved) {
            return true;
        }
    }
    return false;
}

void Round::note_remotes_as_synced() {
    for (SourceMemory& source : memory_.sources) {
        source.synced_remotes = source.remotes;
    }
}

}  // namespace sealer::app
