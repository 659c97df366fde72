// SPDX-License-Identifier: Apache-2.0
// What webhooks must show: the items `webhook.*` of the Secret `argocd-secret` in the controller's
// namespace, and what they refer to.
// Source:
// https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#sensitive-data-and-sso-client-secrets
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"
#include "common/kube/client.h"
#include "common/kube/informer.h"
#include "common/manifest/secret.h"

namespace sealer::app {

// By item, such as "webhook.github.secret". kDenied: it refers to what is not there, so that nobody
// can know it; the message quotes neither the reference, which may be a secret that happens to
// begin with "$", nor any value.
using WebhookSecrets = std::map<std::string, Result<crypto::SecretBytes>, std::less<>>;

// `$item` stands for another item of `own`, argocd-secret; `$name:item` for an item of the Secret
// of that name in `others`. What is referred to is taken without white space at its ends, and must
// not be a reference again.
[[nodiscard]] WebhookSecrets resolve_webhook_secrets(
    const manifest::Secret& own,
    const std::map<std::string, manifest::Secret, std::less<>>& others);

// Follows argocd-secret by a watch and, where it refers to other Secrets, those labelled
// `app.kubernetes.io/part-of: argocd` by another. Keeps just what is for webhooks, and logs
// references that lead nowhere. Thread-safe.
class WebhookSecretStore {
  public:
    // `client` must outlive the store.
    WebhookSecretStore(kube::Client& client, std::string own_namespace);
    // As stop().
    ~WebhookSecretStore();
    WebhookSecretStore(const WebhookSecretStore&) = delete;
    WebhookSecretStore& operator=(const WebhookSecretStore&) = delete;

    void start() { secret_.start(); }
    void stop();
    // Whether argocd-secret is known; references may not yet be.
    [[nodiscard]] bool synced() const { return secret_.synced(); }
    // Why it is not known yet, empty if nothing failed.
    [[nodiscard]] std::string last_error() const { return secret_.last_error(); }

    // As they are now; empty before it is synced.
    [[nodiscard]] std::shared_ptr<const WebhookSecrets> current() const;

  private:
    // The items that are referred to, by the names of other Secrets.
    using Wanted = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;

    [[nodiscard]] Result<manifest::Value> take_own(std::string_view json);
    [[nodiscard]] Result<manifest::Value> take_other(std::string_view json);
    // Has the others watched that argocd-secret refers to now.
    void follow();
    void resolve();
    void log_problems() REQUIRES(mutex_);

    kube::Client& client_;
    const std::string namespace_;
    mutable Mutex mutex_;
    manifest::Secret own_ GUARDED_BY(mutex_);  // without items that nobody asks for
    Wanted wanted_ GUARDED_BY(mutex_);
    std::map<std::string, manifest::Secret, std::less<>> others_ GUARDED_BY(mutex_);
    std::shared_ptr<const WebhookSecrets> current_ GUARDED_BY(mutex_) =
        std::make_shared<const WebhookSecrets>();
    std::vector<std::string> logged_ GUARDED_BY(mutex_);
    std::unique_ptr<kube::Informer> labelled_ GUARDED_BY(mutex_);  // null: nothing is wanted
    kube::Informer secret_;                                        // its thread uses the others
};

}  // namespace sealer::app
