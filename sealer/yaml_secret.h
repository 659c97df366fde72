// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/secret.h"
#include "common/manifest/value.h"

namespace sealer::cli {

// A Secret from a YAML document, as kubeseal reads it: where text is expected, what YAML takes for
// a boolean or a number is printed anew ("yes" becomes "true", "0777" "511"). Appends a warning for
// each such value of stringData. The values in `document` stand in ordinary memory, which this
// program wipes when it is freed. kInvalid names the field and never quotes it.
[[nodiscard]] Result<manifest::Secret> secret_from_yaml(const manifest::Value& document,
                                                        std::vector<std::string>& warnings);

}  // namespace sealer::cli
