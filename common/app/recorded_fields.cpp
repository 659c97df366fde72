// SPDX-License-Identifier: Apache-2.0
#include "common/app/recorded_fields.h"

#include <string_view>
#include <utility>

#include "common/manifest/json.h"
#include "common/manifest/schema.h"

namespace sealer::app {
namespace {

using manifest::FieldSet;
using manifest::Schema;
using manifest::Value;

// The type of a list whose items were recorded under such elements; atomic where that cannot be
// told.
Schema list_type_of(const FieldSet* recorded) {
    Schema list;
    if (recorded == nullptr || recorded->children().empty()) {
        return list;
    }
    const std::string_view element = recorded->children().begin()->first;
    if (element.starts_with("v:")) {
        list.list_type = Schema::ListType::kSet;
    } else if (element.starts_with("k:")) {
        const auto key = manifest::parse_json(element.substr(2));
        for (const manifest::Member& part : manifest::members(key ? &*key : nullptr)) {
            list.list_type = Schema::ListType::kMap;
            list.list_map_keys.push_back(part.key);
        }
    }
    return list;
}

const FieldSet* child_of(const FieldSet* recorded, const std::string& element) {
    return recorded == nullptr ? nullptr : recorded->find({element});
}

void collect(const Value& value, const FieldSet* recorded, FieldSet& fields);

// False where an item cannot be told from others: then the list is one field.
bool collect_items(const manifest::Array& items, const FieldSet* recorded, FieldSet& fields) {
    const Schema list = list_type_of(recorded);
    for (const Value& item : items) {
        const std::string element = manifest::list_element(list, item);
        if (element.empty() || fields.children().contains(element)) {
            return false;
        }
        collect(item, child_of(recorded, element), fields.child(element));
    }
    return true;
}

void collect(const Value& value, const FieldSet* recorded, FieldSet& fields) {
    fields.set_member(true);
    const bool is_whole =
        recorded != nullptr && recorded->is_member() && recorded->children().empty();
    if (value.is_object() && !is_whole) {
        for (const manifest::Member& member : value.as_object()) {
            const std::string element = "f:" + member.key;
            collect(member.value, child_of(recorded, element), fields.child(element));
        }
    } else if (value.is_array()) {
        FieldSet items;
        if (collect_items(value.as_array(), recorded, items)) {
            items.set_member(true);
            fields = std::move(items);
        }
    }
}

}  // namespace

FieldSet recorded_fields(const Value& object, const FieldSet& recorded) {
    FieldSet fields;
    collect(object, &recorded, fields);
    fields.set_member(false);
    fields.drop_untracked();
    return fields;
}

}  // namespace sealer::app
