// SPDX-License-Identifier: Apache-2.0
// Sprig: dicts. Only set, unset and the merges change their argument.
#include <algorithm>
#include <array>
#include <string>

#include "common/template/functions.h"

namespace sealer::tmpl {
namespace {

tl::unexpected<Error> too_deep() {
    return fail(Code::kInvalid, "the values nest too deep");
}

Result<Value> dict(const Call& call) {
    TRY_ASSIGN(const Value result, call.arena.dict({}));
    for (std::size_t i = 0; i < call.size(); i += 2) {
        TRY_ASSIGN(const std::string key, call.text_of_any(call[i]));
        const Value value = i + 1 < call.size() ? call[i + 1] : Value::text("");
        TRY(call.arena.set(result.as_dict(), key, value));
    }
    return result;
}

Result<Value> get(const Call& call) {
    const Dict& items = call[0].as_dict();
    const auto found = items.find(call.text(1));
    return found == items.end() ? Value::text("") : found->second;
}

Result<Value> set(const Call& call) {
    TRY(call.arena.set(call[0].as_dict(), call.text(1), call[2]));
    return call[0];
}

Result<Value> unset(const Call& call) {
    call[0].as_dict().erase(call.text(1));
    return call[0];
}

Result<Value> has_key(const Call& call) {
    return Value::boolean(call[0].as_dict().contains(call.text(1)));
}

Result<Value> pluck(const Call& call) {
    List found;
    for (const Value& items : call.arguments.subspan(1)) {
        const auto item = items.as_dict().find(call.text(0));
        if (item != items.as_dict().end()) {
            found.push_back(item->second);
        }
    }
    return call.arena.list(std::move(found));
}

// In order; the original gives them in any.
Result<Value> keys(const Call& call) {
    List keys;
    for (const Value& items : call.arguments) {
        TRY(call.budget.step(items.as_dict().size()));
        for (const auto& [key, value] : items.as_dict()) {
            keys.push_back(Value::text(key));
        }
    }
    return call.arena.list(std::move(keys), Type::kStringList);
}

Result<Value> values(const Call& call) {
    List values;
    for (const auto& [key, value] : call[0].as_dict()) {
        values.push_back(value);
    }
    return call.arena.list(std::move(values));
}

bool is_named(const Call& call, std::string_view key) {
    const auto names = call.arguments.subspan(1);
    return std::ranges::any_of(names, [key](const Value& name) { return name.as_text() == key; });
}

Result<Value> some(const Call& call, bool named) {
    Dict kept;
    for (const auto& item : call[0].as_dict()) {
        TRY(call.budget.step(call.size()));
        if (is_named(call, item.first) == named) {
            kept.insert(item);
        }
    }
    return call.arena.dict(std::move(kept));
}

Result<Value> pick(const Call& call) {
    return some(call, true);
}

Result<Value> omit(const Call& call) {
    return some(call, false);
}

struct Merge {
    const Call& call;
    bool overwrites;
};

Status merge_dicts(const Merge& merge, const Dict& from, Dict& into, int depth);

// A dict takes the place of nothing but what is empty; another dict it is merged into.
Status merge_nested(const Merge& merge, const Value& from, const Value& into, int depth) {
    return into.is_dict() ? merge_dicts(merge, from.as_dict(), into.as_dict(), depth) : Status();
}

Status merge_item(const Merge& merge, const Dict::value_type& item, Dict& into, int depth) {
    const auto& [key, value] = item;
    const auto found = into.find(key);
    const bool vacant = found == into.end() || is_empty(found->second);
    if (!vacant && value.is_dict()) {
        return merge_nested(merge, value, found->second, depth + 1);
    }
    const bool wanted = merge.overwrites || (vacant && !value.is_nil());
    return wanted ? merge.call.arena.set(into, key, value) : Status();
}

// What `from` has goes into `into`, where that has nothing, or all of it if `overwrites`.
Status merge_dicts(const Merge& merge, const Dict& from, Dict& into, int depth) {
    if (depth > kMaxValueDepth) {
        return too_deep();
    }
    if (&from == &into) {
        return {};
    }
    for (const Dict::value_type& item : from) {
        TRY(merge.call.budget.step());
        TRY(merge_item(merge, item, into, depth));
    }
    return {};
}

Result<Value> merge_all(const Call& call, bool overwrites) {
    for (const Value& source : call.arguments.subspan(1)) {
        TRY(merge_dicts({.call = call, .overwrites = overwrites}, source.as_dict(),
                        call[0].as_dict(), 0));
    }
    return call[0];
}

Result<Value> merge(const Call& call) {
    return merge_all(call, false);
}

Result<Value> merge_overwrite(const Call& call) {
    return merge_all(call, true);
}

Result<Value> copy_deeply(const Call& call, const Value& value, int depth);

Result<Value> copy_list(const Call& call, const Value& list, int depth) {
    List items;
    for (const Value& item : list.as_list()) {
        TRY_ASSIGN(const Value copy, copy_deeply(call, item, depth));
        items.push_back(copy);
    }
    return call.arena.list(std::move(items), list.type());
}

Result<Value> copy_dict(const Call& call, const Value& dict, int depth) {
    TRY_ASSIGN(const Value result, call.arena.dict({}, dict.type()));
    for (const auto& [key, item] : dict.as_dict()) {
        TRY_ASSIGN(const Value copy, copy_deeply(call, item, depth));
        TRY(call.arena.set(result.as_dict(), key, copy));
    }
    return result;
}

Result<Value> copy_deeply(const Call& call, const Value& value, int depth) {
    TRY(call.budget.step());
    if (depth > kMaxValueDepth) {
        return too_deep();
    }
    if (value.is_list()) {
        return copy_list(call, value, depth + 1);
    }
    return value.is_dict() ? copy_dict(call, value, depth + 1) : value;
}

Result<Value> deep_copy(const Call& call) {
    return copy_deeply(call, call[0], 0);
}

// dig "a" "b" default dict: what stands at dict.a.b, or the default.
Result<Value> dig(const Call& call) {
    if (call.size() < 3) {
        return fail(Code::kInvalid, "dig needs at least three arguments");
    }
    Value at = call[call.size() - 1];
    for (const Value& key : call.arguments.first(call.size() - 2)) {
        if (at.type() != Type::kDict) {
            return fail(Code::kInvalid,
                        "interface conversion: interface {} is " +
                            std::string(at.is_nil() ? "nil" : type_name(at.type())) +
                            ", not map[string]interface {}");
        }
        if (!key.is_text()) {
            return fail(Code::kInvalid, "interface conversion: interface {} is " +
                                            std::string(type_name(key.type())) + ", not string");
        }
        const auto found = at.as_dict().find(key.as_text());
        if (found == at.as_dict().end()) {
            return call[call.size() - 2];
        }
        at = found->second;
    }
    return at;
}

constexpr auto kDictFunctions = std::to_array<Function>({
    {"deepCopy", "v", deep_copy},
    {"dict", "v*", dict},
    {"dig", "v*", dig},
    {"get", "ds", get},
    {"hasKey", "ds", has_key},
    {"keys", "d*", keys},
    {"merge", "dd*", merge},
    {"mergeOverwrite", "dd*", merge_overwrite},
    {"mustDeepCopy", "v", deep_copy},
    {"mustMerge", "dd*", merge},
    {"mustMergeOverwrite", "dd*", merge_overwrite},
    {"omit", "ds*", omit},
    {"pick", "ds*", pick},
    {"pluck", "sd*", pluck},
    {"set", "dsv", set},
    {"unset", "ds", unset},
    {"values", "d", values},
});

}  // namespace

std::span<const Function> dict_functions() {
    return kDictFunctions;
}

}  // namespace sealer::tmpl
