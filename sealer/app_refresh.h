// SPDX-License-Identifier: Apache-2.0
// --refresh and --hard-refresh: the controller is to look at Git before the answer.
#pragma once

#include <chrono>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "sealer/app_client.h"
#include "sealer/command_line.h"

namespace sealer::cli {

class RefreshOptions {
  public:
    // Adds the flags, and --timeout.
    void define(CommandLine& line);

    // `application` as it is once the controller has looked, if it was asked to; kUnavailable when
    // it has not within the time.
    [[nodiscard]] Result<manifest::Value> serve(const AppClient& client, const AppName& name,
                                                manifest::Value application) const;

  private:
    bool normal_ = false;
    bool hard_ = false;
    std::chrono::milliseconds timeout_ = std::chrono::minutes(1);
};

}  // namespace sealer::cli
