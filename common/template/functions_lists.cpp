// SPDX-License-Identifier: Apache-2.0
// Sprig: lists. None changes its argument.
#include <algorithm>
#include <array>
#include <string>

#include "common/template/functions.h"

namespace sealer::tmpl {
namespace {

// The list that argument `i` is, or what Go says of anything else.
Result<const List*> list_at(const Call& call, std::size_t i, const char* complaint) {
    const Value& value = call[i];
    if (value.is_nil()) {
        return fail(Code::kInvalid,
                    "runtime error: invalid memory address or nil pointer dereference");
    }
    if (!value.is_list()) {
        return fail(Code::kInvalid, complaint + std::string(kind_name(value.type())));
    }
    TRY(call.budget.step(value.as_list().size()));
    return &value.as_list();
}

Result<Value> list(const Call& call) {
    return call.arena.list(List(call.arguments.begin(), call.arguments.end()));
}

Result<Value> push(const Call& call) {
    TRY_ASSIGN(const List* const items, list_at(call, 0, "Cannot push on type "));
    List longer = *items;
    longer.push_back(call[1]);
    return call.arena.list(std::move(longer));
}

Result<Value> prepend(const Call& call) {
    TRY_ASSIGN(const List* const items, list_at(call, 0, "Cannot prepend on type "));
    List longer = {call[1]};
    longer.insert(longer.end(), items->begin(), items->end());
    return call.arena.list(std::move(longer));
}

Result<Value> first(const Call& call) {
    TRY_ASSIGN(const List* const items, list_at(call, 0, "Cannot find first on type "));
    return items->empty() ? Value() : items->front();
}

Result<Value> last(const Call& call) {
    TRY_ASSIGN(const List* const items, list_at(call, 0, "Cannot find last on type "));
    return items->empty() ? Value() : items->back();
}

Result<Value> rest(const Call& call) {
    TRY_ASSIGN(const List* const items, list_at(call, 0, "Cannot find rest on type "));
    return call.arena.list(items->empty() ? List() : List(items->begin() + 1, items->end()));
}

Result<Value> initial(const Call& call) {
    TRY_ASSIGN(const List* const items, list_at(call, 0, "Cannot find initial on type "));
    return call.arena.list(items->empty() ? List() : List(items->begin(), items->end() - 1));
}

Result<Value> reverse(const Call& call) {
    TRY_ASSIGN(const List* const items, list_at(call, 0, "Cannot find reverse on type "));
    return call.arena.list(List(items->rbegin(), items->rend()));
}

Result<Value> compact(const Call& call) {
    TRY_ASSIGN(const List* const items, list_at(call, 0, "Cannot compact on type "));
    List kept;
    std::ranges::copy_if(*items, std::back_inserter(kept), is_true);
    return call.arena.list(std::move(kept));
}

Result<bool> contains_item(std::span<const Value> items, const Value& wanted, Budget& budget) {
    for (const Value& item : items) {
        TRY_ASSIGN(const bool same, deep_equal(wanted, item, budget));
        if (same) {
            return true;
        }
    }
    return false;
}

Result<Value> uniq(const Call& call) {
    TRY_ASSIGN(const List* const items, list_at(call, 0, "Cannot find uniq on type "));
    List kept;
    for (const Value& item : *items) {
        TRY_ASSIGN(const bool known, contains_item(kept, item, call.budget));
        if (!known) {
            kept.push_back(item);
        }
    }
    return call.arena.list(std::move(kept));
}

Result<Value> without(const Call& call) {
    TRY_ASSIGN(const List* const items, list_at(call, 0, "Cannot find without on type "));
    List kept;
    for (const Value& item : *items) {
        TRY_ASSIGN(const bool unwanted,
                   contains_item(call.arguments.subspan(1), item, call.budget));
        if (!unwanted) {
            kept.push_back(item);
        }
    }
    return call.arena.list(std::move(kept));
}

Result<Value> has(const Call& call) {
    if (call[1].is_nil()) {
        return Value::boolean(false);
    }
    TRY_ASSIGN(const List* const items, list_at(call, 1, "Cannot find has on type "));
    TRY_ASSIGN(const bool found, contains_item(*items, call[0], call.budget));
    return Value::boolean(found);
}

Result<Value> slice(const Call& call) {
    TRY_ASSIGN(const List* const items,
               list_at(call, 0, "list should be type of slice or array but "));
    if (items->empty()) {
        return Value();
    }
    const auto size = static_cast<std::int64_t>(items->size());
    const std::int64_t start = call.size() > 1 ? to_int64(call[1]) : 0;
    const std::int64_t end = call.size() > 2 ? to_int64(call[2]) : size;
    if (start < 0 || end < start || end > size) {
        return fail(Code::kInvalid, "reflect.Value.Slice: slice index out of bounds");
    }
    return call.arena.list(List(items->begin() + start, items->begin() + end), call[0].type());
}

Result<Value> concat(const Call& call) {
    List all;
    for (std::size_t i = 0; i < call.size(); ++i) {
        if (!call[i].is_nil() && !call[i].is_list()) {
            return fail(Code::kInvalid, "Cannot concat type " +
                                            std::string(kind_name(call[i].type())) + " as list");
        }
        TRY_ASSIGN(const List* const items, list_at(call, i, ""));
        TRY(call.budget.memory(items->size() * sizeof(Value)));
        all.insert(all.end(), items->begin(), items->end());
    }
    return call.arena.list(std::move(all));
}

Result<Value> chunk(const Call& call) {
    TRY_ASSIGN(const List* const items, list_at(call, 1, "Cannot chunk type "));
    if (call.integer(0) <= 0) {
        return fail(Code::kInvalid, "runtime error: makeslice: len out of range");
    }
    const auto size = static_cast<std::size_t>(call.integer(0));
    List chunks;
    for (std::size_t start = 0; start < items->size();) {
        const std::size_t count = std::min(size, items->size() - start);
        const auto from = items->begin() + static_cast<std::ptrdiff_t>(start);
        TRY_ASSIGN(const Value part,
                   call.arena.list(List(from, from + static_cast<std::ptrdiff_t>(count))));
        chunks.push_back(part);
        start += count;
    }
    return call.arena.list(std::move(chunks));
}

constexpr auto kListFunctions = std::to_array<Function>({
    {"append", "vv", push},
    {"chunk", "iv", chunk},
    {"compact", "v", compact},
    {"concat", "v*", concat},
    {"first", "v", first},
    {"has", "vv", has},
    {"initial", "v", initial},
    {"last", "v", last},
    {"list", "v*", list},
    {"mustAppend", "vv", push},
    {"mustChunk", "iv", chunk},
    {"mustCompact", "v", compact},
    {"mustFirst", "v", first},
    {"mustHas", "vv", has},
    {"mustInitial", "v", initial},
    {"mustLast", "v", last},
    {"mustPrepend", "vv", prepend},
    {"mustPush", "vv", push},
    {"mustRest", "v", rest},
    {"mustReverse", "v", reverse},
    {"mustSlice", "vv*", slice},
    {"mustUniq", "v", uniq},
    {"mustWithout", "vv*", without},
    {"prepend", "vv", prepend},
    {"push", "vv", push},
    {"rest", "v", rest},
    {"reverse", "v", reverse},
    {"slice", "vv*", slice},
    {"tuple", "v*", list},
    {"uniq", "v", uniq},
    {"without", "vv*", without},
});

}  // namespace

std::span<const Function> list_functions() {
    return kListFunctions;
}

}  // namespace sealer::tmpl
