// SPDX-License-Identifier: Apache-2.0
#include "common/app/list_keys.h"

#include <string_view>

#include "common/manifest/number.h"

namespace sealer::app {
namespace {

using manifest::Schema;
using manifest::Value;

// The only key of a built-in list that has a default.
constexpr std::string_view kProtocol = "protocol";

void fill_item(Value& item, const Schema& list) {
    for (const std::string& key : list.list_map_keys) {
        const Schema* part = list.items == nullptr ? nullptr : list.items->member(key);
        if (!item.is_object() || item.get(key) != nullptr) {
            continue;
        }
        if (part != nullptr && part->default_value) {
            item[key] = *part->default_value;
        } else if (key == kProtocol) {
            item[key] = "TCP";
        }
    }
}

}  // namespace

void fill_list_keys(Value& value, const Schema* schema) {
    if (schema == nullptr) {
        return;
    }
    if (value.is_array()) {
        for (Value& item : value.as_array()) {
            if (schema->list_type == Schema::ListType::kMap) {
                fill_item(item, *schema);
            }
            fill_list_keys(item, schema->items);
        }
    } else if (value.is_number() && schema->format == "quantity") {
        value = manifest::json_number(value);
    } else if (value.is_object()) {
        for (manifest::Member& member : value.as_object()) {
            fill_list_keys(member.value, schema->member(member.key));
        }
    }
}

}  // namespace sealer::app
