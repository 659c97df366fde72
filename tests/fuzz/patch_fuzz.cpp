// SPDX-License-Identifier: Apache-2.0
// Two JSON documents with a newline between them: a target, and a patch of each of the three kinds.
// Patches end in a value or an error, and a merge patch made from two values leads from one to the
// other.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/manifest/json.h"
#include "common/manifest/patch.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sealer::manifest;  // NOLINT(google-build-using-namespace)
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t newline = text.find('\n');
    if (newline == std::string_view::npos) {
        return 0;
    }
    const auto target = parse_json(text.substr(0, newline));
    const auto patch = parse_json(text.substr(newline + 1));
    if (!target || !patch) {
        return 0;
    }
    static const Schema* const kPodSpec = builtin_definition("io.k8s.api.core.v1.PodSpec");
    static_cast<void>(apply_json_patch(*target, *patch));
    static_cast<void>(apply_strategic_merge_patch(*target, *patch, kPodSpec));
    const Value merged = apply_merge_patch(*target, *patch);
    const Value change = create_merge_patch(*target, merged);
    // Null stands for "no change"; else the change leads to what it was made for.
    if (!change.is_null() && apply_merge_patch(*target, change) != merged) {
        std::abort();
    }
    return 0;
}
