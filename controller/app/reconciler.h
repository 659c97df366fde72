// SPDX-License-Identifier: Apache-2.0
// Makes the cluster match Git for one Application at a time, and writes its status.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "common/app/application.h"
#include "common/base/mutex.h"
#include "common/base/thread_pool.h"
#include "common/git/repository.h"
#include "common/kube/events.h"
#include "common/kube/informer.h"
#include "common/kube/work_queue.h"
#include "common/render/kustomize/render_memory.h"
#include "common/render/render.h"
#include "controller/app/clusters.h"
#include "controller/app/comparison.h"
#include "controller/app/health_scripts.h"
#include "controller/app/observer.h"
#include "controller/app/operation.h"
#include "controller/app/projects.h"
#include "controller/app/repositories.h"
#include "controller/app/resealed_files.h"
#include "controller/app/revisions.h"
#include "controller/app/settings.h"
#include "controller/app/source_status.h"
#include "keys/key_ring.h"

namespace sealer::app {

// What has happened since the start: for metrics.
struct Counters {
    std::atomic<std::uint64_t> git_requests{0};
    std::atomic<std::uint64_t> git_failures{0};
    std::atomic<std::uint64_t> renders{0};
    std::atomic<std::uint64_t> dry_runs{0};
    std::atomic<std::uint64_t> reseals_pushed{0};
    std::atomic<std::uint64_t> reseals_failed{0};
};

// What all Applications share. Everything outlives the reconciler.
struct Shared {
    kube::Client& client;
    kube::Discovery& discovery;
    kube::Informer& applications;
    Projects& projects;
    Clusters& clusters;
    kube::EventRecorder& events;
    LiveStore& live;
    sync::Writer& writer;
    ThreadPool& pool;
    git::Store& git;
    Repositories& repositories;
    Revisions& revisions;
    SettingsStore& settings;
    Counters& counters;
    std::function<keys::KeyRingPtr()> ring;
    std::string namespace_;                           // the controller's
    std::vector<std::string> application_namespaces;  // further, as matches_namespace() takes them
    std::chrono::milliseconds poll_interval;
    render::Limits render_limits;
    // Has a look taken at another Application, by its key.
    std::function<void(const std::string& key)> look_at = [](const std::string&) {};
    Observer observer;
};

// How far re-sealing an Application's files has come.
struct Resealing {
    // A commit of ours that waits to be pushed.
    struct Pending {
        std::string parent;
        std::string commit;
        std::string description;  // "3 SealedSecrets re-sealed for the key …"
    };
    std::string basis;  // the ring and the namespace that all else is about
    ResealedFiles files;
    std::string settled_commit;  // in which nothing is left to do
    std::optional<Pending> pending;
    std::string error;  // of the last try; empty: it went well
    int failures = 0;
    Clock::time_point next_try{};
};

// What is remembered of one of an Application's sources; all of it can be had again.
struct SourceMemory {
    manifest::Value origin;  // see Round::origin(): what all else was made from
    std::string commit;
    render::SourceType type = render::SourceType::kDirectory;
    render::Inputs inputs;
    std::map<std::string, std::string> remotes;         // bases in other places: URL to commit
    std::map<std::string, std::string> synced_remotes;  // the same at the last sync
    bool depends_on_commit = false;                     // on its id, beside the inputs
    kustomize::RenderMemory rendering;                  // for the next commit
    std::shared_ptr<const TargetSet> targets;
    std::uint64_t settings_version = 0;     // by which they were made
    Clock::time_point made_afresh{};        // without what was remembered
    manifest::Value resolved;               // the source that Git was last asked about
    std::vector<std::string> sealed_files;  // where its SealedSecrets are
    Resealing resealing;
};

// The same of an Application, between two looks at it.
struct Memory {
    kube::ObjectPtr written;  // the Application after our last write
    std::vector<SourceMemory> sources;
    // Of all sources together, when they were last had all; and what they were made from.
    std::shared_ptr<const TargetSet> targets;
    std::vector<std::shared_ptr<const TargetSet>> parts;
    manifest::Array made_from;
    Commits commits;
    Commits settled_commits;                      // once in place: what differs now has drifted
    std::shared_ptr<const TargetSet> begun_with;  // what the last automatic operation is about
    // Commits that a requested operation goes on in spite of, behind those that it began with.
    std::pair<std::string, Commits> untouched_by;
    HealthScripts health_scripts;
    Verdicts verdicts;
    Clock::time_point git_answered{};
    int git_failures = 0;
    bool git_is_stale = false;  // a branch has moved on, by our own doing or not
    std::optional<Clock::time_point> commit_news_since;  // of which the status does not tell yet
    std::optional<Clock::time_point> unsynced_since;     // kinds that it uses are not listed yet
};

class Reconciler {
  public:
    explicit Reconciler(Shared shared) : shared_(std::move(shared)) {}

    // `key` is "namespace/name". An error asks for another try with backoff.
    [[nodiscard]] Result<kube::Requeue> reconcile(const std::string& key,
                                                  const std::stop_token& stop);

  private:
    [[nodiscard]] std::shared_ptr<Memory> memory_of(const std::string& key);
    void forget(const std::string& key, const std::string& instance);
    [[nodiscard]] bool follows(const Settings& settings) const;
    // Has the store look at objects as the newest settings say.
    void follow_settings();

    const Shared shared_;
    // Rounds hold it together; alone, who takes away what they rely on.
    std::shared_mutex rounds_;
    Mutex mutex_;
    std::map<std::string, std::shared_ptr<Memory>> memories_ GUARDED_BY(mutex_);
};

}  // namespace sealer::app
