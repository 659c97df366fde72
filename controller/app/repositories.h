// SPDX-License-Identifier: Apache-2.0
// How to log in to a Git repository: Argo CD's repository Secrets and host key ConfigMaps.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/base/time.h"
#include "common/git/repository.h"
#include "common/kube/client.h"
#include "common/manifest/secret.h"

namespace sealer::app {

using CredentialsPtr = std::shared_ptr<const git::Credentials>;

// One Secret labelled argocd.argoproj.io/secret-type, as far as Git goes.
struct RepositoryAccess {
    std::string url;           // normalized; of a template, a prefix
    bool is_template = false;  // repo-creds
    bool has_credentials = false;
    CredentialsPtr credentials;
};
// Unset for Secrets of other types or without a usable URL.
[[nodiscard]] std::optional<RepositoryAccess> parse_access(const manifest::Secret& secret);

// The credentials for `url` (normalized): its own Secret's, else those of the template with the
// longest matching prefix; null for none.
[[nodiscard]] CredentialsPtr choose_access(const std::vector<RepositoryAccess>& all,
                                           std::string_view url);

// Reads the controller's namespace, at most every 30 s unless told to. Thread-safe.
class Repositories {
  public:
    Repositories(kube::Client& client, std::string controller_namespace);

    // Null: nothing is known about it. `fresh`: read anew, a person has asked.
    [[nodiscard]] Result<CredentialsPtr> credentials_for(const std::string& url, bool fresh);

  private:
    [[nodiscard]] Status load() REQUIRES(mutex_);
    [[nodiscard]] Result<manifest::Value> config_map(std::string_view name);

    kube::Client& client_;
    const std::string namespace_;
    Mutex mutex_;
    Clock::time_point loaded_ GUARDED_BY(mutex_){};
    std::vector<RepositoryAccess> accesses_ GUARDED_BY(mutex_);
    std::string known_hosts_ GUARDED_BY(mutex_);
    manifest::Value certificates_ GUARDED_BY(mutex_);  // PEM by host
};

}  // namespace sealer::app
