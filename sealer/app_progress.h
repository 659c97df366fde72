// SPDX-License-Identifier: Apache-2.0
// How a synchronisation goes on, as lines: a picture of it now, or what is new since the last look.
// Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/base/time.h"
#include "common/manifest/value.h"
#include "sealer/app_status.h"

namespace sealer::cli {

struct FrameSize {
    std::size_t lines = 24;
    std::size_t columns = 80;
};

// The Application, its operation, and wave by wave how many objects are done, with those that are
// not. Cut to what `size` has room for.
[[nodiscard]] std::vector<std::string> progress_frame(const manifest::Value& application,
                                                      WallTime now, FrameSize size, bool in_colour);

// A line for each object, and for the operation, that `after` tells otherwise than `before`, which
// is null at first. `now` begins each.
[[nodiscard]] std::vector<std::string> progress_lines(const manifest::Value* before,
                                                      const manifest::Value& after, WallTime now);

}  // namespace sealer::cli
