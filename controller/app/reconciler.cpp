// SPDX-License-Identifier: Apache-2.0
#include "controller/app/reconciler.h"

#include <mutex>

#include "common/app/namespace_patterns.h"
#include "common/app/tracking.h"
#include "common/base/log.h"
#include "controller/app/round.h"

namespace sealer::app {
namespace {

constexpr auto kSettingsDelay = std::chrono::milliseconds(50);

}  // namespace

std::shared_ptr<Memory> Reconciler::memory_of(const std::string& key) {
    const MutexLock lock(mutex_);
    std::shared_ptr<Memory>& memory = memories_[key];
    if (!memory) {
        memory = std::make_shared<Memory>();
    }
    return memory;
}

void Reconciler::forget(const std::string& key, const std::string& instance) {
    shared_.live.set_interest(instance, {});
    shared_.live.monitor(instance, "");
    const MutexLock lock(mutex_);
    memories_.erase(key);
}

bool Reconciler::follows(const Settings& settings) const {
    // Where the filter cannot be read, rounds come to an end before they look at objects.
    return !settings.resource_filter() ||
           shared_.live.follows(settings.tracking(), *settings.resource_filter());
}

void Reconciler::follow_settings() {
    const std::unique_lock lock(rounds_);
    const SettingsPtr newest = shared_.settings.current();
    if (newest && !follows(*newest)) {
        log::info("app", "objects are looked at by other rules: all kinds are listed anew");
        shared_.live.follow(newest->tracking(), *newest->resource_filter());
    }
}

Result<kube::Requeue> Reconciler::reconcile(const std::string& key, const std::stop_token& stop) {
    const std::size_t slash = key.find('/');
    const std::string namespace_ = key.substr(0, slash);
    const std::string name = key.substr(slash + 1);
    kube::ObjectPtr application = shared_.applications.get(namespace_, name);
    if (!application ||
        !is_managed(namespace_, shared_.namespace_, shared_.application_namespaces)) {
        forget(key, instance_name(namespace_, name, shared_.namespace_));
        return kube::Requeue{};
    }
    SettingsPtr settings = shared_.settings.current();
    if (!settings) {
        // Without them it might look elsewhere, or prune what they exclude.
        log::debug("app", "the settings are not known yet",
                   {{"application", name}, {"error", shared_.settings.last_error()}});
        return kube::Requeue{kSettingsDelay};
    }
    if (!follows(*settings)) {
        follow_settings();
    }
    const std::shared_lock round(rounds_);
    if (!follows(*settings)) {
        return kube::Requeue{kSettingsDelay};  // they have changed once more
    }
    const std::shared_ptr<Memory> memory = memory_of(key);
    // The watch may lag behind our own writes.
    if (memory->written && manifest::uid_of(*memory->written) == manifest::uid_of(*application) &&
        is_newer(*memory->written, *application)) {
        application = memory->written;
    } else {
        memory->written = nullptr;
    }
    const auto begun = Clock::now();
    auto result = Round(shared_, *memory, application, std::move(settings), stop).run();
    shared_.observer.on_look(*application, Clock::now() - begun);
    return result;
}

}  // namespace sealer::app
