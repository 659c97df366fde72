// SPDX-License-Identifier: Apache-2.0
// What becomes of an Application's objects when it is deleted: its finalizer says so. Pure.
// Source: Argo CD's user guide, "App Deletion".
#pragma once

#include <string_view>

#include "common/base/result.h"
#include "common/manifest/value.h"

namespace sealer::cli {

enum class Cascade { kNone, kForeground, kBackground };

// The merge patch that leaves an Application just the finalizer that says so, of those about its
// objects; others stay. Null if there is nothing to change.
[[nodiscard]] manifest::Value patch_to_cascade(const manifest::Value& application, Cascade cascade);

}  // namespace sealer::cli
