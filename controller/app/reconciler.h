// SPDX-License-Identifier: Apache-2.0
// Makes the cluster match Git for one Application at a time, and writes its status.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <string>

#include "common/base/mutex.h"
#include "common/base/thread_pool.h"
#include "common/git/repository.h"
#include "common/kube/events.h"
#include "common/kube/informer.h"
#include "common/kube/work_queue.h"
#include "common/render/render.h"
#include "controller/app/application.h"
#include "controller/app/comparison.h"
#include "controller/app/operation.h"
#include "controller/app/repositories.h"
#include "controller/app/revisions.h"

namespace sealer::app {

// What has happened since the start: for metrics.
struct Counters {
    std::atomic<std::uint64_t> reconciles{0};
    std::atomic<std::uint64_t> syncs_succeeded{0};
    std::atomic<std::uint64_t> syncs_failed{0};
    std::atomic<std::uint64_t> git_requests{0};
    std::atomic<std::uint64_t> git_failures{0};
    std::atomic<std::uint64_t> renders{0};
};

// What all Applications share. Everything outlives the reconciler.
struct Shared {
    kube::Client& client;
    kube::Discovery& discovery;
    kube::Informer& applications;
    kube::EventRecorder& events;
    LiveStore& live;
    sync::Writer& writer;
    ThreadPool& pool;
    git::Store& git;
    Repositories& repositories;
    Revisions& revisions;
    Counters& counters;
    std::string namespace_;
    std::chrono::milliseconds poll_interval;
};

// What is remembered of an Application between two looks at it; all of it can be had again.
struct Memory {
    kube::ObjectPtr written;  // the Application after our last write
    manifest::Value source;   // what the next six were made from
    std::string commit;
    render::SourceType type = render::SourceType::kDirectory;
    render::Inputs inputs;
    std::map<std::string, std::string> remotes;  // bases in other repositories: URL to commit
    bool depends_on_commit = false;              // on its id, beside the inputs
    std::shared_ptr<const TargetSet> targets;
    std::string settled_commit;  // once in place: what differs now has drifted
    Verdicts verdicts;
    Clock::time_point git_answered{};
    int git_failures = 0;
    Clock::time_point project_checked{};
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

    const Shared shared_;
    Mutex mutex_;
    std::map<std::string, std::shared_ptr<Memory>> memories_ GUARDED_BY(mutex_);
};

}  // namespace sealer::app
