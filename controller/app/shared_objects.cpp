// SPDX-License-Identifier: Apache-2.0
#include "controller/app/shared_objects.h"

namespace sealer::app {

std::vector<std::string> shared_objects(const Comparison& comparison, const std::string& instance,
                                        const TrackingRules& tracking) {
    std::vector<std::string> shared;
    for (const Item& item : comparison.items) {
        if (item.target == nullptr || !item.live) {
            continue;
        }
        const std::string other = instance_of(*item.live, tracking);
        if (!other.empty() && other != instance) {
            std::string& sentence = shared.emplace_back(item.key.kind);
            sentence.append("/").append(item.key.name).append(" is part of applications ");
            sentence.append(instance).append(" and ").append(other);
        }
    }
    return shared;
}

}  // namespace sealer::app
