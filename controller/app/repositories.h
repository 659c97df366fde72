// SPDX-License-Identifier: Apache-2.0
// How to log in to a Git repository: Argo CD's repository Secrets, and its ConfigMaps of host keys
// and certificates.
// Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repositories
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/git/repository.h"
#include "common/kube/client.h"
#include "common/kube/informer.h"
#include "common/manifest/secret.h"

namespace sealer::app {

using CredentialsPtr = std::shared_ptr<const git::Credentials>;

// One Secret labelled argocd.argoproj.io/secret-type.
struct RepositoryAccess {
    std::string secret;        // its name
    std::string url;           // in the form in which URLs are compared; of a template, a prefix
    std::string repository;    // as it is written
    std::string project;       // whose Applications may use it; empty: all
    bool is_template = false;  // repo-creds
    bool has_credentials = false;  // a template's are not wanted
    std::string refusal;           // what it asks for and cannot have; empty: nothing
    CredentialsPtr credentials;
};
// Unset for Secrets of other types or without a usable URL.
[[nodiscard]] std::optional<RepositoryAccess> parse_access(const manifest::Secret& secret);

// The credentials by which a project's Application reads `url`: those of the repository's Secret,
// where that has none those of the template with the longest prefix. The project's own come before
// those for all; others' are not used. Null for none; kInvalid: what is wanted cannot be done.
[[nodiscard]] Result<CredentialsPtr> choose_credentials(const std::vector<RepositoryAccess>& all,
                                                        std::string_view url,
                                                        std::string_view project);

// Follows the controller's namespace by watches. Thread-safe.
class Repositories {
  public:
    // `on_change` is called when any of it changed; on a watch's thread, must not block. `client`
    // must outlive it.
    Repositories(kube::Client& client, std::string controller_namespace,
                 std::function<void()> on_change);

    void start();
    void stop();
    [[nodiscard]] bool synced() const;

    // As choose_credentials, with host keys and certificates. Needs synced().
    [[nodiscard]] Result<CredentialsPtr> credentials_for(const std::string& url,
                                                         const std::string& project) const;

    // The repositories that the project's own Secrets name: it may read them.
    [[nodiscard]] std::vector<std::string> owned_by(std::string_view project) const;

  private:
    [[nodiscard]] Result<manifest::Value> take(std::string_view json);
    [[nodiscard]] Result<CredentialsPtr> choose(std::string_view url,
                                                std::string_view project) const;
    void forget(std::string_view secret) REQUIRES(mutex_);

    const std::string namespace_;
    const std::function<void()> on_change_;
    mutable Mutex mutex_;
    std::vector<RepositoryAccess> accesses_ GUARDED_BY(mutex_);  // in order of the Secrets' names
    kube::Informer secrets_;
    kube::Informer known_hosts_;
    kube::Informer certificates_;
};

}  // namespace sealer::app
