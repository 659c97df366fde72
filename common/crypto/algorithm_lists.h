// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sealer::crypto {

// For a program that starts often and does little, before anything else: leaves OpenSSL's lists of
// algorithms by name empty, a quarter of what its first use takes. Not for programs that speak TLS,
// verify signatures, or read encrypted keys through this OpenSSL, which look algorithms up there.
void skip_algorithm_lists();

}  // namespace sealer::crypto
