// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/managed_fields.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/manifest/field_set.h"
#include "common/manifest/go_types.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "common/manifest/shape.h"
#include "controller/standalone/managers.h"
#include "controller/standalone/typed_tree.h"

namespace sealer::standalone {
namespace {

using manifest::FieldSet;
using manifest::Schema;
using manifest::Value;

// kubectl's, by name: what its client-side apply left is its own.
constexpr std::string_view kKubectl = "kubectl";
constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";
constexpr std::string_view kBeforeFirstApply = "before-first-apply";

Value without_managed_fields(Value object) {
    if (Value* metadata = object.get("metadata"); metadata != nullptr && metadata->is_object()) {
        metadata->as_object().erase("managedFields");
    }
    return object;
}

Manager manager_for(const Writer& writer, bool applies) {
    Manager manager;
    manager.name = writer.manager.empty() ? "unknown" : writer.manager;
    manager.applies = applies;
    manager.api_version = writer.api_version;
    manager.subresource = writer.subresource;
    manager.time = format_time(writer.now);
    return manager;
}

// What `change` alters is lost to the managers but `except`.
void take_from_others(Managers& managers, const Comparison& change, const Manager* except) {
    const FieldSet taken = change.added.united(change.modified).united(change.removed);
    for (Manager& manager : managers) {
        if (except == nullptr || !manager.is_same_as(*except)) {
            manager.fields = manager.fields.minus(taken);
        }
    }
}

void drop_empty(Managers& managers) {
    std::erase_if(managers, [](const Manager& manager) { return manager.fields.empty(); });
}

// An update by `self`: what it added or changed is its own from now on.
void record_update(Managers& managers, const Value& before, const Value& after,
                   const Schema* schema, const Manager& self) {
    const Comparison change = compare(before, after, schema);
    const Manager* former = find_manager(managers, self);
    const FieldSet former_fields = former == nullptr ? FieldSet() : former->fields;
    const bool is_new = former == nullptr;
    take_from_others(managers, change, nullptr);
    drop_empty(managers);
    FieldSet taken = change.added.united(change.modified);
    taken.drop_untracked();
    if (taken.empty()) {
        return;
    }
    Manager* entry = find_manager(managers, self);
    if (entry == nullptr) {
        entry = &managers.emplace_back(self);
        entry->fields = FieldSet();
    }
    entry->fields = entry->fields.united(taken);
    entry->time =
        is_new || entry->fields != former_fields || entry->time.empty() ? self.time : entry->time;
}

// Declared fields that hold something count as fields themselves, so that a struct emptied by the
// removal of all that an applier set in it goes with it.
FieldSet with_named_fields(const FieldSet& fields, const Schema* schema) {
    FieldSet result;
    result.set_member(fields.is_member());
    for (const auto& [element, child] : fields.children()) {
        const bool is_field = element.starts_with("f:");
        const std::string_view name = std::string_view(element).substr(2);
        FieldSet inner =
            with_named_fields(child, is_field ? member_schema(schema, name)
                                              : (schema == nullptr ? nullptr : schema->items));
        if (is_field && manifest::is_declared(schema, name)) {
            inner.set_member(true);
        }
        result.child(element) = std::move(inner);
    }
    return result;
}

// Every leaf of `object`, the server's own too.
FieldSet all_fields(const Value& object, const Schema* schema) {
    return with_named_fields(compare(manifest::Object(), object, schema).added, schema);
}

// `merged` without what the manager applied `last` and does not now, and nobody else owns.
Value prune(const Value& merged, const Managers& managers, const FieldSet& last,
            const Schema* schema) {
    if (last.empty()) {
        return merged;
    }
    FieldSet owned;
    for (const Manager& manager : managers) {
        owned = owned.united(manager.fields);
    }
    const FieldSet in_merged = all_fields(merged, schema);
    const FieldSet in_pruned = all_fields(remove_fields(merged, last, schema), schema);
    const FieldSet unowned = in_merged.minus(in_pruned.united(with_named_fields(owned, schema)));
    // Not by what is left of the object: that would lose what is owned and stands empty.
    const FieldSet gone = in_merged.intersected(in_merged.minus(in_merged.without(unowned)));
    return remove_fields(merged, gone.intersected(with_named_fields(last, schema)), schema);
}

std::string describe(const Manager& manager) {
    std::string text = '"' + manager.name + '"';
    if (!manager.subresource.empty()) {
        text += " with subresource \"" + manager.subresource + '"';
    }
    return manager.applies ? text : text + " using " + manager.api_version;
}

std::vector<ApplyConflict> conflicts_of(const Managers& managers, const Comparison& change,
                                        const Manager& self, const FieldSet& allowed) {
    const FieldSet changed = change.added.united(change.modified);
    std::vector<ApplyConflict> conflicts;
    for (const Manager& manager : managers) {
        if (manager.is_same_as(self)) {
            continue;
        }
        const FieldSet common = manager.fields.intersected(changed);
        for (const auto& path : common.minus(allowed).paths()) {
            conflicts.push_back({describe(manager), manifest::to_string(path)});
        }
    }
    std::sort(conflicts.begin(), conflicts.end(),
              [](const ApplyConflict& a, const ApplyConflict& b) {
                  return std::tie(a.manager, a.field) < std::tie(b.manager, b.field);
              });
    return conflicts;
}

// The fields that kubectl's client-side apply set and that still have its values.
FieldSet client_side_applied(const Value& live, const Schema* schema, const Writer& writer) {
    const auto last = manifest::parse_json(annotation(live, kLastApplied));
    if (writer.manager != kKubectl || !last || last->text("apiVersion") != writer.api_version) {
        return {};
    }
    const Comparison change = compare(*last, live, schema);
    return FieldSet::of(*last, schema)
        .minus(change.modified)
        .minus(change.added)
        .minus(change.removed);
}

// kubectl keeps the annotation true for those who still apply on the client's side.
void refresh_last_applied(Value& object, const Value& config, const Writer& writer) {
    if (writer.manager != kKubectl || annotation(object, kLastApplied).empty()) {
        return;
    }
    Value applied = config;
    remove_annotation(applied, kLastApplied);
    set_annotation(
        object, kLastApplied,
        write_json(applied, {.indent = 0, .sort_keys = true, .escape_html = true}) + "\n");
}

Result<Managers> managers_of(const Value* live) {
    const Value* entries = live == nullptr ? nullptr : live->get("metadata", "managedFields");
    return entries == nullptr ? Managers() : read_managers(*entries);
}

bool is_reset(const Value& entries) {
    if (!entries.is_array()) {
        return false;
    }
    const manifest::Array& array = entries.as_array();
    return array.empty() ||
           (array.size() == 1 && array[0].is_object() && array[0].as_object().empty());
}

// The entries that an update starts from: the client's own if it sent any that can be read, else
// the live object's.
Managers managers_for_update(const Value& object, const Value* live) {
    const Value* sent = object.get("metadata", "managedFields");
    if (sent != nullptr) {
        if (is_reset(*sent)) {
            return {};
        }
        if (auto managers = read_managers(*sent); managers && !managers->empty()) {
            return *std::move(managers);
        }
    }
    return managers_of(live).value_or(Managers());
}

}  // namespace

Result<Applied> server_side_apply(const Value* live, const Value& config, const Schema* schema,
                                  const Writer& writer, bool force) {
    if (config.get("metadata", "managedFields") != nullptr) {
        return fail(Code::kInvalid, "metadata.managedFields must be nil");
    }
    if (const Status status = check_applicable(config, schema); !status) {
        return fail(status.error().with("failed to create typed patch object"));
    }
    TRY_ASSIGN(Managers managers, managers_of(live));
    const Value empty = empty_object(schema);
    const Value before = live == nullptr ? empty : without_managed_fields(*live);
    const Manager self = manager_for(writer, true);
    if (managers.empty() && live != nullptr) {
        Manager earlier = manager_for(writer, false);
        earlier.name = kBeforeFirstApply;
        earlier.subresource.clear();
        record_update(managers, empty, before, schema, earlier);
    }
    Manager* entry = find_manager(managers, self);
    const FieldSet last = entry == nullptr ? FieldSet() : entry->fields;
    if (entry == nullptr) {
        entry = &managers.emplace_back(self);
    }
    entry->api_version = self.api_version;
    entry->fields = FieldSet::of(config, schema);
    const FieldSet owned = entry->fields;

    Value after = prune(merge(before, config, schema), managers, last, schema);
    if (schema != nullptr && !schema->reference.empty()) {
        // Else what Go leaves out of what it stores would be a difference at each apply.
        pass_through_go_types(after, *schema);
    }
    const Comparison change = compare(before, after, schema);
    if (!force) {
        const FieldSet allowed = client_side_applied(before, schema, writer);
        auto conflicts = conflicts_of(managers, change, self, allowed);
        if (!conflicts.empty()) {
            return Applied{std::nullopt, std::move(conflicts)};
        }
    }
    take_from_others(managers, change, &self);
    if (!change.is_same() || owned != last) {
        entry->time = self.time;
    }
    drop_empty(managers);
    if (change.is_same()) {
        after = before;
    }
    refresh_last_applied(after, config, writer);
    set_managed_fields(after, managers);
    return Applied{std::move(after), {}};
}

void track_update(Value& object, const Value* live, const Schema* schema, const Writer& writer) {
    Managers managers = managers_for_update(object, live);
    if (managers.empty() && live != nullptr) {
        // Nobody asked for ownership of this object to be kept, or a client has just reset it.
        set_managed_fields(object, {});
        return;
    }
    const Value before = live == nullptr ? empty_object(schema) : without_managed_fields(*live);
    record_update(managers, before, without_managed_fields(object), schema,
                  manager_for(writer, false));
    cap_managers(managers);
    set_managed_fields(object, managers);
}

}  // namespace sealer::standalone
