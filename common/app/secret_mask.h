// SPDX-License-Identifier: Apache-2.0
// Secrets as the controller may keep them: each value replaced by a MAC under a key that lives and
// dies with the process. Equal values have equal masks, so that comparing still works.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/manifest/value.h"

namespace sealer::app {

// JSON of a core/v1 Secret -> the same with every value under data and stringData masked, also
// inside the last-applied-configuration annotation. No copy of a value is made but in secret
// memory. kInvalid for strings without an end; the message quotes nothing.
[[nodiscard]] Result<std::string> mask_secret_json(std::string_view json);

// A Secret from Git as the API server will store it: stringData goes into data, base64 is put into
// canonical form. What is not base64 is left for the API server to refuse.
void canonicalize_secret(manifest::Value& secret);

// canonicalize_secret, then values masked as mask_secret_json does.
void mask_secret(manifest::Value& secret);

// In two states of an object: plus signs for the values of these annotations, more for `after`
// where the two differ.
void mask_annotations(const std::set<std::string>& keys, manifest::Value& before,
                      manifest::Value& after);

// What an API server said of `secret`, fit for logs and conditions: unchanged, unless it quotes any
// value under data or stringData.
[[nodiscard]] std::string without_values(std::string message, const manifest::Value& secret);

// Whether `object` is a core/v1 Secret.
[[nodiscard]] bool is_secret(const manifest::Value& object);

}  // namespace sealer::app
