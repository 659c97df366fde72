// SPDX-License-Identifier: Apache-2.0
// core/v1 Secrets whose data never touches ordinary memory.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"
#include "common/manifest/value.h"

namespace sealer::manifest {

struct SecretItem {
    std::string key;
    crypto::SecretBytes value;  // decoded
};

// A Secret in two parts. Move-only, because its items are.
struct Secret {
    // apiVersion, kind, metadata (without managedFields and last-applied, which may hold
    // plaintext), type, immutable; never data or stringData.
    Value object;
    std::vector<SecretItem> items;  // sorted by key

    [[nodiscard]] const SecretItem* find(std::string_view key) const;
};

// One v1 Secret as JSON: stringData beats data, `null` data is empty. All scratch memory is wiped.
// kInvalid says which key is wrong ("data.password: illegal base64 data at input byte 3") and never
// quotes a value.
[[nodiscard]] Result<Secret> parse_secret_json(std::string_view json);

// What a person hands in: one Secret, or the items of a `kind: List` or `SecretList`. A missing
// kind counts as Secret; kInvalid "it is a ConfigMap, not a secret" for another, else as
// parse_secret_json.
[[nodiscard]] Result<std::vector<Secret>> parse_secrets_json(std::string_view json);

// One Secret of a list or watch, whose items the API server writes without kind: as
// parse_secrets_json, and kInvalid where there are several.
[[nodiscard]] Result<Secret> parse_secret_item_json(std::string_view json);

// The items of a SecretList as JSON, as parse_secret_json each, and the list's metadata.
struct SecretList {
    std::vector<Secret> items;
    Value metadata;  // resourceVersion, continue, remainingItemCount
};
[[nodiscard]] Result<SecretList> parse_secret_list_json(std::string_view json);

// The Secret as compact JSON, data in base64: a request body. `data` is written even when empty.
[[nodiscard]] crypto::SecretBytes write_secret_json(const Secret& secret);

// HMAC-SHA256 under `key` (any length) of type and items, length-prefixed, in order of keys;
// lower-case hex. Two Secrets have the same MAC exactly when they hold the same type (Opaque where
// there is none) and data.
[[nodiscard]] std::string secret_mac(const Secret& secret, std::string_view key);

}  // namespace sealer::manifest
