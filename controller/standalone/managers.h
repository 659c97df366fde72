// SPDX-License-Identifier: Apache-2.0
// metadata.managedFields read and written: who owns which fields.
#pragma once

#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/field_set.h"
#include "common/manifest/value.h"

namespace sealer::standalone {

// One entry.
struct Manager {
    std::string name;
    bool applies = false;  // operation Apply rather than Update
    std::string api_version;
    std::string subresource;
    std::string time;  // RFC 3339
    manifest::FieldSet fields;

    // Whether both entries are the same manager's: those who apply keep one entry through all
    // versions.
    [[nodiscard]] bool is_same_as(const Manager& other) const {
        return name == other.name && applies == other.applies && subresource == other.subresource &&
               (applies || api_version == other.api_version);
    }
};
using Managers = std::vector<Manager>;

// The entry of the same manager; null if there is none.
[[nodiscard]] Manager* find_manager(Managers& managers, const Manager& manager);

// kInvalid where an entry is not of type FieldsV1, or broken.
[[nodiscard]] Result<Managers> read_managers(const manifest::Value& managed_fields);
// In the API server's order; null when there are none, which means that the field is to be absent.
[[nodiscard]] manifest::Value write_managers(Managers managers);
// Sets or removes `object`'s metadata.managedFields.
void set_managed_fields(manifest::Value& object, const Managers& managers);

// Puts the oldest of more than ten managers that update into one, as the API server does to bound
// objects' size.
void cap_managers(Managers& managers);

}  // namespace sealer::standalone
