// SPDX-License-Identifier: Apache-2.0
// Secret -> SealedSecret and back (reference: sealed-secrets.md 1.3, 1.4). Pure functions; both
// programs use them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/base/thread_pool.h"
#include "common/crypto/rsa.h"
#include "common/crypto/scope.h"
#include "common/manifest/secret.h"
#include "common/manifest/value.h"
#include "common/template/template.h"
#include "keys/key_ring.h"

namespace sealer::keys {

constexpr std::string_view kSealedWithAnnotation = "sealer.dev/sealed-with";

// From the annotations that Sealed Secrets defines; cluster-wide wins over namespace-wide.
[[nodiscard]] crypto::Scope scope_of(const manifest::Value& object);
// Sets the annotations that mean `scope`, removes the others.
void set_scope(manifest::Value& object, crypto::Scope scope);

// A SealedSecret of the scope that the Secret's annotations say, with the key's fingerprint as
// annotation. Its values are sealed on the `pool`, if any, and the calling thread. kInvalid:
// "secret must declare a namespace".
[[nodiscard]] Result<manifest::Value> seal_secret(const manifest::Secret& secret,
                                                  const crypto::PublicKey& key,
                                                  ThreadPool* pool = nullptr);

struct Unsealed {
    manifest::Secret secret;
    std::vector<std::string> fingerprints;  // of the keys that opened it, sorted, each once
};

// The Secret that a SealedSecret stands for: name, namespace and owner reference set, template
// metadata, type and immutable taken over, template data rendered (template_data.h), for which
// `host` is the world. Accepts the deprecated v1 form (spec.data) if `accept_v1`. kInvalid in the
// original's words: "no key could decrypt secret (a, b)".
[[nodiscard]] Result<Unsealed> unseal_secret(const manifest::Value& sealed, const KeyRing& ring,
                                             bool accept_v1,
                                             const tmpl::Host& host = tmpl::system_host());

// SHA-256 in hex of all that the Secret depends on: spec, scope annotations, namespace, name. The
// same digest unseals to the same Secret.
[[nodiscard]] std::string sealed_digest(const manifest::Value& sealed);

}  // namespace sealer::keys
