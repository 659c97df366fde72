// SPDX-License-Identifier: Apache-2.0
// Where generated ConfigMaps and Secrets get their keys and values.
// Source: kustomize 5.5, api/kv.
#pragma once

#include <map>
#include <string>

#include "common/base/result.h"
#include "common/render/kustomize/generators.h"
#include "common/render/kustomize/kustomization.h"

namespace sealer::kustomize {

// What the entry's envs, literals and files hold; values are any bytes. kInvalid for a source that
// is not "key=value", for an env file that is not UTF-8, and for a key given twice; else whatever
// `read` fails with.
[[nodiscard]] Result<std::map<std::string, std::string>> read_key_values(const Generator& entry,
                                                                         const ReadFile& read);

}  // namespace sealer::kustomize
