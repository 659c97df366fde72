// SPDX-License-Identifier: Apache-2.0
// The part of a round that gets the bases which a kustomization names by URL.
#include "common/base/log.h"
#include "common/git/url.h"
#include "common/render/kustomize/remote.h"
#include "controller/app/round.h"

namespace sealer::app {
namespace {

// Of one render: each is a fetch.
constexpr int kMaxRemoteBases = 32;

}  // namespace

Result<Revision> Round::resolve_remote(const std::string& url, const std::string& revision,
                                       CredentialsPtr& credentials) {
    TRY_ASSIGN(credentials, shared_.repositories.credentials_for(url, !refresh_.empty()));
    const auto max_age = refresh_.empty() ? shared_.poll_interval : std::chrono::milliseconds(0);
    return shared_.revisions.get(url, revision, max_age, [&] {
        ++shared_.counters.git_requests;
        return shared_.git.resolve(url, revision, credentials.get(), stop_);
    });
}

// The project has been checked: one that restricts repositories would not have got here.
Result<kustomize::RemoteTree> Round::fetch_remote(std::string_view url) {
    const auto reference = kustomize::parse_remote(url);
    if (!reference) {
        return fail(Code::kInvalid, std::string(url) + ": not the URL of a Git repository");
    }
    if (++remote_bases_ > kMaxRemoteBases) {
        return fail(Code::kInvalid, "more than " + std::to_string(kMaxRemoteBases) +
                                        " bases in other repositories");
    }
    const std::string revision = reference->revision.empty() ? "HEAD" : reference->revision;
    CredentialsPtr credentials;
    TRY_ASSIGN(const Revision found, resolve_remote(reference->repository, revision, credentials));
    TRY_ASSIGN(auto tree,
               shared_.git.tree(reference->repository, found.commit, credentials.get(), stop_));
    log::info("app", "remote base",
              {{"application", name_},
               {"repository", git::redact_url(reference->repository)},
               {"revision", found.commit}});
    return kustomize::RemoteTree{.tree = std::move(tree),
                                 .directory = reference->directory,
                                 .repository = git::redact_url(reference->repository),
                                 .revision = revision,
                                 .commit = found.commit};
}

Result<bool> Round::remote_bases_moved() {
    for (const auto& [url, commit] : memory_.remotes) {
        const auto reference = kustomize::parse_remote(url);
        if (!reference || git::is_commit_id(reference->revision)) {
            continue;
        }
        CredentialsPtr credentials;
        TRY_ASSIGN(const Revision found,
                   resolve_remote(reference->repository,
                                  reference->revision.empty() ? "HEAD" : reference->revision,
                                  credentials));
        if (found.commit != commit) {
            return true;
        }
    }
    return false;
}

}  // namespace sealer::app
