// SPDX-License-Identifier: Apache-2.0
#include "sealer/remote_sources.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <system_error>

#include "common/git/url.h"
#include "common/http/client.h"

namespace sealer::cli {
namespace {

// What a run remembers; beyond it, bases are looked up again.
constexpr std::size_t kMaxKnown = 256;
constexpr std::string_view kEverything = "**";

std::string advice(std::string_view url) {
    const Result<git::UrlParts> parts = git::parse_url(url);
    const std::string what = !parts ? "HOST" : parts->host.empty() ? std::string(url) : parts->host;
    return "--allow-remote " + what + " lets sealer fetch it";
}

}  // namespace

std::string permitted_by(const std::string& argument) {
    if (argument.find("://") != std::string::npos || argument.find('@') != std::string::npos) {
        return argument;
    }
    return "{https,ssh}://" + argument + (argument.find('/') == std::string::npos ? "/**" : "");
}

RemoteSources::~RemoteSources() {
    std::error_code ignored;
    if (!directory_.empty()) {
        std::filesystem::remove_all(directory_, ignored);
    }
}

void RemoteSources::define(CommandLine& line) {
    line.list("--allow-remote", allowed_, "HOST|URL",
              "Fetch bases and files that URLs name: of a host, or of what a URL with * and ** "
              "matches. Without it none are fetched");
}

kustomize::FetchRemote RemoteSources::fetcher() {
    return [this](std::string_view url) {
        std::vector<std::string> permitted;
        std::ranges::transform(allowed_, std::back_inserter(permitted), permitted_by);
        return fetch(std::string(url), permitted);
    };
}

Result<kustomize::RemoteTree> RemoteSources::fetch_named(const std::string& url) {
    return fetch(url, {std::string(kEverything)});
}

Result<Checkout> RemoteSources::check_out(const std::string& repository,
                                          const std::string& revision) {
    const MutexLock lock(mutex_);
    TRY(make_store());
    Checkout checkout;
    TRY_ASSIGN(checkout.commit,
               store_->resolve(repository, revision.empty() ? "HEAD" : revision, nullptr, {}));
    TRY_ASSIGN(checkout.tree, store_->tree(repository, checkout.commit, nullptr, {}));
    return checkout;
}

Status RemoteSources::make_store() {
    if (store_) {
        return {};
    }
    std::error_code error;
    std::string path = (std::filesystem::temp_directory_path(error) / "sealer-XXXXXX").string();
    if (error || ::mkdtemp(path.data()) == nullptr) {
        return fail(Code::kUnavailable, path + ": no folder can be made there");
    }
    directory_ = path;
    store_ =
        std::make_unique<git::Store>(directory_, git::Policy{.allow_local = true, .as_user = true});
    return {};
}

Result<kustomize::RemoteTree> RemoteSources::fetch(const std::string& url,
                                                   const std::vector<std::string>& permitted) {
    const MutexLock lock(mutex_);
    if (const auto known = known_.find(url); known != known_.end()) {
        return known->second;
    }
    TRY(make_store());
    git::Store& store = *store_;
    app::RemoteAccess access;
    access.permitted = permitted;
    access.advice = advice;
    access.resolve = [&store](const std::string& repository, const std::string& revision) {
        return store.resolve(repository, revision, nullptr, {});
    };
    access.tree = [&store](const std::string& repository, const std::string& commit) {
        return store.tree(repository, commit, nullptr, {});
    };
    access.download = [](const std::string& file, std::size_t max_bytes, const auto& may_visit) {
        return http::fetch_url(file, max_bytes, may_visit);
    };
    TRY_ASSIGN(kustomize::RemoteTree remote, app::fetch_remote(url, access));
    if (known_.size() < kMaxKnown) {
        known_.emplace(url, remote);
    }
    return remote;
}

}  // namespace sealer::cli
