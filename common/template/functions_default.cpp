// SPDX-License-Identifier: Apache-2.0
// Sprig: defaults, ternary, fail.
#include <algorithm>
#include <array>

#include "common/template/functions.h"

namespace sealer::tmpl {
namespace {

Result<Value> default_to(const Call& call) {
    return call.size() < 2 || is_empty(call[1]) ? call[0] : call[1];
}

Result<Value> empty(const Call& call) {
    return Value::boolean(is_empty(call[0]));
}

Result<Value> coalesce(const Call& call) {
    const auto found = std::ranges::find_if(call.arguments, is_true);
    return found == call.arguments.end() ? Value() : *found;
}

Result<Value> all(const Call& call) {
    return Value::boolean(std::ranges::all_of(call.arguments, is_true));
}

Result<Value> any(const Call& call) {
    return Value::boolean(std::ranges::any_of(call.arguments, is_true));
}

Result<Value> ternary(const Call& call) {
    return call[2].as_bool() ? call[0] : call[1];
}

Result<Value> fail_with(const Call& call) {
    return fail(Code::kInvalid, shown(call[0]));
}

Result<Value> hello(const Call& /*call*/) {
    return Value::text("Hello!");
}

constexpr auto kDefaultFunctions = std::to_array<Function>({
    {"all", "v*", all},
    {"any", "v*", any},
    {"coalesce", "v*", coalesce},
    {"default", "vv*", default_to},
    {"empty", "v", empty},
    {"fail", "s", fail_with},
    {"hello", "", hello},
    {"ternary", "vvb", ternary},
});

}  // namespace

std::span<const Function> default_functions() {
    return kDefaultFunctions;
}

}  // namespace sealer::tmpl
