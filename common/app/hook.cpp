// SPDX-License-Identifier: Apache-2.0
#include "common/app/hook.h"

#include <algorithm>

#include "common/base/text.h"
#include "common/manifest/object.h"

namespace sealer::app {

bool is_hook(const manifest::Value& object) {
    if (object.get("metadata", "annotations", kHook) != nullptr) {
        return true;
    }
    // Helm ran CRDs ahead by it; here they are ordinary objects.
    return std::ranges::any_of(list_entries(manifest::annotation(object, kHelmHook), ','),
                               [](std::string_view type) { return type != "crd-install"; });
}

}  // namespace sealer::app
