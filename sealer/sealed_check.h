// SPDX-License-Identifier: Apache-2.0
// What can be known of a SealedSecret without any private key.
#pragma once

#include <string>
#include <vector>

#include "common/crypto/rsa.h"
#include "common/manifest/value.h"
#include "sealer/finding.h"

namespace sealer::cli {

struct Flaw {
    Rule rule = Rule::kDamagedValue;
    std::vector<std::string> steps;  // to the field, from the object's root
    std::string message;
};

// `certificates`: the cluster's, newest first; with none, nothing is said of keys but that there is
// no fingerprint. Forms as in sealed-secrets.md 1.1, scopes as in 1.2.
[[nodiscard]] std::vector<Flaw> check_sealed(const manifest::Value& sealed,
                                             const std::vector<crypto::Certificate>& certificates);

// Sorts newest first and drops all but one of each key.
void order_certificates(std::vector<crypto::Certificate>& certificates);

}  // namespace sealer::cli
