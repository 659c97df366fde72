// SPDX-License-Identifier: Apache-2.0
// What kubeseal demands of a Secret before it is sealed, in its words.
#pragma once

#include <string_view>

#include "common/base/result.h"
#include "common/manifest/secret.h"

namespace sealer::cli {

[[nodiscard]] Status check_has_data(const manifest::Secret& secret, bool allow_empty_data);

// That a namespace given by flag, if any, is the one that the object is in.
[[nodiscard]] Status check_namespace(std::string_view own, std::string_view given);

}  // namespace sealer::cli
