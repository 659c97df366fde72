// SPDX-License-Identifier: Apache-2.0
// What a sync's tasks do to the cluster, one by one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/app/application.h"
#include "common/base/thread_pool.h"
#include "common/kube/client.h"
#include "controller/app/forthcoming.h"
#include "controller/app/live_store.h"
#include "controller/app/sync_subjects.h"
#include "controller/sync/writer.h"

namespace sealer::app {

// What syncs work with; all of it is thread-safe, and outlives them.
struct SyncCluster {
    kube::Client& client;
    kube::Discovery& discovery;
    LiveStore& live;
    sync::Writer& writer;
    ThreadPool& pool;
};

// Whether the API server does not know the kind of what is to be written.
[[nodiscard]] bool is_kind_missing(const SyncObject& object);
// What to tell whoever wrote it.
[[nodiscard]] std::string missing_kind(const sync::Task& task);

// Thread-safe. What it is given must outlive it.
class TaskRunner {
  public:
    TaskRunner(const SyncCluster& cluster, const Spec& spec, const manifest::Value& operation,
               const Forthcoming& forthcoming)
        : cluster_(cluster),
          spec_(spec),
          operation_(operation),
          forthcoming_(forthcoming),
          is_dry_run_(operation.flag("sync", "dryRun")) {}

    // Carries a task out, up to what must be waited for; what went wrong with it is in the record.
    // Unset: what was there could not be changed and has been deleted, for the task to begin once
    // it is gone. An error: the API server cannot be reached or asks for patience, so that nothing
    // is known of the task; it is to begin later.
    [[nodiscard]] Result<std::optional<sync::Record>> begin(const sync::Subject& subject,
                                                            const SyncObject& object);

    // What FindLive asks for.
    [[nodiscard]] Result<kube::ObjectPtr> find_live(const manifest::GroupVersionKind& type,
                                                    const manifest::ObjectKey& key,
                                                    bool must_be_there);

    // Deletes just this incarnation of `live`, by the Application's policy.
    [[nodiscard]] Status remove(const manifest::Value& live);
    // Takes the finalizer off a hook, if it has it.
    [[nodiscard]] Status release(const manifest::Value& live);

  private:
    [[nodiscard]] sync::Record applied(const sync::Task& task, std::string_view how) const;
    [[nodiscard]] Result<std::optional<sync::Record>> apply(const sync::Task& task,
                                                            const SyncObject& object);
    [[nodiscard]] Result<std::optional<sync::Record>> make_anew(const sync::Task& task,
                                                                const SyncObject& object);
    [[nodiscard]] sync::Record try_out(const sync::Task& task, const SyncObject& object);
    [[nodiscard]] Result<manifest::Value> write(const SyncObject& object);
    // The object as it is written where `live` is, with RespectIgnoreDifferences.
    [[nodiscard]] Result<manifest::Value> respected(const SyncObject& object,
                                                    const manifest::Value& live) const;
    [[nodiscard]] bool may_recreate(const SyncObject& object, const Error& refusal);
    [[nodiscard]] bool is_forced(const SyncObject& object) const;
    [[nodiscard]] bool is_about_the_server(const Error& error);
    [[nodiscard]] bool replaces(const SyncObject& object) const;
    [[nodiscard]] bool validates(const SyncObject& object) const;
    [[nodiscard]] static bool is_asked_for(std::string_view option, const SyncObject& object);
    [[nodiscard]] Result<sync::Record> prune(const sync::Task& task, const manifest::Value& live);

    const SyncCluster& cluster_;
    const Spec& spec_;
    const manifest::Value& operation_;
    const Forthcoming& forthcoming_;
    const bool is_dry_run_;
};

}  // namespace sealer::app
