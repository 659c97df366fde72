// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/base/time.h"
#include "common/kube/client.h"
#include "common/kube/events.h"
#include "common/kube/informer.h"
#include "common/kube/work_queue.h"
#include "controller/unseal/key_manager.h"
#include "controller/unseal/status.h"
#include "controller/unseal/stores.h"

namespace sealer::unseal {

// On a SealedSecret: "true" leaves alone what others change in its Secret.
constexpr std::string_view kIgnoreDriftAnnotation = "sealer.dev/ignore-drift";

// What happened, for metrics; called on several threads.
struct Observer {
    std::function<void()> on_request = [] {};
    // `reason`: "unseal", "unmanaged", "update", "status", "restart", and "fetch" where
    // SealedSecrets could not be listed or watched; that has no namespace.
    std::function<void(const std::string& reason, const std::string& namespace_)> on_error =
        [](const std::string&, const std::string&) {};
};

struct ReconcilerOptions {
    bool accept_v1 = true;        // the deprecated spec.data
    bool update_status = true;    // false: conditions and proofs are not written
    bool delete_orphans = false;  // do the garbage collector's work: see Reconciler::reconcile
};

// Makes the Secret of one SealedSecret what it should be. Where the Secret and the SealedSecret's
// status prove that it already is, it costs neither RSA nor a request; what cannot be opened, or is
// too large for a Secret, is not tried again before it or the keys change. Thread-safe for
// different keys.
class Reconciler {
  public:
    // All must outlive this.
    Reconciler(kube::Client& client, const KeyManager& keys, const Stores& stores,
               kube::EventRecorder& events, Observer observer, ReconcilerOptions options);

    // `key`: "namespace/name". With delete_orphans, the Secret of a SealedSecret that is gone is
    // deleted if that SealedSecret controlled it.
    [[nodiscard]] Result<kube::Requeue> reconcile(const std::string& key);

    // The informer shows a change of the Secret, before `key` is reconciled for it. Whether that is
    // most likely what was just written here: no hurry.
    bool secret_changed(const std::string& key, const kube::Change& change);

  private:
    struct Attempt;
    // What this process knows of a SealedSecret beyond what the informers show.
    struct Memory {
        std::string uid;     // of the SealedSecret that the rest is about
        std::string digest;  // of what was last tried
        std::uint64_t ring_version = 0;
        Outcome outcome;
        bool hopeless = false;       // the outcome stands until the digest or the keys change
        bool awaited = false;        // the informer has not shown a change of the Secret since
        bool untold = false;         // the status does not yet say the outcome
        bool news = false;           // nor is there an event of the success
        bool changed_items = false;  // a Secret with other contents was there, see rolled_out_for
        std::string rolled_out_for;  // the content mark that workloads were last rolled out for
    };

    [[nodiscard]] std::optional<Memory> remembered(const std::string& key,
                                                   const manifest::Value& sealed) const;
    [[nodiscard]] std::optional<kube::Requeue> waiting(const std::string& key);
    [[nodiscard]] bool in_place(const manifest::Value& sealed, const manifest::Value* view,
                                const std::string& digest,
                                const std::optional<Memory>& memory) const;
    // What came of the last attempt: in the status, and a success that is news as an event.
    [[nodiscard]] Status tell(const std::string& key, const manifest::Value& sealed,
                              const std::string& digest, const Memory& memory);
    // One attempt. A success is told of in a turn of its own: the Secrets that others wait for come
    // first.
    [[nodiscard]] Result<kube::Requeue> work_on(const std::string& key,
                                                const manifest::Value& sealed,
                                                const manifest::Value* view,
                                                const std::string& digest,
                                                const std::optional<Memory>& memory);
    // Unseals and writes the Secret; fills in the outcome either way.
    void attempt(const manifest::Value& sealed, const std::string& digest, Attempt& attempt);
    // Asks the API server. Nullopt: there is none. An error, also in the attempt, where it is not
    // ours to write.
    [[nodiscard]] Result<std::optional<manifest::Secret>> present_secret(
        const manifest::Value& sealed, Attempt& attempt);
    [[nodiscard]] Result<manifest::Secret> write_secret(const manifest::Value& sealed,
                                                        const manifest::Secret& unsealed,
                                                        std::optional<manifest::Secret> present,
                                                        Attempt& attempt);
    // Rolls out what uses the Secret if its contents are not those that it was last rolled out for.
    [[nodiscard]] Status restart_if_changed(const std::string& key, const manifest::Value& sealed,
                                            const manifest::Value& view,
                                            const std::optional<Memory>& memory);
    // To the log, and a failure as an event. Whether it is news.
    bool report(const manifest::Value& sealed, const Attempt& attempt, bool known);
    [[nodiscard]] Result<kube::Requeue> sealed_secret_gone(const std::string& key);

    kube::Client& client_;
    const KeyManager& keys_;
    const Stores& stores_;
    kube::EventRecorder& events_;
    const Observer observer_;
    const ReconcilerOptions options_;
    mutable Mutex mutex_;
    std::map<std::string, Memory> memory_ GUARDED_BY(mutex_);
    // Until when no Secret is made where a stranger's has just gone.
    std::map<std::string, Clock::time_point> vacated_ GUARDED_BY(mutex_);
};

}  // namespace sealer::unseal
