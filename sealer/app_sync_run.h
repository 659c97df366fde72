// SPDX-License-Identifier: Apache-2.0
// Asking for an operation, and seeing it through: what sync and rollback do.
#pragma once

#include <chrono>
#include <functional>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "sealer/app_command.h"

namespace sealer::cli {

struct OperationRun {
    std::chrono::milliseconds timeout{0};  // 0: without end
    bool async = false;
    bool expects_prune = false;  // objects that were to be pruned, and were not, are a failure
    AppFormat format = AppFormat::kText;

    // --async and --timeout. The line keeps a reference to it.
    void define(CommandLine& line);
};

// The operation that `make` makes of the newest Application is requested, unless another one is
// under way, and followed to its end. The exit code, see app_command.h.
[[nodiscard]] Result<int> run_operation(
    const World& world, const AppClient& client, const AppName& name, const OperationRun& how,
    const std::function<Result<manifest::Value>(const manifest::Value& application)>& make);

// Whom operations are said to be initiated by: the user's name on this machine.
[[nodiscard]] std::string user_name(const World& world);

}  // namespace sealer::cli
