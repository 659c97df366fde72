// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/base/result.h"
#include "controller/options.h"

namespace sealer {

// Keeps SIGTERM, SIGINT and SIGUSR1 from every thread started later; run() waits for them. First
// thing in main.
void block_signals();

// The whole controller, until SIGTERM or SIGINT. An error is one of the start; later failures are
// retried for ever.
[[nodiscard]] Status run(const Options& options);

}  // namespace sealer
