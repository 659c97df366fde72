// SPDX-License-Identifier: Apache-2.0
// What there is to know about keys. Pure.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/time.h"
#include "common/manifest/secret.h"
#include "common/manifest/value.h"
#include "keys/key_ring.h"

namespace sealer::keys {

struct KeyReport {
    std::string name;  // of its Secret
    // "newest" (it seals), "active" (it opens), else the word on the Secret's label: "compromised",
    // "retired".
    std::string state;
    std::string problem;  // why it cannot be used; all below is then empty
    std::string fingerprint;
    std::size_t bits = 0;
    WallTime created;
    WallTime not_before;
    WallTime not_after;
    std::string certificate;  // PEM
};

// Newest first, unreadable ones last. A Secret without the label counts as active: the key of
// Sealed Secrets before 0.9, or one from a file.
[[nodiscard]] std::vector<KeyReport> describe_keys(std::span<const manifest::Secret> secrets,
                                                   KeyOrder order);

// The one named so, or with that fingerprint; null if there is none.
[[nodiscard]] const KeyReport* find_key(std::span<const KeyReport> keys, std::string_view name);

// Which SealedSecrets ("namespace/name", sorted) need which key.
struct KeyNeeds {
    std::map<std::string, std::vector<std::string>> by_fingerprint;
    // Those that do not say: no fingerprint, and not unsealed by Sealer yet. Any key may be needed.
    std::vector<std::string> unknown;

    [[nodiscard]] const std::vector<std::string>& of(const std::string& fingerprint) const;
};
// By what opened it (status.unsealed.keys), and by what it says (sealer.dev/sealed-with): the two
// differ until the controller has seen a change.
[[nodiscard]] KeyNeeds find_needs(std::span<const manifest::Value> sealed);

}  // namespace sealer::keys
