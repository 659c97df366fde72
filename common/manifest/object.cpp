// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/object.h"

#include <iterator>

namespace sealer::manifest {

namespace {

constexpr int kMaxListNesting = 8;

std::string_view entry(const Value& object, std::string_view map, std::string_view key) {
    return object.text("metadata", map, key);
}

void set_entry(Value& object, std::string_view map, std::string_view key, std::string_view value) {
    object["metadata"][map][key] = value;
}

void remove_entry(Value& object, std::string_view map, std::string_view key) {
    Value* metadata = object.get("metadata");
    Value* entries = metadata == nullptr ? nullptr : metadata->get(map);
    if (entries == nullptr || !entries->is_object()) {
        return;
    }
    entries->as_object().erase(key);
    if (entries->as_object().empty()) {
        metadata->as_object().erase(map);
    }
}

std::string nth(std::size_t index) {
    return "item " + std::to_string(index) + " of the list";
}

Status expand_into(Value object, int depth, std::vector<Value>& out) {
    if (!object.is_object()) {
        return fail(Code::kInvalid, "not a Kubernetes object: expected a mapping");
    }
    const std::string kind(object.text("kind"));
    if (object.text("apiVersion").empty() || kind.empty()) {
        return fail(Code::kInvalid, "not a Kubernetes object: apiVersion or kind is missing");
    }
    Value* items = object.get("items");
    if (kind.ends_with("List") && items != nullptr && (items->is_array() || items->is_null())) {
        if (depth == kMaxListNesting) {
            return fail(Code::kInvalid, "lists nested too deep");
        }
        if (items->is_null()) {
            return {};
        }
        Array list = std::move(items->as_array());
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (auto status = expand_into(std::move(list[i]), depth + 1, out); !status) {
                return fail(status.error().with(nth(i)));
            }
        }
        return {};
    }
    if (name_of(object).empty() && object.text("metadata", "generateName").empty()) {
        return fail(Code::kInvalid, kind + " without metadata.name");
    }
    out.push_back(std::move(object));
    return {};
}

}  // namespace

std::string to_string(const ObjectKey& key) {
    std::string text = key.group.empty() ? key.kind : key.group + "/" + key.kind;
    text += " ";
    return key.namespace_.empty() ? text + key.name : text + key.namespace_ + "/" + key.name;
}

std::pair<std::string_view, std::string_view> split_api_version(std::string_view api_version) {
    const std::size_t slash = api_version.find('/');
    if (slash == std::string_view::npos) {
        return {std::string_view(), api_version};
    }
    return {api_version.substr(0, slash), api_version.substr(slash + 1)};
}

std::string join_api_version(std::string_view group, std::string_view version) {
    return group.empty() ? std::string(version) : std::string(group) + "/" + std::string(version);
}

GroupVersionKind type_of(const Value& object) {
    const auto [group, version] = split_api_version(object.text("apiVersion"));
    return {.group = std::string(group),
            .version = std::string(version),
            .kind = std::string(object.text("kind"))};
}

ObjectKey key_of(const Value& object) {
    return {.group = std::string(split_api_version(object.text("apiVersion")).first),
            .kind = std::string(object.text("kind")),
            .namespace_ = std::string(namespace_of(object)),
            .name = std::string(name_of(object))};
}

std::string_view annotation(const Value& object, std::string_view key) {
    return entry(object, "annotations", key);
}

std::string_view label(const Value& object, std::string_view key) {
    return entry(object, "labels", key);
}

void set_annotation(Value& object, std::string_view key, std::string_view value) {
    set_entry(object, "annotations", key, value);
}

void set_label(Value& object, std::string_view key, std::string_view value) {
    set_entry(object, "labels", key, value);
}

void remove_annotation(Value& object, std::string_view key) {
    remove_entry(object, "annotations", key);
}

void remove_label(Value& object, std::string_view key) {
    remove_entry(object, "labels", key);
}

Result<std::vector<Value>> expand_lists(Value object) {
    std::vector<Value> out;
    TRY(expand_into(std::move(object), 0, out));
    return out;
}

const Value* controller_of(const Value& object) {
    for (const Value& owner : elements(object.get("metadata", "ownerReferences"))) {
        if (owner.flag("controller")) {
            return &owner;
        }
    }
    return nullptr;
}

}  // namespace sealer::manifest
