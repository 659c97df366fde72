// SPDX-License-Identifier: Apache-2.0
#include "controller/app/settings.h"

#include <algorithm>

#include "common/base/boolean.h"
#include "common/base/integer.h"
#include "common/base/log.h"
#include "common/base/time.h"
#include "common/manifest/secret.h"
#include "controller/app/config_map.h"
#include "controller/app/setting_problems.h"

namespace sealer::app {
namespace {

constexpr std::string_view kSecretPrefix = "webhook.";

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> Settings::with_prefix(
    std::string_view prefix) const {
    std::vector<std::pair<std::string_view, std::string_view>> found;
    for (auto at = texts_.lower_bound(prefix); at != texts_.end() && at->first.starts_with(prefix);
         ++at) {
        found.emplace_back(at->first, at->second);
    }
    return found;
}

bool Settings::flag(std::string_view key, bool fallback) const {
    return parse_bool(text(key)).value_or(fallback);
}

std::chrono::milliseconds Settings::duration(std::string_view key,
                                             std::chrono::milliseconds fallback) const {
    const auto value = parse_duration(text(key));
    return value && value->count() >= 0
               ? std::chrono::duration_cast<std::chrono::milliseconds>(*value)
               : fallback;
}

std::chrono::milliseconds Settings::seconds(std::string_view key,
                                            std::chrono::milliseconds fallback) const {
    constexpr std::uint64_t kYear = 365ULL * 24 * 3600;
    const auto value = parse_integer<std::uint64_t>(text(key));
    return value ? std::chrono::seconds(std::min(*value, kYear)) : fallback;
}

std::uint64_t Settings::number(std::string_view key, std::uint64_t fallback) const {
    return parse_integer<std::uint64_t>(text(key)).value_or(fallback);
}

const crypto::SecretBytes* Settings::secret(std::string_view key) const {
    if (secrets_ == nullptr) {
        return nullptr;
    }
    const auto found = secrets_->find(key);
    return found == secrets_->end() ? nullptr : &found->second;
}

SettingsStore::SettingsStore(kube::Client& client, const std::string& namespace_)
    : settings_(client, kube::config_maps(), one_config_map(namespace_, "argocd-cm")),
      parameters_(client, kube::config_maps(), one_config_map(namespace_, "argocd-cmd-params-cm")),
      secret_(client, kube::secrets(),
              {.namespace_ = namespace_,
               .field_selector = "metadata.name=argocd-secret",
               .transform = [this](std::string_view json) { return take_secrets(json); }}) {
    settings_.on_change([this](const kube::Change&) { texts_changed(); });
    parameters_.on_change([this](const kube::Change&) { texts_changed(); });
    secret_.on_change([this](const kube::Change& change) { secrets_changed(change); });
}

SettingsStore::~SettingsStore() {
    stop();
}

void SettingsStore::start() {
    settings_.start();
    parameters_.start();
    secret_.start();
}

void SettingsStore::stop() {
    settings_.stop();
    parameters_.stop();
    secret_.stop();
}

SettingsPtr SettingsStore::current() const {
    if (!settings_.synced() || !parameters_.synced() || !secret_.synced()) {
        return nullptr;
    }
    const MutexLock lock(mutex_);
    return current_;
}

std::string SettingsStore::last_error() const {
    for (const kube::Informer* informer : {&settings_, &parameters_, &secret_}) {
        if (std::string error = informer->last_error(); !error.empty()) {
            return error;
        }
    }
    return "";
}

void SettingsStore::listen(std::function<void()> listener) {
    const MutexLock lock(listener_mutex_);
    listener_ = std::move(listener);
}

void SettingsStore::texts_changed() {
    {
        // Both maps are read behind the lock, so that whoever comes last shows the last of both.
        const MutexLock lock(mutex_);
        SettingTexts texts;
        for (const kube::Informer* informer : {&parameters_, &settings_}) {
            for (const kube::ObjectPtr& map : informer->list()) {
                add_texts(*map, texts);
            }
        }
        if (texts == current_->texts()) {
            return;
        }
        current_ = std::make_shared<const Settings>(std::move(texts), current_->secrets(),
                                                    current_->version() + 1);
        for (const std::string& problem : setting_problems(*current_)) {
            log::warn("settings", problem);
        }
    }
    const MutexLock lock(listener_mutex_);
    if (listener_) {
        listener_();
    }
}

Result<manifest::Value> SettingsStore::take_secrets(std::string_view json) {
    TRY_ASSIGN(manifest::Secret secret, manifest::parse_secret_item_json(json));
    auto taken = std::make_shared<Settings::Secrets>();
    for (manifest::SecretItem& item : secret.items) {
        if (item.key.starts_with(kSecretPrefix)) {
            taken->insert_or_assign(item.key, std::move(item.value));
        }
    }
    taken_ = std::move(taken);
    return std::move(secret.object);
}

void SettingsStore::secrets_changed(const kube::Change& change) {
    const MutexLock lock(mutex_);
    current_ = std::make_shared<const Settings>(current_->texts(), change.after ? taken_ : nullptr,
                                                current_->version());
}

}  // namespace sealer::app
