// SPDX-License-Identifier: Apache-2.0
// Which metrics there are, and where their values come from (reference: sealed-secrets.md 3.7).
#pragma once

#include "controller/duties.h"
#include "controller/options.h"
#include "controller/unseal/manager.h"
#include "controller/web/metrics.h"

namespace sealer {

// Counts what unsealing does. `metrics` must outlive the observer.
[[nodiscard]] unseal::Observer observe_unsealing(web::Metrics& metrics);

// What is asked for at each scrape; all must outlive `metrics`' last scrape.
void observe_state(web::Metrics& metrics, const Options& options, const unseal::Manager& unsealing,
                   const Duties& duties);

}  // namespace sealer
