// SPDX-License-Identifier: Apache-2.0
#include "controller/app/webhook_secrets.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/base/log.h"
#include "common/base/text.h"
#include "common/manifest/object.h"

namespace sealer::app {
namespace {

constexpr std::string_view kSecret = "argocd-secret";
constexpr std::string_view kWebhookPrefix = "webhook.";

// What stands behind the "$"; unset for a value that is no reference.
std::optional<std::string_view> reference_in(std::string_view value) {
    const bool is_reference = value.starts_with('$');
    return is_reference ? std::optional(trim(value.substr(1))) : std::nullopt;
}

tl::unexpected<Error> leads_nowhere(const std::string& key, std::string_view why) {
    return fail(Code::kDenied, key + " in the Secret " + std::string(kSecret) +
                                   " begins with \"$\", and so refers to another value, but " +
                                   std::string(why));
}

using Secrets = std::map<std::string, manifest::Secret, std::less<>>;

Result<const manifest::SecretItem*> look_up(const std::string& key, std::string_view reference,
                                            const manifest::Secret& own, const Secrets& others) {
    const manifest::SecretItem* item = nullptr;
    if (const auto colon = reference.find(':'); colon == std::string_view::npos) {
        item = own.find(reference);
    } else {
        const auto secret = others.find(reference.substr(0, colon));
        if (secret == others.end()) {
            return leads_nowhere(key,
                                 "there is no Secret of that name with the label "
                                 "app.kubernetes.io/part-of: argocd");
        }
        item = secret->second.find(reference.substr(colon + 1));
    }
    return item != nullptr ? Result<const manifest::SecretItem*>(item)
                           : leads_nowhere(key, "that Secret has no such item");
}

Result<crypto::SecretBytes> resolve_one(const manifest::SecretItem& item,
                                        const manifest::Secret& own, const Secrets& others) {
    const auto reference = reference_in(item.value.expose());
    if (!reference) {
        return item.value.clone();
    }
    TRY_ASSIGN(const auto* found, look_up(item.key, *reference, own, others));
    const std::string_view value = trim(found->value.expose());
    if (value.empty()) {
        return leads_nowhere(item.key, "that is empty");
    }
    if (reference_in(value)) {
        return leads_nowhere(item.key, "that begins with \"$\" itself");
    }
    return crypto::SecretBytes(value);
}

bool is_referred_to(const manifest::Secret& secret, std::string_view key) {
    return std::any_of(secret.items.begin(), secret.items.end(), [&](const auto& item) {
        return item.key.starts_with(kWebhookPrefix) && reference_in(item.value.expose()) == key;
    });
}

using Wanted = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;

// The items that are referred to, by the names of other Secrets.
Wanted wanted_of(const manifest::Secret& own) {
    Wanted wanted;
    for (const manifest::SecretItem& item : own.items) {
        const auto reference = reference_in(item.value.expose());
        const auto colon = reference ? reference->find(':') : std::string_view::npos;
        if (item.key.starts_with(kWebhookPrefix) && colon != std::string_view::npos) {
            wanted[std::string(reference->substr(0, colon))].emplace(reference->substr(colon + 1));
        }
    }
    return wanted;
}

std::vector<std::string> problems_of(const WebhookSecrets& secrets) {
    std::vector<std::string> problems;
    for (const auto& [key, secret] : secrets) {
        if (!secret) {
            problems.push_back(secret.error().message + ": webhooks that need it are refused");
        }
    }
    return problems;
}

}  // namespace

WebhookSecrets resolve_webhook_secrets(const manifest::Secret& own, const Secrets& others) {
    WebhookSecrets resolved;
    for (const manifest::SecretItem& item : own.items) {
        if (item.key.starts_with(kWebhookPrefix)) {
            resolved.emplace(item.key, resolve_one(item, own, others));
        }
    }
    return resolved;
}

WebhookSecretStore::WebhookSecretStore(kube::Client& client, std::string own_namespace)
    : client_(client),
      namespace_(std::move(own_namespace)),
      secret_(client_, kube::secrets(),
              {.namespace_ = namespace_,
               .field_selector = "metadata.name=" + std::string(kSecret),
               .transform = [this](std::string_view json) { return take_own(json); },
               .on_synced = [this] { resolve(); }}) {
    secret_.on_change([this](const kube::Change& change) {
        if (!change.after) {
            const MutexLock lock(mutex_);
            own_ = {};
        }
        follow();
        resolve();
    });
}

WebhookSecretStore::~WebhookSecretStore() {
    stop();
}

void WebhookSecretStore::stop() {
    secret_.stop();
    std::unique_ptr<kube::Informer> labelled;
    {
        const MutexLock lock(mutex_);
        labelled = std::move(labelled_);
    }
    // Its thread, which ends here, takes the lock.
}

void WebhookSecretStore::follow() {
    std::unique_ptr<kube::Informer> before;
    {
        const MutexLock lock(mutex_);
        Wanted wanted = wanted_of(own_);
        if (wanted == wanted_) {
            return;
        }
        wanted_ = std::move(wanted);
        before = std::move(labelled_);
    }
    before.reset();
    const MutexLock lock(mutex_);
    others_.clear();
    if (wanted_.empty()) {
        return;
    }
    labelled_ = std::make_unique<kube::Informer>(
        client_, kube::secrets(),
        kube::InformerOptions{
            .namespace_ = namespace_,
            .label_selector = "app.kubernetes.io/part-of=argocd",
            .transform = [this](std::string_view json) { return take_other(json); },
            .on_synced = [this] { resolve(); },
            .on_failure = [this] { resolve(); }});
    labelled_->on_change([this](const kube::Change& change) {
        if (!change.after) {
            const MutexLock other_lock(mutex_);
            others_.erase(std::string(manifest::name_of(*change.before)));
        }
        resolve();
    });
    labelled_->start();
}

std::shared_ptr<const WebhookSecrets> WebhookSecretStore::current() const {
    const MutexLock lock(mutex_);
    return current_;
}

Result<manifest::Value> WebhookSecretStore::take_own(std::string_view json) {
    TRY_ASSIGN(manifest::Secret secret, manifest::parse_secret_item_json(json));
    manifest::Secret kept;
    for (manifest::SecretItem& item : secret.items) {
        if (item.key.starts_with(kWebhookPrefix) || is_referred_to(secret, item.key)) {
            kept.items.push_back({item.key, item.value.clone()});
        }
    }
    const MutexLock lock(mutex_);
    own_ = std::move(kept);
    return std::move(secret.object);
}

Result<manifest::Value> WebhookSecretStore::take_other(std::string_view json) {
    TRY_ASSIGN(manifest::Secret secret, manifest::parse_secret_item_json(json));
    const MutexLock lock(mutex_);
    if (const auto wanted = wanted_.find(manifest::name_of(secret.object));
        wanted != wanted_.end()) {
        std::erase_if(secret.items,
                      [&](const auto& item) { return !wanted->second.contains(item.key); });
        others_[wanted->first].items = std::move(secret.items);
    }
    return std::move(secret.object);
}

void WebhookSecretStore::resolve() {
    const MutexLock lock(mutex_);
    current_ = std::make_shared<const WebhookSecrets>(resolve_webhook_secrets(own_, others_));
    if (secret_.synced()) {
        log_problems();
    }
}

void WebhookSecretStore::log_problems() {
    std::vector<std::string> problems;
    if (labelled_ && !labelled_->synced()) {
        const std::string error = labelled_->last_error();
        if (error.empty()) {
            return;  // they are being listed
        }
        problems.push_back("what webhook.* in the Secret " + std::string(kSecret) +
                           " refers to cannot be read: " + error);
    } else {
        problems = problems_of(*current_);
    }
    if (problems == logged_) {
        return;
    }
    for (const std::string& problem : problems) {
        log::warn("settings", problem);
    }
    logged_ = std::move(problems);
}

}  // namespace sealer::app
