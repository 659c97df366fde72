// SPDX-License-Identifier: Apache-2.0
// What an installation is set to: Argo CD's ConfigMaps `argocd-cm` and `argocd-cmd-params-cm` and
// its Secret `argocd-secret`, in the controller's namespace. Each may be absent.
// Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cm-yaml/ and its
// neighbours.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/app/ignore_rules.h"
#include "common/app/tracking.h"
#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/kube/informer.h"
#include "controller/app/resource_filter.h"
#include "controller/app/webhook_secrets.h"

namespace sealer::app {

// One state of them; immutable, so that a round sees the same settings from its begin to its end.
class Settings {
  public:
    // `texts`: the data of both ConfigMaps, whose keys differ.
    explicit Settings(SettingTexts texts = {}, std::uint64_t version = 0)
        : texts_(std::move(texts)),
          version_(version),
          tracking_(parse_tracking_rules(texts_)),
          filter_(ResourceFilter::parse(text("resource.exclusions"), text("resource.inclusions"))),
          ignore_rules_(parse_system_ignore_rules(texts_)) {}

    // As setting_text(). Valid as long as the settings.
    [[nodiscard]] std::string_view text(std::string_view key) const {
        return setting_text(texts_, key);
    }
    // Keys that begin with `prefix` with their values as they stand, in order of the keys.
    [[nodiscard]] std::vector<std::pair<std::string_view, std::string_view>> with_prefix(
        std::string_view prefix) const;

    // `fallback` for what is not set or not of that form.
    [[nodiscard]] bool flag(std::string_view key, bool fallback) const;
    // A duration as Go writes it, not negative.
    [[nodiscard]] std::chrono::milliseconds duration(std::string_view key,
                                                     std::chrono::milliseconds fallback) const;
    // A whole number of seconds, not negative; more than a year counts as a year.
    [[nodiscard]] std::chrono::milliseconds seconds(std::string_view key,
                                                    std::chrono::milliseconds fallback) const;
    // A whole number, not negative.
    [[nodiscard]] std::uint64_t number(std::string_view key, std::uint64_t fallback) const;

    [[nodiscard]] const TrackingRules& tracking() const { return tracking_; }

    // resource.exclusions, resource.inclusions; kInvalid names the key that is wrong.
    [[nodiscard]] const Result<ResourceFilter>& resource_filter() const { return filter_; }

    // What is ignored in every Application's differences; kInvalid names the key that is wrong.
    [[nodiscard]] const Result<IgnoreRules>& ignore_rules() const { return ignore_rules_; }

    // Rises whenever a text changes: what was made under another version is to be made again.
    [[nodiscard]] std::uint64_t version() const { return version_; }

    [[nodiscard]] const SettingTexts& texts() const { return texts_; }

  private:
    SettingTexts texts_;
    std::uint64_t version_;
    TrackingRules tracking_;
    Result<ResourceFilter> filter_;
    Result<IgnoreRules> ignore_rules_;
};

using SettingsPtr = std::shared_ptr<const Settings>;

// Follows them by watches. Thread-safe.
class SettingsStore {
  public:
    // `client` must outlive the store.
    SettingsStore(kube::Client& client, const std::string& namespace_);
    // As stop().
    ~SettingsStore();
    SettingsStore(const SettingsStore&) = delete;
    SettingsStore& operator=(const SettingsStore&) = delete;

    void start();
    void stop();

    // Null until the ConfigMaps and argocd-secret are known.
    [[nodiscard]] SettingsPtr current() const;
    // Needs current().
    [[nodiscard]] std::shared_ptr<const WebhookSecrets> webhook_secrets() const {
        return webhook_secrets_.current();
    }
    // Why they are not known yet, empty if nothing failed.
    [[nodiscard]] std::string last_error() const;

    // Who is told when a text changed; on a watch's thread, must not block. One at a time: the
    // former is not called any more once this returns. Empty: nobody.
    void listen(std::function<void()> listener);

  private:
    void texts_changed();

    mutable Mutex mutex_;
    SettingsPtr current_ GUARDED_BY(mutex_) = std::make_shared<const Settings>();
    Mutex listener_mutex_;
    std::function<void()> listener_ GUARDED_BY(listener_mutex_);
    kube::Informer settings_;
    kube::Informer parameters_;
    WebhookSecretStore webhook_secrets_;
};

}  // namespace sealer::app
