// SPDX-License-Identifier: Apache-2.0
// What /v1/verify and /v1/rotate do with a SealedSecret that a stranger hands in (reference:
// sealed-secrets.md 3.6, 6 and appendix A). Its template is nobody's word: it is neither rendered
// nor asked for the scope.
#pragma once

#include <string_view>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "keys/key_ring.h"

namespace sealer::keys {

// The one SealedSecret in `text`, JSON or YAML. kInvalid: there is none, or more than one, or it
// has more values than any API server would store.
[[nodiscard]] Result<manifest::Value> parse_sealed_secret(std::string_view text);

// Whether `ring` opens every value of it, under the scope that its metadata says. Stops at the
// first that it does not. `accept_v1`: the deprecated spec.data too.
[[nodiscard]] bool opens(const manifest::Value& sealed, const KeyRing& ring, bool accept_v1);

// The same SealedSecret, its values sealed anew with the newest key under the same scope. Nothing
// else changes but the annotation sealer.dev/sealed-with. kInvalid, in the same words whatever the
// cause, where a value cannot be opened.
[[nodiscard]] Result<manifest::Value> rotate(const manifest::Value& sealed, const KeyRing& ring);

}  // namespace sealer::keys
