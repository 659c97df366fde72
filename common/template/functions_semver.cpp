// SPDX-License-Identifier: Apache-2.0
// Sprig: semantic versions.
#include <array>

#include "common/template/functions.h"

namespace sealer::tmpl {
namespace {

Result<Value> semver(const Call& call) {
    TRY_ASSIGN(Version version, parse_version(call.text(0)));
    return call.arena.version(std::move(version));
}

Result<Value> semver_compare(const Call& call) {
    // The constraint first, as the original reads it.
    const auto is_constraint = satisfies(Version(), call.text(0));
    if (!is_constraint) {
        return fail(Code::kInvalid, is_constraint.error().message + ": " + shown(call[0]));
    }
    TRY_ASSIGN(const Version version, parse_version(call.text(1)));
    TRY_ASSIGN(const bool fits, satisfies(version, call.text(0)));
    return Value::boolean(fits);
}

constexpr auto kSemverFunctions = std::to_array<Function>({
    {"semver", "s", semver},
    {"semverCompare", "ss", semver_compare},
});

}  // namespace

std::span<const Function> semver_functions() {
    return kSemverFunctions;
}

}  // namespace sealer::tmpl
