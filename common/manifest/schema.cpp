// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/schema.h"

#include <algorithm>

namespace sealer::manifest {

const Schema::Property* Schema::property(std::string_view name) const {
    const auto found = std::lower_bound(
        properties.begin(), properties.end(), name,
        [](const Property& property, std::string_view wanted) { return property.name < wanted; });
    return found != properties.end() && found->name == name ? &*found : nullptr;
}

const Schema* Schema::member(std::string_view name) const {
    const Property* declared = property(name);
    return declared != nullptr ? declared->schema : additional;
}

}  // namespace sealer::manifest
