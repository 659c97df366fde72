// SPDX-License-Identifier: Apache-2.0
#include "controller/app/reconciler.h"

#include <mutex>

#include "common/app/namespace_patterns.h"
#include "common/base/log.h"
#include "controller/app/round.h"
#include "controller/app/tracking.h"

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

void Reconciler::follow_tracking() {
    const std::unique_lock lock(rounds_);
    if (const SettingsPtr newest = shared_.settings.current()) {
        log::info("app", "objects are marked by other rules: all kinds are listed anew");
        shared_.live.track_by(newest->tracking());
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
    if (!(shared_.live.tracking() == settings->tracking())) {
        follow_tracking();
    }
    const std::shared_lock round(rounds_);
    if (!(shared_.live.tracking() == settings->tracking())) {
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
    ++shared_.counters.reconciles;
    return Round(shared_, *memory, std::move(application), std::move(settings), stop).run();
}

}  // namespace sealer::app
