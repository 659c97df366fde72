// SPDX-License-Identifier: Apache-2.0
#include "common/app/remote_source.h"

#include "common/app/source_repositories.h"
#include "common/base/text.h"
#include "common/crypto/digest.h"
#include "common/git/repository.h"
#include "common/git/url.h"
#include "common/render/kustomize/remote.h"

namespace sealer::app {
namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{10} << 20;

Status check_permitted(const std::string& url, const RemoteAccess& access) {
    return permits(access.permitted, url)
               ? Status()
               : fail(Code::kDenied,
                      git::redact_url(url) + " is not fetched: " + access.advice(url));
}

Result<kustomize::RemoteTree> fetch_file(const std::string& url, const RemoteAccess& access) {
    const auto may_visit = [&](const std::string& at) {
        return at.starts_with("https://") && permits(access.permitted, at);
    };
    if (!url.starts_with("https://") || kustomize::without_login(url) != url) {
        return fail(Code::kDenied, "files are fetched over https alone, and without a log-in");
    }
    TRY(check_permitted(url, access));
    TRY_ASSIGN(std::string text, access.download(url, kMaxFileBytes, may_visit));
    const std::string_view path = std::string_view(url).substr(0, url.find('?'));
    const std::string name(path.substr(path.rfind('/') + 1));
    return kustomize::RemoteTree{.tree = git::make_single_file(name, text),
                                 .path = name,
                                 .repository = git::redact_url(url),
                                 .revision = {},
                                 .commit = "sha256:" + to_hex(crypto::sha256(text))};
}

Result<kustomize::RemoteReference> reference_of(const std::string& url) {
    auto reference = kustomize::parse_remote(url);
    if (!reference) {
        return fail(Code::kInvalid, "not the URL of a Git repository");
    }
    if (reference->revision.empty()) {
        reference->revision = "HEAD";
    }
    return *std::move(reference);
}

}  // namespace

Result<kustomize::RemoteTree> fetch_remote(const std::string& url, const RemoteAccess& access) {
    if (kustomize::is_remote_file(url)) {
        return fetch_file(url, access);
    }
    TRY_ASSIGN(const kustomize::RemoteReference reference, reference_of(url));
    const std::string& repository = reference.repository;
    TRY(check_permitted(repository, access));
    TRY_ASSIGN(const std::string commit, access.resolve(repository, reference.revision));
    TRY_ASSIGN(auto tree, access.tree(repository, commit));
    return kustomize::RemoteTree{.tree = std::move(tree),
                                 .path = reference.directory,
                                 .repository = git::redact_url(repository),
                                 .revision = reference.revision,
                                 .commit = commit};
}

Result<bool> has_moved(const std::string& url, const std::string& commit,
                       const RemoteAccess& access) {
    if (kustomize::is_remote_file(url)) {
        return !permits(access.permitted, url);
    }
    TRY_ASSIGN(const kustomize::RemoteReference reference, reference_of(url));
    if (!permits(access.permitted, reference.repository)) {
        return true;
    }
    if (git::is_commit_id(reference.revision)) {
        return false;
    }
    TRY_ASSIGN(const std::string now, access.resolve(reference.repository, reference.revision));
    return now != commit;
}

}  // namespace sealer::app
