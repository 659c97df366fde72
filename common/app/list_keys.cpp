// SPDX-License-Identifier: Apache-2.0
#include "common/app/list_keys.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>

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

constexpr std::string_view kVariable = "io.k8s.api.core.v1.EnvVar";

// Leaves one of equal items; of a container's variables the last of a name, which is the one that
// counts, in the place of the first, which others may refer to.
void merge_repeated(manifest::Array& items, const Schema& list) {
    const bool last_counts = list.items != nullptr && list.items->reference == kVariable;
    std::map<std::string, std::size_t, std::less<>> places;
    manifest::Array kept;
    for (Value& item : items) {
        const auto [place, is_new] = places.emplace(item.text("name"), kept.size());
        if (is_new || (!last_counts && item != kept[place->second])) {
            kept.push_back(std::move(item));
        } else {
            kept[place->second] = std::move(item);
        }
    }
    items = std::move(kept);
}

}  // namespace

void fill_list_keys(Value& value, const Schema* schema) {
    if (schema == nullptr) {
        return;
    }
    if (value.is_array()) {
        if (schema->list_map_keys.size() == 1 && schema->list_map_keys.front() == "name") {
            merge_repeated(value.as_array(), *schema);
        }
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
