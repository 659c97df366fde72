// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/managers.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace sealer::standalone {
namespace {

using manifest::Object;
using manifest::Value;

constexpr std::size_t kMaxUpdaters = 10;
constexpr std::string_view kAncient = "ancient-changes";

Result<Manager> read_manager(const Value& entry) {
    if (entry.text("fieldsType") != "FieldsV1") {
        return fail(Code::kInvalid, "metadata.managedFields: fieldsType must be FieldsV1");
    }
    Manager manager;
    manager.name = entry.text("manager");
    manager.applies = entry.text("operation") == "Apply";
    manager.api_version = entry.text("apiVersion");
    manager.subresource = entry.text("subresource");
    manager.time = entry.text("time");
    if (const Value* fields = entry.get("fieldsV1"); fields != nullptr && !fields->is_null()) {
        TRY_ASSIGN(manager.fields, manifest::FieldSet::parse(*fields));
    }
    return manager;
}

Value write_manager(const Manager& manager) {
    Object entry;
    entry.append("manager", manager.name);
    entry.append("operation", manager.applies ? "Apply" : "Update");
    entry.append("apiVersion", manager.api_version);
    if (!manager.time.empty()) {
        entry.append("time", manager.time);
    }
    entry.append("fieldsType", "FieldsV1");
    entry.append("fieldsV1", manager.fields.to_value());
    if (!manager.subresource.empty()) {
        entry.append("subresource", manager.subresource);
    }
    return entry;
}

// Times are all UTC and whole seconds, so they sort as text.
auto order(const Manager& manager) {
    return std::tie(manager.time, manager.name, manager.api_version, manager.subresource);
}

}  // namespace

Manager* find_manager(Managers& managers, const Manager& manager) {
    const auto found = std::find_if(managers.begin(), managers.end(), [&](const Manager& other) {
        return other.is_same_as(manager);
    });
    return found == managers.end() ? nullptr : &*found;
}

Result<Managers> read_managers(const Value& managed_fields) {
    Managers managers;
    for (const Value& entry : manifest::elements(&managed_fields)) {
        TRY_ASSIGN(Manager manager, read_manager(entry));
        if (Manager* same = find_manager(managers, manager)) {
            *same = std::move(manager);
        } else {
            managers.push_back(std::move(manager));
        }
    }
    return managers;
}

Value write_managers(Managers managers) {
    if (managers.empty()) {
        return nullptr;
    }
    std::sort(managers.begin(), managers.end(), [](const Manager& a, const Manager& b) {
        return a.applies != b.applies ? a.applies : order(a) < order(b);
    });
    manifest::Array entries;
    entries.reserve(managers.size());
    for (const Manager& manager : managers) {
        entries.push_back(write_manager(manager));
    }
    return entries;
}

void set_managed_fields(Value& object, const Managers& managers) {
    Value entries = write_managers(managers);
    if (!entries.is_null()) {
        object["metadata"]["managedFields"] = std::move(entries);
    } else if (Value* metadata = object.get("metadata");
               metadata != nullptr && metadata->is_object()) {
        metadata->as_object().erase("managedFields");
    }
}

void cap_managers(Managers& managers) {
    Managers updaters;
    for (Manager& manager : managers) {
        if (!manager.applies) {
            updaters.push_back(std::move(manager));
        }
    }
    std::erase_if(managers, [](const Manager& manager) { return !manager.applies; });
    std::sort(updaters.begin(), updaters.end(),
              [](const Manager& a, const Manager& b) { return order(a) < order(b); });
    // The oldest of a version stays by itself until a second one of that version must go.
    for (std::size_t i = 0; i < updaters.size() && updaters.size() > kMaxUpdaters;) {
        const auto older = std::find_if(
            updaters.begin(), updaters.begin() + static_cast<std::ptrdiff_t>(i),
            [&](const Manager& other) { return other.api_version == updaters[i].api_version; });
        if (older == updaters.begin() + static_cast<std::ptrdiff_t>(i)) {
            ++i;
            continue;
        }
        older->name = kAncient;
        older->subresource.clear();
        older->time = updaters[i].time;
        older->fields = older->fields.united(updaters[i].fields);
        updaters.erase(updaters.begin() + static_cast<std::ptrdiff_t>(i));
    }
    std::move(updaters.begin(), updaters.end(), std::back_inserter(managers));
}

}  // namespace sealer::standalone
