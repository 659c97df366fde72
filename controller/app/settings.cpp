// SPDX-License-Identifier: Apache-2.0
#include "controller/app/settings.h"

#include <algorithm>

#include "common/base/boolean.h"
#include "common/base/integer.h"
#include "common/base/log.h"
#include "common/base/time.h"
#include "controller/app/config_map.h"
#include "controller/app/setting_problems.h"

namespace sealer::app {
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

SettingsStore::SettingsStore(kube::Client& client, const std::string& namespace_)
    : settings_(client, kube::config_maps(), one_config_map(namespace_, "argocd-cm")),
      parameters_(client, kube::config_maps(), one_config_map(namespace_, "argocd-cmd-params-cm")),
      webhook_secrets_(client, namespace_) {
    settings_.on_change([this](const kube::Change&) { texts_changed(); });
    parameters_.on_change([this](const kube::Change&) { texts_changed(); });
}

SettingsStore::~SettingsStore() {
    stop();
}

void SettingsStore::start() {
    settings_.start();
    parameters_.start();
    webhook_secrets_.start();
}

void SettingsStore::stop() {
    settings_.stop();
    parameters_.stop();
    webhook_secrets_.stop();
}

SettingsPtr SettingsStore::current() const {
    if (!settings_.synced() || !parameters_.synced() || !webhook_secrets_.synced()) {
        return nullptr;
    }
    const MutexLock lock(mutex_);
    return current_;
}

std::string SettingsStore::last_error() const {
    for (const kube::Informer* informer : {&settings_, &parameters_}) {
        if (std::string error = informer->last_error(); !error.empty()) {
            return error;
        }
    }
    return webhook_secrets_.last_error();
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
        current_ = std::make_shared<const Settings>(std::move(texts), current_->version() + 1);
        for (const std::string& problem : setting_problems(*current_)) {
            log::warn("settings", problem);
        }
    }
    const MutexLock lock(listener_mutex_);
    if (listener_) {
        listener_();
    }
}

}  // namespace sealer::app
