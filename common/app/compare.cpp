// SPDX-License-Identifier: Apache-2.0
#include "common/app/compare.h"

#include <algorithm>
#include <vector>

#include "common/app/ownership.h"

namespace sealer::app {
namespace {

using manifest::FieldSet;
using manifest::Value;
using Path = std::vector<std::string>;

// A member with fields of its own below it is an item of a list or a map: it is there or not, and
// its fields are compared one by one.
bool is_container(const FieldSet& set, const Path& path) {
    const FieldSet* node = &set;
    for (const std::string& element : path) {
        const auto child = node->children().find(element);
        if (child == node->children().end()) {
            return false;
        }
        node = &child->second;
    }
    return !node->children().empty();
}

bool equal_at(const FieldSet& fields, const Path& path, const Value& a, const Value& b) {
    const Value* in_a = manifest::resolve(a, path);
    const Value* in_b = manifest::resolve(b, path);
    if (in_a == nullptr || in_b == nullptr) {
        return in_a == in_b;
    }
    return is_container(fields, path) || *in_a == *in_b;
}

bool equal_in(const FieldSet& fields, const Value& a, const Value& b) {
    return std::ranges::all_of(fields.paths(),
                               [&](const Path& path) { return equal_at(fields, path, a, b); });
}

// Whether any of `fields` is there.
bool any_in(const FieldSet& fields, const Value& object) {
    return std::ranges::any_of(fields.paths(), [&](const Path& path) {
        return manifest::resolve(object, path) != nullptr;
    });
}

}  // namespace

Result<LocalVerdict> compare_locally(const Desired& desired, const Value& live) {
    TRY_ASSIGN(const Ownership ownership, ownership_of(live, desired.fields, desired.schema));
    if (ownership.fields == desired.fields && equal_in(desired.fields, desired.object, live)) {
        return LocalVerdict::kInSync;
    }
    // A dry run cannot show what goes once a predecessor's fields have been migrated.
    if (ownership.is_legacy && any_in(ownership.fields.minus(desired.fields), live)) {
        return LocalVerdict::kOutOfSync;
    }
    const bool lacks_a_field = std::ranges::any_of(desired.fields.paths(), [&](const Path& path) {
        return manifest::resolve(desired.object, path) != nullptr &&
               manifest::resolve(live, path) == nullptr;
    });
    return lacks_a_field ? LocalVerdict::kOutOfSync : LocalVerdict::kUndecided;
}

Result<bool> differs(const Desired& desired, const Value& live, const Value& predicted) {
    TRY_ASSIGN(const Ownership before, ownership_of(live, desired.fields, desired.schema));
    TRY_ASSIGN(const Ownership after, ownership_of(predicted, desired.fields, desired.schema));
    if (!equal_in(after.fields, live, predicted)) {
        return true;
    }
    const FieldSet lost = before.fields.minus(after.fields);
    return std::ranges::any_of(lost.paths(), [&](const Path& path) {
        return manifest::resolve(live, path) != nullptr &&
               manifest::resolve(predicted, path) == nullptr;
    });
}

}  // namespace sealer::app
