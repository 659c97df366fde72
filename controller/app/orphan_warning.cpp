// SPDX-License-Identifier: Apache-2.0
#include "controller/app/orphan_warning.h"

#include <algorithm>

#include "controller/sync/order.h"

namespace sealer::app {

std::string describe_orphans(const std::vector<manifest::ObjectKey>& orphans) {
    constexpr std::size_t kNamed = 5;
    std::string text = "Application has " + std::to_string(orphans.size()) + " orphaned resources";
    for (std::size_t i = 0; i < std::min(kNamed, orphans.size()); ++i) {
        text += (i == 0 ? ": " : ", ") + sync::reference(orphans[i]);
    }
    return text + (orphans.size() > kNamed ? ", …" : "");
}

}  // namespace sealer::app
