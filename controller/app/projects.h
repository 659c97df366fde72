// SPDX-License-Identifier: Apache-2.0
// The AppProjects of the controller's namespace, as they are now.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "common/app/project.h"
#include "common/base/mutex.h"
#include "common/kube/client.h"
#include "common/kube/informer.h"
#include "controller/sync/writer.h"

namespace sealer::app {

// Thread-safe.
class Projects {
  public:
    // Called with a project's name when it came, changed or went; on a thread of its own, must not
    // block.
    using OnChange = std::function<void(const std::string& name)>;

    // `client` must outlive it.
    Projects(kube::Client& client, std::string controller_namespace, OnChange on_change);

    void start() { informer_.start(); }
    void stop() { informer_.stop(); }
    [[nodiscard]] bool synced() const { return informer_.synced(); }

    // The project with the rules that `global_projects`, the setting, adds to it
    // (parse_with_globals). kInvalid: there is none, or one cannot be honoured. "default" is made,
    // open to everything, at the first need; once it has been there, it is missed like any other.
    // Needs synced().
    [[nodiscard]] Result<Project> find(const std::string& name,
                                       std::string_view global_projects = {});

    // A project that is being deleted is kept by Argo CD's finalizer while Applications are of it:
    // takes that off where `is_used` does not hold. Asks that only if there is something to do.
    [[nodiscard]] Status let_go(const std::string& name, const std::function<bool()>& is_used,
                                sync::Writer& writer) const;

  private:
    [[nodiscard]] Result<kube::ObjectPtr> make_default();

    kube::Client& client_;
    const std::string namespace_;
    const OnChange on_change_;
    Mutex mutex_;
    bool knew_default_ GUARDED_BY(mutex_) = false;  // the informer has seen it
    kube::ObjectPtr made_ GUARDED_BY(mutex_);       // by us or others, not seen yet
    kube::Informer informer_;                       // last: its thread uses the others
};

}  // namespace sealer::app
