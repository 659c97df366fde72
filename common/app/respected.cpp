// SPDX-License-Identifier: Apache-2.0
#include "common/app/respected.h"

#include "common/app/ownership.h"
#include "common/app/secret_mask.h"
#include "common/manifest/field_path.h"

namespace sealer::app {
namespace {

using manifest::FieldPath;
using manifest::FieldSet;
using manifest::Value;

bool is_leaf(const FieldSet& fields, const FieldPath& path) {
    const FieldSet* node = fields.find(path);
    return node != nullptr && node->children().empty();
}

bool is_inside_a_leaf(const FieldSet& fields, FieldPath path) {
    while (path.size() > 1) {
        path.pop_back();
        if (is_leaf(fields, path)) {
            return true;
        }
    }
    return false;
}

std::vector<FieldPath> leaves(const FieldSet& fields) {
    std::vector<FieldPath> paths = fields.paths();
    std::erase_if(paths, [&](const FieldPath& path) { return !is_leaf(fields, path); });
    return paths;
}

FieldSet within(const FieldSet& fields, const FieldSet& roots) {
    return fields.minus(fields.without(roots));
}

// Puts what is at `path` of `live` into `object`.
class Keeper {
  public:
    Keeper(Value& object, const Value& live)
        : object_(object), live_(live), is_secret_(is_secret(object)) {}

    // Whether there is anything to keep.
    bool keep(const FieldPath& path) {
        const Value* there = manifest::resolve(live_, path);
        const bool is_masked = is_secret_ && path[0] == "f:data";
        if (there != nullptr && !is_masked) {
            manifest::put_field(object_, path, *there);
        }
        return there != nullptr;
    }

  private:
    Value& object_;
    const Value& live_;
    const bool is_secret_;
};

}  // namespace

Result<Value> keep_ignored(Value object, const Desired& desired, const Value& live,
                           const FieldSet& ignored, Write way) {
    TRY_ASSIGN(const Ownership ownership, ownership_of(live, desired.fields, desired.schema));
    Keeper keeper(object, live);
    FieldSet gone;
    for (const FieldPath& path : ignored.paths()) {
        const bool stays = way == Write::kReplace || is_inside_a_leaf(desired.fields, path);
        if (stays && !keeper.keep(path)) {
            gone.insert(path);
        }
    }
    if (way == Write::kApply) {
        const FieldSet ours = within(ownership.fields, ignored);
        for (const FieldPath& path : leaves(ours)) {
            keeper.keep(path);
        }
        for (const FieldPath& path : leaves(within(desired.fields, ignored))) {
            if (ours.find(path) == nullptr) {
                gone.insert(path);
            }
        }
    }
    manifest::erase_fields(object, gone);
    return object;
}

}  // namespace sealer::app
