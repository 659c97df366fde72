// SPDX-License-Identifier: Apache-2.0
// The status of a SealedSecret (reference: sealed-secrets.md 3.5), with reasons, and what Sealer
// remembers there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/time.h"
#include "common/manifest/value.h"

namespace sealer::unseal {

struct Outcome {
    bool synced = false;
    std::string reason;             // "Unsealed", "ErrUnsealFailed", "ErrUpdateFailed"
    std::string message;            // empty when synced
    std::string proof;              // see proof_of; empty when not synced
    std::vector<std::string> keys;  // fingerprints that opened it
    std::string content;            // see content_mark; empty where nobody will ask for it
    bool operator==(const Outcome&) const = default;
};

// The status after `outcome` of the object `sealed`. Equal to sealed's own where nothing but the
// time would change, so that the caller need not write it. lastTransitionTime moves when the
// condition flips, lastUpdateTime with any change.
[[nodiscard]] manifest::Value next_status(const manifest::Value& sealed, const Outcome& outcome,
                                          WallTime now);

// The proof in an object's status; empty if there is none.
[[nodiscard]] std::string_view recorded_proof(const manifest::Value& sealed);

// The content mark there; empty if there is none.
[[nodiscard]] std::string_view recorded_content(const manifest::Value& sealed);

// The condition Synced: "True", "False", or empty if there is none.
[[nodiscard]] std::string_view synced_status(const manifest::Value& sealed);

// Whether the condition Synced is True for the present generation.
[[nodiscard]] bool is_synced(const manifest::Value& sealed);

}  // namespace sealer::unseal
