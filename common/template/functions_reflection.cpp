// SPDX-License-Identifier: Apache-2.0
// Sprig: types, deep equality.
#include <array>
#include <string>

#include "common/template/functions.h"

namespace sealer::tmpl {
namespace {

Result<Value> type_of(const Call& call) {
    return Value::text(type_name(call[0].type()));
}

Result<Value> kind_of(const Call& call) {
    return Value::text(kind_name(call[0].type()));
}

Result<Value> type_is(const Call& call) {
    return Value::boolean(call.text(0) == type_name(call[1].type()));
}

Result<Value> type_is_like(const Call& call) {
    const std::string_view type = type_name(call[1].type());
    return Value::boolean(call.text(0) == type || "*" + std::string(call.text(0)) == type);
}

Result<Value> kind_is(const Call& call) {
    return Value::boolean(call.text(0) == kind_name(call[1].type()));
}

Result<Value> are_deeply_equal(const Call& call) {
    TRY_ASSIGN(const bool same, deep_equal(call[0], call[1], call.budget));
    return Value::boolean(same);
}

constexpr auto kReflectionFunctions = std::to_array<Function>({
    {"deepEqual", "vv", are_deeply_equal},
    {"kindIs", "sv", kind_is},
    {"kindOf", "v", kind_of},
    {"typeIs", "sv", type_is},
    {"typeIsLike", "sv", type_is_like},
    {"typeOf", "v", type_of},
});

}  // namespace

std::span<const Function> reflection_functions() {
    return kReflectionFunctions;
}

}  // namespace sealer::tmpl
