// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <stop_token>

#include "common/base/mutex.h"
#include "common/kube/client.h"
#include "common/kube/config.h"
#include "controller/app/manager.h"
#include "controller/options.h"
#include "controller/unseal/manager.h"

namespace sealer {

// What just one replica does at a time, for as long as it leads: unsealing, keys, Applications. All
// of it writes through a client of its own, whose calls are cancelled when leadership ends.
class Duties {
  public:
    // `unsealing` and `settings` must outlive this.
    Duties(kube::Config config, Options options, unseal::Manager& unsealing,
           app::SettingsStore& settings, app::Observer observer);

    // Not called twice without the other in between.
    void begin();
    // Nothing is written any more once it returns.
    void end();

    // Null while another replica leads.
    [[nodiscard]] std::shared_ptr<app::Manager> applications() const;

  private:
    const kube::Config config_;
    const Options options_;
    unseal::Manager& unsealing_;
    app::SettingsStore& settings_;
    const app::Observer observer_;
    std::stop_source stop_;
    std::shared_ptr<kube::Client> writer_;
    mutable Mutex mutex_;
    std::shared_ptr<app::Manager> applications_ GUARDED_BY(mutex_);
};

// A client of the whole process's for the API server.
[[nodiscard]] Result<std::unique_ptr<kube::Client>> connect_client(const kube::Config& config,
                                                                   const Options& options);

}  // namespace sealer
