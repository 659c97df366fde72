// SPDX-License-Identifier: Apache-2.0
#include "common/app/compare.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>

#include "common/app/ownership.h"
#include "common/app/recorded_fields.h"
#include "common/manifest/builtin_defaults.h"
#include "common/manifest/field_path.h"
#include "common/manifest/go_types.h"
#include "common/manifest/object.h"
#include "common/manifest/schema.h"

namespace sealer::app {
namespace {

using manifest::FieldPath;
using manifest::FieldSet;
using manifest::Value;

// A value without what is ignored. Where nothing is, it is not copied.
template <class T>
class Reduced {
  public:
    Reduced(const T& whole, const FieldSet& ignored) : whole_(whole) {
        if (!ignored.empty()) {
            rest_ = without(whole, ignored);
        }
    }
    [[nodiscard]] const T& get() const { return rest_ ? *rest_ : whole_; }

  private:
    static FieldSet without(const FieldSet& fields, const FieldSet& ignored) {
        return fields.without(ignored);
    }
    static Value without(Value object, const FieldSet& ignored) {
        manifest::erase_fields(object, ignored);
        return object;
    }

    const T& whole_;
    std::optional<T> rest_;
};

// A member with fields of its own below it is an item of a list or a map: it is there or not, and
// its fields are compared one by one.
bool is_container(const FieldSet& set, const FieldPath& path) {
    const FieldSet* node = set.find(path);
    return node != nullptr && !node->children().empty();
}

// `shape` says which fields have parts that count by themselves.
bool equal_at(const FieldPath& path, const FieldSet& shape, const Value& a, const Value& b) {
    const Value* in_a = manifest::resolve(a, path);
    const Value* in_b = manifest::resolve(b, path);
    if (in_a == nullptr || in_b == nullptr) {
        return in_a == in_b;
    }
    return *in_a == *in_b || is_container(shape, path);
}

// The same where the API server keeps no empty lists: it may show them as null, or not at all.
bool equal_but_for_empty_lists(const FieldPath& path, const FieldSet& shape, const Value& a,
                               const Value& b) {
    const Value* in_a = manifest::resolve(a, path);
    const bool is_empty = in_a != nullptr && in_a->is_array() && in_a->as_array().empty();
    return equal_at(path, shape, a, b) || (is_empty && manifest::resolve(b, path) == nullptr);
}

std::vector<FieldPath> unequal_in(const FieldSet& fields, const FieldSet& shape, const Value& a,
                                  const Value& b) {
    std::vector<FieldPath> paths = fields.paths();
    std::erase_if(paths, [&](const FieldPath& path) { return equal_at(path, shape, a, b); });
    return paths;
}

// Those of `fields` that are in `in`, but not in `out`.
std::vector<FieldPath> gone(const FieldSet& fields, const Value& in, const Value& out) {
    std::vector<FieldPath> paths = fields.paths();
    std::erase_if(paths, [&](const FieldPath& path) {
        return manifest::resolve(in, path) == nullptr || manifest::resolve(out, path) != nullptr;
    });
    return paths;
}

// Who owns a map or an item beside what is in it changes nothing; and it is the API server's
// schema, unknown here for custom types, that says whether anybody does.
bool same_leaves(const FieldSet& a, const FieldSet& b) {
    return std::ranges::equal(a.children(), b.children(), [](const auto& one, const auto& other) {
        return one.first == other.first && same_leaves(one.second, other.second);
    });
}

// Whether an apply would leave ownership as it is. API servers differ in whether setting a field to
// nothing makes it one's own.
bool same_ownership(const FieldSet& ours, const FieldSet& fields, const Value& object) {
    if (same_leaves(ours, fields)) {
        return true;
    }
    FieldSet nothing;
    for (const FieldSet& rest : {ours.minus(fields), fields.minus(ours)}) {
        for (const FieldPath& path : rest.paths()) {
            const Value* value = manifest::resolve(object, path);
            if (value != nullptr && manifest::is_zero(*value) && !is_container(ours, path)) {
                nothing.insert(path);
            }
        }
    }
    return !nothing.empty() && same_leaves(ours.without(nothing), fields.without(nothing));
}

// What is desired, and what is there, less what is ignored.
struct Local {
    // `set`: the fields that `desired` sets.
    Local(const Desired& desired, const FieldSet& set, const Value& live, const FieldSet& owned,
          const FieldSet& ignored)
        : shape(set),
          schema(desired.schema),
          unstored(desired.unstored),
          object(desired.object, ignored),
          seen(live, ignored),
          fields(set, ignored),
          ours(owned, ignored) {}
    Local(const Desired& desired, const Value& live, const FieldSet& owned, const FieldSet& ignored)
        : Local(desired, desired.fields, live, owned, ignored) {}

    // Nothing would be changed by an apply.
    [[nodiscard]] bool is_in_sync() const {
        const auto is_there = [this](const FieldPath& path) {
            const Value* value = manifest::resolve(seen.get(), path);
            return value != nullptr && !manifest::is_zero(*value);
        };
        return same_ownership(ours.get(), fields.get(), object.get()) && unequal().empty() &&
               std::ranges::none_of(unstored, is_there);
    }

    // The fields of Git's that are not there as they would be stored: with defaults filled in where
    // that is a list as a whole, quantities in the form that the API server gives them.
    [[nodiscard]] std::vector<FieldPath> unequal() const {
        std::vector<FieldPath> paths = unequal_in(fields.get(), shape, object.get(), seen.get());
        if (!paths.empty()) {
            Value stored = object.get();
            manifest::apply_builtin_defaults(stored);
            Value there = seen.get();
            if (schema != nullptr) {
                manifest::pass_through_go_types(there, *schema);
            }
            std::erase_if(paths, [&](const FieldPath& path) {
                return schema != nullptr ? equal_but_for_empty_lists(path, shape, stored, there)
                                         : equal_at(path, shape, stored, there);
            });
        }
        return paths;
    }
    // What has been applied before, is still there, and is not in Git any more.
    [[nodiscard]] std::vector<FieldPath> dropped() const {
        return gone(ours.get().minus(fields.get()), seen.get(), object.get());
    }

    const FieldSet& shape;
    const manifest::Schema* const schema;
    const std::span<const FieldPath> unstored;
    const Reduced<Value> object, seen;
    const Reduced<FieldSet> fields, ours;
};

void append(std::vector<FieldPath>& paths, std::vector<FieldPath> more) {
    paths.insert(paths.end(), std::move_iterator(more.begin()), std::move_iterator(more.end()));
}

std::vector<FieldPath> sorted(std::vector<FieldPath> paths) {
    std::ranges::sort(paths);
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    return paths;
}

}  // namespace

Result<LocalVerdict> compare_locally(const Desired& desired, const Value& live,
                                     const FieldSet& ignored) {
    TRY_ASSIGN(const Ownership ownership, ownership_of(live, desired.fields, desired.schema));
    const Local local(desired, live, ownership.fields, ignored);
    if (local.is_in_sync()) {
        return LocalVerdict::kInSync;
    }
    if (desired.schema == nullptr) {
        const FieldSet recorded = recorded_fields(desired.object, ownership.fields);
        if (Local(desired, recorded, live, ownership.fields, ignored).is_in_sync()) {
            return LocalVerdict::kInSync;
        }
    }
    // A dry run cannot show what goes once a predecessor's fields have been migrated.
    const bool keeps_dropped = ownership.is_legacy && !local.dropped().empty();
    // What somebody owns and is not there, the API server does not keep: a feature is off.
    const std::vector<FieldPath> absent =
        gone(local.fields.get(), local.object.get(), local.seen.get());
    const bool lacks_a_field =
        !absent.empty() &&
        std::ranges::any_of(absent, [managers = FieldManagers(live)](const FieldPath& path) {
            return managers.of(path).empty();
        });
    return keeps_dropped || lacks_a_field ? LocalVerdict::kOutOfSync : LocalVerdict::kUndecided;
}

Result<std::vector<FieldPath>> differences(const Desired& desired, const Value& live,
                                           const Value& predicted, const FieldSet& ignored) {
    TRY_ASSIGN(const Ownership before, ownership_of(live, desired.fields, desired.schema));
    TRY_ASSIGN(const Ownership after, ownership_of(predicted, desired.fields, desired.schema));
    const Local local(desired, live, before.fields, ignored);
    const Reduced answer(predicted, ignored);
    const Reduced owned(after.fields, ignored);
    std::vector<FieldPath> paths =
        unequal_in(owned.get(), after.fields, local.seen.get(), answer.get());
    append(paths, gone(local.ours.get().minus(owned.get()), local.seen.get(), answer.get()));
    if (before.is_legacy) {
        append(paths, local.dropped());
    }
    return sorted(std::move(paths));
}

Result<std::vector<FieldPath>> local_differences(const Desired& desired, const Value& live,
                                                 const FieldSet& ignored) {
    TRY_ASSIGN(const Ownership ownership, ownership_of(live, desired.fields, desired.schema));
    const Local local(desired, live, ownership.fields, ignored);
    std::vector<FieldPath> paths = local.unequal();
    append(paths, local.dropped());
    return sorted(std::move(paths));
}

}  // namespace sealer::app
