// SPDX-License-Identifier: Apache-2.0
// Kubernetes' strategic merge patch.
// Source: kubernetes/design-proposals "strategic-merge-patch",
// "preserve-order-in-strategic-merge-patch".
#include <algorithm>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "common/manifest/json.h"
#include "common/manifest/patch.h"
#include "common/manifest/shape.h"

namespace sealer::manifest {
namespace {

constexpr std::string_view kDirective = "$patch";
constexpr std::string_view kRetainKeys = "$retainKeys";
constexpr std::string_view kDeleteFrom = "$deleteFromPrimitiveList/";
constexpr std::string_view kSetOrder = "$setElementOrder/";

Result<Value> merge_value(Value original, const Value& patch, const Schema* schema);

bool is_directive(std::string_view key) {
    return key == kDirective || key == kRetainKeys || key.starts_with(kDeleteFrom) ||
           key.starts_with(kSetOrder);
}

Result<std::string_view> directive_of(const Object& patch) {
    const Value* directive = patch.find(kDirective);
    if (directive == nullptr) {
        return std::string_view("merge");
    }
    if (directive->is_string()) {
        const std::string_view name = directive->as_string();
        if (name == "merge" || name == "replace" || name == "delete") {
            return name;
        }
    }
    return fail(Code::kInvalid, "$patch must be \"merge\", \"replace\" or \"delete\"");
}

// Where each item of a list is, by its merge key; primitives are their own key. Of equal keys the
// first counts.
class Places {
  public:
    Places(const Array& items, const std::string& merge_key) : merge_key_(merge_key) {
        for (std::size_t i = 0; i < items.size(); ++i) {
            add(items[i], i);
        }
    }

    // kNowhere for an unknown key, or no key at all.
    static constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();
    [[nodiscard]] std::size_t of(const Value& item) const {
        const auto found = places_.find(key_of(item));
        return found == places_.end() ? kNowhere : found->second;
    }

    void add(const Value& item, std::size_t place) { places_.emplace(key_of(item), place); }

  private:
    [[nodiscard]] std::string key_of(const Value& item) const {
        const Value* key = merge_key_.empty() || !item.is_object() ? &item : item.get(merge_key_);
        return key == nullptr ? std::string() : canonical_json(*key);
    }

    const std::string& merge_key_;
    std::unordered_map<std::string, std::size_t> places_;
};

struct Placed {
    Value item;
    std::size_t place;     // in the wanted order, or in the original list
    std::size_t original;  // in the original list
};

void sort_by_place(std::vector<Placed>& items) {
    std::stable_sort(items.begin(), items.end(),
                     [](const Placed& a, const Placed& b) { return a.place < b.place; });
}

// Items that `order` names come in its order. The others keep their place before the first ordered
// item that they preceded in `original`.
Array in_order(Array items, const Array& order, const Array& original,
               const std::string& merge_key) {
    const Places wanted(order, merge_key);
    const Places before(original, merge_key);
    std::vector<Placed> named;
    std::vector<Placed> others;
    for (Value& item : items) {
        const std::size_t place = wanted.of(item);
        const std::size_t old_place = before.of(item);
        if (place != Places::kNowhere) {
            named.push_back({std::move(item), place, old_place});
        } else {
            others.push_back({std::move(item), old_place, old_place});
        }
    }
    sort_by_place(named);
    sort_by_place(others);
    Array result;
    result.reserve(items.size());
    auto other = others.begin();
    for (Placed& next : named) {
        while (other != others.end() &&
               !(next.original < other->original && other->original != Places::kNowhere)) {
            result.push_back(std::move((other++)->item));
        }
        result.push_back(std::move(next.item));
    }
    for (; other != others.end(); ++other) {
        result.push_back(std::move(other->item));
    }
    return result;
}

// Takes the items out that the patch deletes, and checks what the patch holds.
Status delete_objects(Array& original, const Array& patch, const std::string& key_name) {
    std::unordered_set<std::string> deleted;
    for (const Value& item : patch) {
        const Value* key = item.is_object() ? item.get(key_name) : nullptr;
        if (key == nullptr) {
            return fail(Code::kInvalid,
                        "an item of the list lacks its merge key \"" + key_name + "\"");
        }
        TRY_ASSIGN(const std::string_view directive, directive_of(item.as_object()));
        if (directive == "delete") {
            deleted.insert(canonical_json(*key));
        }
    }
    std::erase_if(original, [&](const Value& item) {
        const Value* key = item.get(key_name);
        return key != nullptr && deleted.contains(canonical_json(*key));
    });
    return {};
}

Result<Array> merge_objects(Array original, const Array& patch, const Schema& schema) {
    const std::string& key_name = schema.patch_merge_key;
    TRY(delete_objects(original, patch, key_name));
    Places places(original, key_name);
    for (const Value& item : patch) {
        if (item.text(kDirective) == "delete") {
            continue;
        }
        std::size_t place = places.of(item);
        if (place == Places::kNowhere) {
            place = original.size();
            original.emplace_back();
            places.add(item, place);
        }
        TRY_ASSIGN(original[place], merge_value(std::move(original[place]), item, schema.items));
    }
    return original;
}

// `{$patch: replace}` among the items of a list stands for the whole list.
bool takes_whole_list(const Value& item, std::string_view directive) {
    return item.is_object() && item.text(kDirective) == directive && item.as_object().size() == 1;
}

Result<Array> merge_list(Array original, const Array& patch, const Schema& schema) {
    const auto replaces = std::find_if(patch.begin(), patch.end(), [](const Value& item) {
        return takes_whole_list(item, "replace");
    });
    if (replaces != patch.end()) {
        Array rest = patch;
        std::erase_if(rest, [](const Value& item) { return takes_whole_list(item, "replace"); });
        return merge_list({}, rest, schema);
    }
    const Array before = original;
    if (schema.patch_merge_key.empty()) {
        Places places(original, schema.patch_merge_key);
        for (const Value& item : patch) {
            if (places.of(item) == Places::kNowhere) {
                places.add(item, original.size());
                original.push_back(item);
            }
        }
    } else {
        TRY_ASSIGN(original, merge_objects(std::move(original), patch, schema));
    }
    return in_order(std::move(original), patch, before, schema.patch_merge_key);
}

Status retain_keys(Object& original, const Object& patch) {
    const Value* listed = patch.find(kRetainKeys);
    if (listed == nullptr) {
        return {};
    }
    if (!listed->is_array()) {
        return fail(Code::kInvalid, "$retainKeys must be a list of names");
    }
    const Array& names = listed->as_array();
    const auto is_listed = [&names](const std::string& key) {
        return std::find(names.begin(), names.end(), Value(key)) != names.end();
    };
    for (const Member& member : patch) {
        if (!is_directive(member.key) && !member.value.is_null() && !is_listed(member.key)) {
            return fail(Code::kInvalid,
                        "$retainKeys must name \"" + member.key + "\", which the patch sets");
        }
    }
    std::vector<std::string> dropped;
    for (const Member& member : original) {
        if (!is_listed(member.key)) {
            dropped.push_back(member.key);
        }
    }
    for (const std::string& key : dropped) {
        original.erase(key);
    }
    return {};
}

Status delete_from_lists(Object& original, const Object& patch) {
    for (const Member& member : patch) {
        if (!member.key.starts_with(kDeleteFrom)) {
            continue;
        }
        if (!member.value.is_array()) {
            return fail(Code::kInvalid, member.key + " must be a list");
        }
        Value* list = original.find(std::string_view(member.key).substr(kDeleteFrom.size()));
        if (list != nullptr && list->is_array()) {
            const Array& deleted = member.value.as_array();
            std::erase_if(list->as_array(), [&deleted](const Value& item) {
                return std::find(deleted.begin(), deleted.end(), item) != deleted.end();
            });
        }
    }
    return {};
}

Status set_orders(Object& merged, const Object& original, const Object& patch,
                  const Schema* schema) {
    for (const Member& member : patch) {
        if (!member.key.starts_with(kSetOrder)) {
            continue;
        }
        if (!member.value.is_array()) {
            return fail(Code::kInvalid, member.key + " must be a list");
        }
        const std::string_view name = std::string_view(member.key).substr(kSetOrder.size());
        const Schema* list_schema = member_schema(schema, name);
        Value* list = merged.find(name);
        if (list != nullptr && list->is_array()) {
            *list = in_order(std::move(list->as_array()), member.value.as_array(),
                             elements(original.find(name)),
                             list_schema == nullptr ? std::string() : list_schema->patch_merge_key);
        }
    }
    return {};
}

Result<Object> merge_members(Object original, const Object& patch, const Schema* schema) {
    TRY(retain_keys(original, patch));
    TRY(delete_from_lists(original, patch));
    const Object before = original;
    for (const Member& member : patch) {
        if (is_directive(member.key)) {
            continue;
        }
        if (member.value.is_null()) {
            original.erase(member.key);
            continue;
        }
        Value& place = original[member.key];
        auto merged =
            merge_value(std::move(place), member.value, member_schema(schema, member.key));
        if (!merged) {
            return fail(merged.error().with(member.key));
        }
        place = *std::move(merged);
    }
    TRY(set_orders(original, before, patch, schema));
    return original;
}

// `original` null: there is nothing yet, and what is left are the patch's values without its
// directives.
Result<Value> merge_value(Value original, const Value& patch, const Schema* schema) {
    if (patch.is_object()) {
        TRY_ASSIGN(const std::string_view directive, directive_of(patch.as_object()));
        if (directive == "delete") {
            return Object();
        }
        const bool keeps = directive == "merge" && original.is_object();
        return merge_members(keeps ? std::move(original.as_object()) : Object(), patch.as_object(),
                             schema);
    }
    if (patch.is_array() && schema != nullptr && schema->patch_merge) {
        return merge_list(original.is_array() ? std::move(original.as_array()) : Array(),
                          patch.as_array(), *schema);
    }
    return patch;
}

}  // namespace

Result<Value> apply_strategic_merge_patch(Value target, const Value& patch, const Schema* schema) {
    if (schema == nullptr) {
        return apply_merge_patch(std::move(target), patch);
    }
    if (!patch.is_object()) {
        return fail(Code::kInvalid, "a strategic merge patch is an object");
    }
    return merge_value(std::move(target), patch, schema);
}

}  // namespace sealer::manifest
