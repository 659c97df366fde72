// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/field_set.h"

#include <algorithm>

#include "common/manifest/json.h"
#include "common/manifest/shape.h"

namespace sealer::manifest {
namespace {

constexpr JsonStyle kElementStyle{.indent = 0, .sort_keys = true, .escape_html = true};

// The server never records what it sets itself or what names the object.
constexpr std::string_view kUntrackedMetadata[] = {
    "f:name",        "f:namespace",  "f:creationTimestamp", "f:selfLink",       "f:uid",
    "f:clusterName", "f:generation", "f:managedFields",     "f:resourceVersion"};

// One spelling for each element: clients may send keys in any order.
Result<std::string> canonical_element(const std::string& element) {
    if (element.starts_with("f:")) {
        return element;
    }
    if (element.starts_with("k:") || element.starts_with("v:")) {
        TRY_ASSIGN(const Value content, parse_json(std::string_view(element).substr(2)));
        if (element[0] == 'k' && !content.is_object()) {
            return fail(Code::kInvalid, "fieldsV1: a key must be an object");
        }
        return element.substr(0, 2) + write_json(content, kElementStyle);
    }
    if (element.starts_with("i:") && element.size() > 2 &&
        element.find_first_not_of("0123456789", 2) == std::string::npos) {
        return element;
    }
    return fail(Code::kInvalid, "fieldsV1: unknown path element");
}

Status read_fields(const Value& fields, std::size_t depth, FieldSet& set) {
    if (depth > kMaxDepth) {
        return fail(Code::kInvalid, "fieldsV1: nested too deeply");
    }
    if (!fields.is_object()) {
        return fail(Code::kInvalid, "fieldsV1: must be an object");
    }
    for (const Member& member : fields.as_object()) {
        if (member.key == ".") {
            set.set_member(true);
            continue;
        }
        TRY_ASSIGN(const std::string element, canonical_element(member.key));
        FieldSet& child = set.child(element);
        TRY(read_fields(member.value, depth + 1, child));
        if (child.children().empty()) {
            child.set_member(true);
        }
    }
    return {};
}

void collect(const Value& value, const Schema* schema, FieldSet& set);

void collect_object(const Object& object, const Schema* schema, FieldSet& set) {
    for (const Member& member : object) {
        FieldSet& child = set.child("f:" + member.key);
        collect(member.value, member_schema(schema, member.key), child);
        const Schema::Property* declared =
            schema == nullptr ? nullptr : schema->property(member.key);
        const bool is_empty = member.value.is_null() ||
                              (member.value.is_object() && member.value.as_object().empty());
        // A map's keys are set by whoever sets the map; so are fields that hold nothing further,
        // unless the server will not even store them.
        if (declared == nullptr || (is_empty && !declared->omit_zero)) {
            child.set_member(true);
        }
    }
}

void collect(const Value& value, const Schema* schema, FieldSet& set) {
    switch (shape_of(value, schema)) {
        case Shape::kLeaf:
            set.set_member(true);
            break;
        case Shape::kObject:
            collect_object(value.as_object(), schema, set);
            break;
        case Shape::kList:
            for (const Value& item : value.as_array()) {
                const std::string element = list_element(*schema, item);
                if (element.empty()) {
                    set = FieldSet();
                    set.set_member(true);
                    return;
                }
                FieldSet& child = set.child(element);
                collect(item, schema->items, child);
                child.set_member(true);
            }
            break;
    }
}

bool matches_key(const Value& item, const Object& key, bool may_lack) {
    return std::all_of(key.begin(), key.end(), [&](const Member& part) {
        const Value* found = item.get(part.key);
        return found == nullptr ? may_lack : *found == part.value;
    });
}

const Value* resolve_in_list(const Array& items, const std::string& element) {
    const auto content = parse_json(std::string_view(element).substr(2));
    if (!content) {
        return nullptr;
    }
    if (element[0] == 'v') {
        const auto found = std::find(items.begin(), items.end(), *content);
        return found == items.end() ? nullptr : &*found;
    }
    if (element[0] == 'i') {
        const std::int64_t index = content->kind() == Value::Kind::kInt ? content->as_int() : -1;
        return index >= 0 && static_cast<std::size_t>(index) < items.size()
                   ? &items[static_cast<std::size_t>(index)]
                   : nullptr;
    }
    // An item may leave a key out that has a default (a port's protocol); one that has them all
    // goes first.
    for (const bool may_lack : {false, true}) {
        for (const Value& item : items) {
            if (content->is_object() && item.is_object() &&
                matches_key(item, content->as_object(), may_lack)) {
                return &item;
            }
        }
    }
    return nullptr;
}

void write_element(const std::string& element, std::string& text) {
    const std::string_view content = std::string_view(element).substr(2);
    if (element[0] == 'f') {
        text.append(".").append(content);
        return;
    }
    text += '[';
    if (element[0] == 'v') {
        text.append("=").append(content);
    } else if (element[0] == 'i') {
        text.append(content);
    } else if (const auto key = parse_json(content)) {
        bool first = true;
        for (const Member& part : members(&*key)) {
            text.append(first ? "" : ",")
                .append(part.key)
                .append("=")
                .append(write_json(part.value));
            first = false;
        }
    }
    text += ']';
}

void append_paths(const FieldSet& set, FieldPath& prefix, std::vector<FieldPath>& paths) {
    for (const auto& [element, child] : set.children()) {
        prefix.push_back(element);
        if (child.is_member()) {
            paths.push_back(prefix);
        }
        append_paths(child, prefix, paths);
        prefix.pop_back();
    }
}

}  // namespace

Result<FieldSet> FieldSet::parse(const Value& fields_v1) {
    FieldSet set;
    TRY(read_fields(fields_v1, 0, set));
    set.member_ = false;
    return set;
}

Value FieldSet::to_value() const {
    Object object;
    object.reserve(children_.size() + 1);
    if (member_ && !children_.empty()) {
        object.append(".", Object());
    }
    for (const auto& [element, child] : children_) {
        object.append(element, child.to_value());
    }
    return object;
}

FieldSet FieldSet::of(const Value& object, const Schema* schema) {
    FieldSet set;
    collect(object, schema, set);
    set.member_ = false;
    set.prune_empty();
    set.drop_untracked();
    return set;
}

void FieldSet::drop_untracked() {
    children_.erase("f:apiVersion");
    children_.erase("f:kind");
    const auto metadata = children_.find("f:metadata");
    if (metadata == children_.end()) {
        return;
    }
    metadata->second.member_ = false;
    for (const std::string_view element : kUntrackedMetadata) {
        metadata->second.children_.erase(std::string(element));
    }
    if (metadata->second.empty()) {
        children_.erase(metadata);
    }
}

void FieldSet::insert(const FieldPath& path) {
    FieldSet* set = this;
    for (const std::string& element : path) {
        set = &set->children_[element];
    }
    set->member_ = true;
}

const FieldSet* FieldSet::find(const FieldPath& path) const {
    const FieldSet* set = this;
    for (const std::string& element : path) {
        const auto found = set->children_.find(element);
        if (found == set->children_.end()) {
            return nullptr;
        }
        set = &found->second;
    }
    return set;
}

bool FieldSet::contains(const FieldPath& path) const {
    const FieldSet* set = find(path);
    return set != nullptr && set->member_;
}

FieldSet FieldSet::united(const FieldSet& other) const {
    FieldSet result = *this;
    result.member_ |= other.member_;
    for (const auto& [element, child] : other.children_) {
        const auto [found, is_new] = result.children_.emplace(element, child);
        if (!is_new) {
            found->second = found->second.united(child);
        }
    }
    return result;
}

FieldSet FieldSet::minus(const FieldSet& other) const {
    FieldSet result;
    result.member_ = member_ && !other.member_;
    for (const auto& [element, child] : children_) {
        const auto found = other.children_.find(element);
        FieldSet rest = found == other.children_.end() ? child : child.minus(found->second);
        if (!rest.empty()) {
            result.children_.emplace(element, std::move(rest));
        }
    }
    return result;
}

FieldSet FieldSet::without(const FieldSet& roots) const {
    FieldSet result;
    result.member_ = member_;
    for (const auto& [element, child] : children_) {
        const auto found = roots.children_.find(element);
        if (found == roots.children_.end()) {
            result.children_.emplace(element, child);
        } else if (!found->second.member_) {
            FieldSet rest = child.without(found->second);
            if (!rest.empty()) {
                result.children_.emplace(element, std::move(rest));
            }
        }
    }
    return result;
}

FieldSet FieldSet::intersected(const FieldSet& other) const {
    FieldSet result;
    result.member_ = member_ && other.member_;
    for (const auto& [element, child] : children_) {
        const auto found = other.children_.find(element);
        if (found == other.children_.end()) {
            continue;
        }
        FieldSet common = child.intersected(found->second);
        if (!common.empty()) {
            result.children_.emplace(element, std::move(common));
        }
    }
    return result;
}

std::vector<FieldPath> FieldSet::paths() const {
    FieldPath prefix;
    std::vector<FieldPath> paths;
    append_paths(*this, prefix, paths);
    return paths;
}

void FieldSet::prune_empty() {
    for (auto& [element, child] : children_) {
        child.prune_empty();
    }
    std::erase_if(children_, [](const auto& entry) { return entry.second.empty(); });
}

std::string to_string(const FieldPath& path) {
    std::string text;
    for (const std::string& element : path) {
        write_element(element, text);
    }
    return text;
}

std::string list_element(const Schema& list, const Value& item) {
    if (list.list_type == Schema::ListType::kSet) {
        return item.is_object() || item.is_array() ? std::string()
                                                   : "v:" + write_json(item, kElementStyle);
    }
    if (list.list_type != Schema::ListType::kMap || !item.is_object()) {
        return {};
    }
    Object key;
    for (const std::string& name : list.list_map_keys) {
        const Schema* part = list.items == nullptr ? nullptr : list.items->member(name);
        if (const Value* value = item.get(name); value != nullptr) {
            key.append(name, *value);
        } else if (part != nullptr && part->default_value) {
            key.append(name, *part->default_value);
        } else {
            return {};
        }
    }
    return "k:" + write_json(key, kElementStyle);
}

const Value* resolve(const Value& root, const FieldPath& path) {
    const Value* value = &root;
    for (const std::string& element : path) {
        if (element.starts_with("f:")) {
            value = value->get(std::string_view(element).substr(2));
        } else {
            value = value->is_array() && element.size() > 2
                        ? resolve_in_list(value->as_array(), element)
                        : nullptr;
        }
        if (value == nullptr) {
            return nullptr;
        }
    }
    return value;
}

}  // namespace sealer::manifest
