// SPDX-License-Identifier: Apache-2.0
// Git against the cluster, for one Application: every object's state, and the whole's.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/app/ignore_rules.h"
#include "common/app/project.h"
#include "common/base/thread_pool.h"
#include "common/kube/informer.h"
#include "controller/app/health.h"
#include "controller/app/live_store.h"
#include "controller/app/targets.h"
#include "controller/sync/writer.h"

namespace sealer::app {

enum class SyncCode { kSynced, kOutOfSync, kUnknown };
[[nodiscard]] std::string_view to_string(SyncCode code);

struct Item {
    manifest::ObjectKey key;
    std::string version;
    const Target* target = nullptr;  // null: Git does not want it
    kube::ObjectPtr live;            // null: it is not there
    SyncCode sync = SyncCode::kUnknown;
    std::optional<Health> health;
    std::string refusal;  // why the project does not permit it; empty: it does

    [[nodiscard]] bool requires_pruning() const { return target == nullptr; }
};

struct Comparison {
    std::shared_ptr<const TargetSet> targets;  // what the items point into
    std::vector<Item> items;                   // Git's first, then those to prune
    std::vector<Item> hooks;                   // those that are there, of any sync
    SyncCode sync = SyncCode::kUnknown;
    Health health;
    std::size_t dry_runs = 0;  // how often the API server had to be asked
};

// What took more than a look at the two of them, for as long as it holds: by object, under digest
// and resource version.
struct Verdict {
    std::string digest;  // of what Git wants, and of the rules
    std::string resource_version;
    bool in_sync = false;
};
using Verdicts = std::map<manifest::ObjectKey, Verdict>;

struct Basis {
    std::shared_ptr<const TargetSet> targets;
    const std::string& instance;
    const Boundary& boundary;
    const IgnoreRules& ignore;
    bool respect_ignored = false;  // in what would be written, too
};

// Thread-safe; the verdicts are the caller's.
class Comparer {
  public:
    Comparer(LiveStore& live, sync::Writer& writer, ThreadPool& pool)
        : live_(live), writer_(writer), pool_(pool) {}

    // kUnavailable when the API server had to be asked and could not; kInvalid for rules that
    // cannot be evaluated. What is live outside of the boundary is not looked at; what Git wants
    // there is kUnknown.
    [[nodiscard]] Result<Comparison> compare(const Basis& basis, Verdicts& verdicts);

  private:
    // An item that is not just what Git wants.
    struct Suspect {
        Item* item = nullptr;
        LocalVerdict verdict = {};
        manifest::FieldSet ignored;
    };

    void collect(const Basis& basis, Comparison& into);
    [[nodiscard]] static Status apply_rules(const IgnoreRules& rules,
                                            std::vector<Suspect>& suspects);
    // How many of them.
    [[nodiscard]] Result<std::size_t> ask_server(bool respect_ignored,
                                                 std::vector<Suspect>& suspects);
    [[nodiscard]] Result<LocalVerdict> ask_server(bool respect_ignored, const Suspect& suspect);

    LiveStore& live_;
    sync::Writer& writer_;
    ThreadPool& pool_;
};

// Sync and health of the whole, from its items. `self`, the Application that they are of, may be
// among them: then it counts for neither its health nor its deletion, and leaves the items when Git
// does not want it. Children have no health unless they are judged.
void summarize(Comparison& comparison, const manifest::ObjectKey& self, bool judges_children);

}  // namespace sealer::app
