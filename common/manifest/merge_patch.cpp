// SPDX-License-Identifier: Apache-2.0
// JSON Merge Patch, RFC 7386.
#include <utility>

#include "common/manifest/patch.h"

namespace sealer::manifest {

Value apply_merge_patch(Value target, const Value& patch) {
    if (!patch.is_object()) {
        return patch;
    }
    if (!target.is_object()) {
        target = Object();
    }
    Object& object = target.as_object();
    for (const Member& member : patch.as_object()) {
        if (member.value.is_null()) {
            object.erase(member.key);
        } else {
            Value& place = object[member.key];
            place = apply_merge_patch(std::move(place), member.value);
        }
    }
    return target;
}

Value create_merge_patch(const Value& from, const Value& to) {
    if (from == to) {
        return nullptr;
    }
    if (!from.is_object() || !to.is_object()) {
        return to;
    }
    Object patch;
    for (const Member& member : to.as_object()) {
        const Value* before = from.get(member.key);
        if (before == nullptr) {
            patch.append(member.key, member.value);
        } else if (*before != member.value) {
            patch.append(member.key, create_merge_patch(*before, member.value));
        }
    }
    for (const Member& member : from.as_object()) {
        if (to.get(member.key) == nullptr) {
            patch.append(member.key, nullptr);
        }
    }
    return patch;
}

}  // namespace sealer::manifest
