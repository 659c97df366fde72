// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/typed_tree.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "common/manifest/shape.h"

namespace sealer::standalone {
namespace {

using manifest::Array;
using manifest::FieldSet;
using manifest::Member;
using manifest::Object;
using manifest::Schema;
using manifest::Shape;
using manifest::Value;

struct KeyedItem {
    std::string element;
    const Value* item;
};
using KeyedItems = std::vector<KeyedItem>;

// A list's items by path element; nothing where one has no key, or two have the same: such a list
// is one leaf.
std::optional<KeyedItems> keyed(const Value* list, const Schema& schema) {
    KeyedItems items;
    std::set<std::string_view> seen;
    items.reserve(manifest::elements(list).size());
    for (const Value& item : manifest::elements(list)) {
        items.push_back({list_element(schema, item), &item});
    }
    for (const KeyedItem& item : items) {
        if (item.element.empty() || !seen.insert(item.element).second) {
            return std::nullopt;
        }
    }
    return items;
}

bool is_empty(const Value* value) {
    return value == nullptr || value->is_null() ||
           (value->is_object() && value->as_object().empty()) ||
           (value->is_array() && value->as_array().empty());
}

class Comparer {
  public:
    Comparison run(const Value& before, const Value& after, const Schema* schema) {
        visit(&before, &after, schema);
        return std::move(result_);
    }

  private:
    // One of the two may be missing, not both.
    void visit(const Value* before, const Value* after, const Schema* schema) {
        const Shape old_shape = shape_of(before == nullptr ? *after : *before, schema);
        const Shape new_shape = shape_of(after == nullptr ? *before : *after, schema);
        if (old_shape == new_shape || (before != nullptr && before->is_null())) {
            visit_as(new_shape, before, after, schema);
            return;
        }
        if (after != nullptr && after->is_null()) {
            visit_as(old_shape, before, after, schema);
            return;
        }
        // A leaf became a tree, or a tree a leaf: the tree's parts come or go, the whole is
        // changed.
        if (old_shape != Shape::kLeaf) {
            visit_parts(old_shape, before, nullptr, schema);
        }
        if (new_shape != Shape::kLeaf) {
            visit_parts(new_shape, nullptr, after, schema);
        }
        result_.modified.insert(path_);
    }

    void visit_as(Shape shape, const Value* before, const Value* after, const Schema* schema) {
        if (shape == Shape::kLeaf || (is_empty(before) && is_empty(after)) ||
            !visit_parts(shape, before, after, schema)) {
            if (before != nullptr && after != nullptr) {
                if (*before != *after) {
                    result_.modified.insert(path_);
                }
                return;
            }
        }
        if (before == nullptr) {
            result_.added.insert(path_);
        } else if (after == nullptr) {
            result_.removed.insert(path_);
        }
    }

    // False where the parts cannot be told apart.
    bool visit_parts(Shape shape, const Value* before, const Value* after, const Schema* schema) {
        if (shape == Shape::kObject) {
            visit_members(manifest::members(before), manifest::members(after), schema);
            return true;
        }
        const auto old_items = keyed(before, *schema);
        const auto new_items = keyed(after, *schema);
        if (!old_items || !new_items) {
            return false;
        }
        std::map<std::string_view, const Value*> rest;
        for (const KeyedItem& item : *new_items) {
            rest.emplace(item.element, item.item);
        }
        for (const KeyedItem& item : *old_items) {
            const auto found = rest.find(item.element);
            descend(item.element, item.item, found == rest.end() ? nullptr : found->second,
                    schema->items);
            if (found != rest.end()) {
                rest.erase(found);
            }
        }
        for (const auto& [element, item] : rest) {
            descend(std::string(element), nullptr, item, schema->items);
        }
        return true;
    }

    void visit_members(const Object& before, const Object& after, const Schema* schema) {
        for (const Member& member : before) {
            descend("f:" + member.key, &member.value, after.find(member.key),
                    member_schema(schema, member.key));
        }
        for (const Member& member : after) {
            if (!before.contains(member.key)) {
                descend("f:" + member.key, nullptr, &member.value,
                        member_schema(schema, member.key));
            }
        }
    }

    void descend(std::string element, const Value* before, const Value* after,
                 const Schema* schema) {
        path_.push_back(std::move(element));
        visit(before, after, schema);
        path_.pop_back();
    }

    Comparison result_;
    std::vector<std::string> path_;
};

Value merge_objects(const Object& live, const Object& config, const Schema* schema) {
    Object result = live;
    for (const Member& member : config) {
        Value* place = result.find(member.key);
        if (place == nullptr) {
            result.append(member.key, member.value);
        } else {
            *place = merge(*place, member.value, member_schema(schema, member.key));
        }
    }
    return result;
}

// Both lists walked side by side; items of both come where `config` has them.
Value merge_lists(const KeyedItems& live, const KeyedItems& config, const Schema& schema) {
    std::map<std::string_view, const Value*> live_by_element;
    for (const KeyedItem& item : live) {
        live_by_element.emplace(item.element, item.item);
    }
    std::set<std::string_view> in_config;
    std::vector<std::string_view> shared;
    for (const KeyedItem& item : config) {
        in_config.insert(item.element);
        if (live_by_element.contains(item.element)) {
            shared.push_back(item.element);
        }
    }
    Array result;
    auto next_live = live.begin();
    auto next_shared = shared.begin();
    for (const KeyedItem& item : config) {
        // What only `live` has goes first, unless it follows the next item that both have.
        while (next_live != live.end() && next_live->element != item.element) {
            if (!in_config.contains(next_live->element)) {
                result.push_back(*next_live->item);
            } else if (next_shared != shared.end() && *next_shared == next_live->element) {
                break;
            }
            ++next_live;
        }
        const auto found = live_by_element.find(item.element);
        if (found == live_by_element.end()) {
            result.push_back(*item.item);
            continue;
        }
        result.push_back(merge(*found->second, *item.item, schema.items));
        ++next_shared;
        if (next_live != live.end() && next_live->element == item.element) {
            ++next_live;
        }
    }
    for (; next_live != live.end(); ++next_live) {
        if (!in_config.contains(next_live->element)) {
            result.push_back(*next_live->item);
        }
    }
    return result;
}

class ApplicabilityCheck {
  public:
    Status visit(const Value& value, const Schema* schema) {
        switch (shape_of(value, schema)) {
            case Shape::kLeaf:
                return {};
            case Shape::kObject:
                return visit_members(value.as_object(), schema);
            case Shape::kList:
                return visit_items(value.as_array(), *schema);
        }
        return {};
    }

  private:
    Status visit_members(const Object& object, const Schema* schema) {
        for (const Member& member : object) {
            TRY(visit_member(member, schema));
        }
        return {};
    }

    Status visit_member(const Member& member, const Schema* schema) {
        const Schema* declared = member_schema(schema, member.key);
        path_.push_back("f:" + member.key);
        if (declared == nullptr && schema != nullptr && !schema->preserve_unknown) {
            return fail(Code::kInvalid,
                        manifest::to_string(path_) + ": field not declared in schema");
        }
        TRY(visit(member.value, declared));
        path_.pop_back();
        return {};
    }

    Status visit_items(const Array& items, const Schema& schema) {
        std::set<std::string> seen;
        for (const Value& item : items) {
            const std::string element = list_element(schema, item);
            if (element.empty()) {
                return fail(Code::kInvalid, manifest::to_string(path_) +
                                                ": an element omits a key field of the list");
            }
            if (!seen.insert(element).second) {
                return fail(Code::kInvalid,
                            manifest::to_string(path_) + ": duplicate entries for key " +
                                manifest::to_string(std::vector<std::string>{element}));
            }
            path_.push_back(element);
            TRY(visit(item, schema.items));
            path_.pop_back();
        }
        return {};
    }

    std::vector<std::string> path_;
};

const FieldSet* child_of(const FieldSet& fields, const std::string& element) {
    const auto found = fields.children().find(element);
    return found == fields.children().end() ? nullptr : &found->second;
}

// What is left of one part; nothing when it goes, or nothing is left in it.
std::optional<Value> remaining(const Value& part, const FieldSet* fields, const Schema* schema) {
    if (fields == nullptr) {
        return part;
    }
    if (fields->is_member()) {
        return std::nullopt;
    }
    Value rest = remove_fields(part, *fields, schema);
    return is_empty(&rest) && !is_empty(&part) ? std::nullopt : std::optional(std::move(rest));
}

}  // namespace

Comparison compare(const Value& before, const Value& after, const Schema* schema) {
    return Comparer().run(before, after, schema);
}

Value merge(const Value& live, const Value& config, const Schema* schema) {
    const Shape shape = shape_of(config, schema);
    if (config.is_null() && shape_of(live, schema) != Shape::kLeaf) {
        return live;
    }
    if (shape == Shape::kLeaf || shape_of(live, schema) != shape) {
        return config;
    }
    if (shape == Shape::kObject) {
        return merge_objects(live.as_object(), config.as_object(), schema);
    }
    const auto live_items = keyed(&live, *schema);
    const auto config_items = keyed(&config, *schema);
    return live_items && config_items ? merge_lists(*live_items, *config_items, *schema) : config;
}

Value remove_fields(const Value& value, const FieldSet& fields, const Schema* schema) {
    const Shape shape = shape_of(value, schema);
    if (shape == Shape::kObject) {
        Object result;
        for (const Member& member : value.as_object()) {
            if (auto rest = remaining(member.value, child_of(fields, "f:" + member.key),
                                      member_schema(schema, member.key))) {
                result.append(member.key, *std::move(rest));
            }
        }
        return result;
    }
    if (shape == Shape::kList) {
        Array result;
        for (const Value& item : value.as_array()) {
            if (auto rest =
                    remaining(item, child_of(fields, list_element(*schema, item)), schema->items)) {
                result.push_back(*std::move(rest));
            }
        }
        return result;
    }
    return value;
}

Status check_applicable(const Value& config, const Schema* schema) {
    return ApplicabilityCheck().visit(config, schema);
}

Value empty_object(const Schema* schema) {
    Object object;
    if (schema != nullptr) {
        for (const Schema::Property& property : schema->properties) {
            if (property.by_value) {
                const bool is_list = property.schema->type == Schema::Type::kArray;
                object.append(property.name, is_list ? Value() : empty_object(property.schema));
            }
        }
    }
    return object;
}

}  // namespace sealer::standalone
