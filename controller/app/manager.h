// SPDX-License-Identifier: Apache-2.0
// The GitOps half of the controller, as its main program sees it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/git/push_event.h"
#include "common/kube/client.h"
#include "common/render/limits.h"
#include "controller/app/live_store.h"
#include "controller/app/observer.h"
#include "controller/app/settings.h"
#include "keys/key_ring.h"

namespace sealer::app {

struct Options {
    std::string namespace_ = "argocd";  // where Applications, projects and repository Secrets are
    std::vector<std::string> application_namespaces;  // further ones of Applications: patterns
    std::string git_directory;     // for mirrors of repositories; created if need be
    bool allow_local_git = false;  // git:// and file:// as well
    std::chrono::milliseconds git_timeout{90'000};
    std::chrono::milliseconds poll_interval{180'000};
    render::Limits render_limits;
    std::size_t workers = 10;
    std::size_t parallel_writes = 8;
};

// What has happened since the start, and how things are; cheap to have.
struct Snapshot {
    std::uint64_t git_requests = 0;
    std::uint64_t git_failures = 0;
    std::uint64_t renders = 0;
    std::uint64_t dry_runs = 0;  // by which objects were compared
    std::uint64_t reseals_pushed = 0;
    std::uint64_t reseals_failed = 0;
    std::size_t queue_length = 0;
};

// The cluster that Applications are in: the controller's own.
struct ClusterState {
    std::string server;
    std::string name;
    bool is_connected = false;
    std::vector<WatchedKind> watched;  // as the Applications need them
};

class Manager {
  public:
    // `client` and `settings` must outlive the manager, which is the settings' listener from
    // start() to stop(). `ring` gives the sealing keys as they are now, null before they are
    // loaded; it is called from several threads. The observer is told that every Application has
    // gone when stop() returns.
    Manager(kube::Client& client, SettingsStore& settings, Options options,
            std::function<keys::KeyRingPtr()> ring, Observer observer);
    // As stop().
    ~Manager();
    Manager(const Manager&) = delete;
    Manager& operator=(const Manager&) = delete;

    // kInvalid for options that cannot work. Returns at once; the work goes on in the background,
    // and waits for the API server where it is not there yet.
    [[nodiscard]] Status start();
    // Lets running steps end; at most a few seconds. Idempotent.
    void stop();

    // Looks at once at the Applications that follow what was pushed, having Git asked anew; first
    // at those that the changed files are likely to concern.
    void look_at_pushed(const git::PushEvent& push);

    // Whether all Applications are known.
    [[nodiscard]] bool synced() const;
    [[nodiscard]] Snapshot snapshot() const;
    [[nodiscard]] ClusterState cluster() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sealer::app
