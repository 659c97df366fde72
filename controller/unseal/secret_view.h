// SPDX-License-Identifier: Apache-2.0
// What is remembered of a live Secret: enough to see that it changed, nothing that could leak.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/manifest/secret.h"
#include "common/manifest/value.h"

namespace sealer::unseal {

// {metadata: {namespace, name, uid, resourceVersion, labels, annotations, ownerReferences}, mac:
// "…"} of a Secret's JSON. The MAC covers type and data under `mac_key`.
[[nodiscard]] Result<manifest::Value> view_secret(std::string_view json, std::string_view mac_key);
[[nodiscard]] manifest::Value view_secret(const manifest::Secret& secret, std::string_view mac_key);

// Ties a Secret's content (its MAC) to the SealedSecret that it came from (sealed_digest). Kept in
// the SealedSecret's status: where both still give this proof, the Secret is what unsealing would
// give, and no RSA is needed to know it.
[[nodiscard]] std::string proof_of(std::string_view sealed_digest, std::string_view secret_mac,
                                   std::string_view mac_key);

// The same for the content alone, tied to the SealedSecret's UID lest equal contents show: tells a
// change of contents, also over a restart. Marks made under different keys tell nothing.
[[nodiscard]] std::string content_mark(std::string_view uid, std::string_view secret_mac,
                                       std::string_view mac_key);
[[nodiscard]] bool comparable_marks(std::string_view a, std::string_view b);

}  // namespace sealer::unseal
