// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>

#include "common/base/mutex.h"
#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/kube/events.h"
#include "common/kube/informer.h"
#include "common/kube/work_queue.h"
#include "controller/unseal/key_manager.h"
#include "controller/unseal/status.h"

namespace sealer::unseal {

// What happened, for metrics; called from workers.
struct Observer {
    std::function<void()> on_request = [] {};
    // `reason`: "unseal", "unmanaged", "update", "status".
    std::function<void(const std::string& reason, const std::string& namespace_)> on_error =
        [](const std::string&, const std::string&) {};
    // The condition Synced of an object; `exists` false: the object is gone.
    std::function<void(const std::string& namespace_, const std::string& name, bool synced,
                       bool exists)>
        on_condition = [](const std::string&, const std::string&, bool, bool) {};
};

// Makes the Secret of one SealedSecret what it should be. Where the Secret and the SealedSecret's
// status prove that it already is, it costs neither RSA nor a request. Thread-safe for different
// keys.
class Reconciler {
  public:
    // The informers' stores must hold SealedSecrets whole and Secrets as view_secret makes them.
    // All must outlive this.
    Reconciler(kube::Client& client, const KeyManager& keys, const kube::Informer& sealed_secrets,
               const kube::Informer& secrets, kube::EventRecorder& events, Observer observer);

    // `key`: "namespace/name".
    [[nodiscard]] Result<kube::Requeue> reconcile(const std::string& key);

    // The informer shows a change of the Secret, before `key` is reconciled for it.
    void secret_changed(const std::string& key);

  private:
    struct Attempt;

    [[nodiscard]] bool in_place(const std::string& key, const manifest::Value& sealed,
                                const manifest::Value* view, const std::string& digest) const;
    // Unseals and writes the Secret; fills in the outcome either way.
    void attempt(const manifest::Value& sealed, const std::string& digest, Attempt& attempt);
    [[nodiscard]] Result<manifest::Secret> write_secret(const manifest::Value& sealed,
                                                        const manifest::Secret& unsealed,
                                                        Attempt& attempt);
    [[nodiscard]] Status write_status(const manifest::Value& sealed, const Outcome& outcome);
    void report(const manifest::Value& sealed, const Attempt& attempt);

    kube::Client& client_;
    const KeyManager& keys_;
    const kube::Informer& sealed_secrets_;
    const kube::Informer& secrets_;
    kube::EventRecorder& events_;
    const Observer observer_;
    mutable Mutex mutex_;
    // What this process wrote, for the moment until the informers show it.
    struct Written {
        std::string digest;
        std::string proof;
        bool awaited = false;  // the informer has not shown a change of the Secret since
    };
    std::map<std::string, Written> written_ GUARDED_BY(mutex_);
};

}  // namespace sealer::unseal
