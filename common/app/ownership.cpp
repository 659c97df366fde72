// SPDX-License-Identifier: Apache-2.0
#include "common/app/ownership.h"

#include <algorithm>

#include "common/app/secret_mask.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"

namespace sealer::app {
namespace {

using manifest::FieldSet;
using manifest::Value;

enum class Kind { kOther, kOurs, kServerSide, kClientSide };

Kind kind_of(const Value& entry) {
    const std::string_view manager = entry.text("manager");
    const bool applies = entry.text("operation") == "Apply";
    if (!entry.text("subresource").empty()) {
        return Kind::kOther;
    }
    if (manager == kFieldManager) {
        return applies ? Kind::kOurs : Kind::kOther;
    }
    if (applies) {
        return manager == "argocd-controller" || manager == "kubectl" ? Kind::kServerSide
                                                                      : Kind::kOther;
    }
    return manager == "kubectl-client-side-apply" || manager == "argocd-controller"
               ? Kind::kClientSide
               : Kind::kOther;
}

// What the last client-side apply asked for; unset without a readable annotation.
std::optional<FieldSet> last_applied(const Value& live, const manifest::Schema* schema) {
    const std::string_view text = manifest::annotation(live, kLastApplied);
    if (text.empty()) {
        return std::nullopt;
    }
    Result<Value> object = manifest::parse_json(text);
    if (!object || !object->is_object()) {
        return std::nullopt;
    }
    if (is_secret(*object)) {
        canonicalize_secret(*object);
    }
    return FieldSet::of(*object, schema);
}

// Whether what is at `path`, a part of it, or something whole that it is in, is of the set.
bool owns(const FieldSet& set, const manifest::FieldPath& path) {
    const FieldSet* node = &set;
    for (const std::string& element : path) {
        const auto child = node->children().find(element);
        if (child == node->children().end()) {
            return node != &set && node->children().empty();
        }
        node = &child->second;
    }
    return true;
}

}  // namespace

Result<Ownership> ownership_of(const Value& live, const FieldSet& desired,
                               const manifest::Schema* schema) {
    Ownership ownership;
    for (const Value& entry : manifest::elements(live.get("metadata", "managedFields"))) {
        const Kind kind = kind_of(entry);
        const Value* fields = entry.get("fieldsV1");
        if (kind == Kind::kOther || fields == nullptr) {
            continue;
        }
        TRY_ASSIGN(FieldSet owned, FieldSet::parse(*fields));
        if (kind == Kind::kClientSide) {
            owned = owned.intersected(last_applied(live, schema).value_or(desired));
        }
        ownership.fields = ownership.fields.united(owned);
        ownership.is_ours = ownership.is_ours || kind == Kind::kOurs;
        ownership.is_legacy = ownership.is_legacy || kind != Kind::kOurs;
    }
    return ownership;
}

FieldManagers::FieldManagers(const Value& live) {
    for (const Value& entry : manifest::elements(live.get("metadata", "managedFields"))) {
        if (const Value* fields = entry.get("fieldsV1")) {
            if (Result<FieldSet> owned = FieldSet::parse(*fields)) {
                managers_.emplace_back(entry.text("manager"), *std::move(owned));
            }
        }
    }
}

std::vector<std::string> FieldManagers::of(const manifest::FieldPath& path) const {
    std::vector<std::string> names;
    for (const auto& [name, fields] : managers_) {
        if (owns(fields, path)) {
            names.push_back(name);
        }
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

Result<std::optional<Value>> migration_patch(const Value& live, const Ownership& ownership) {
    if (!ownership.is_legacy) {
        return std::optional<Value>();
    }
    manifest::Array entries;
    std::string time;
    for (const Value& entry : manifest::elements(live.get("metadata", "managedFields"))) {
        if (kind_of(entry) == Kind::kOther) {
            entries.push_back(entry);
        } else {
            time = std::max(time, std::string(entry.text("time")));
        }
    }
    FieldSet fields = ownership.fields;
    if (!manifest::annotation(live, kLastApplied).empty()) {
        fields.insert({"f:metadata", "f:annotations", "f:" + std::string(kLastApplied)});
    }
    manifest::Object ours;
    ours["manager"] = kFieldManager;
    ours["operation"] = "Apply";
    ours["apiVersion"] = live.text("apiVersion");
    ours["time"] = time;
    ours["fieldsType"] = "FieldsV1";
    ours["fieldsV1"] = fields.to_value();
    entries.emplace_back(std::move(ours));
    const auto replace = [](const char* path, Value value) {
        manifest::Object operation;
        operation["op"] = "replace";
        operation["path"] = path;
        operation["value"] = std::move(value);
        return Value(std::move(operation));
    };
    return std::optional(Value(manifest::Array{
        replace("/metadata/managedFields", std::move(entries)),
        replace("/metadata/resourceVersion", manifest::resource_version_of(live))}));
}

}  // namespace sealer::app
