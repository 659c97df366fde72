// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sealer::crypto {

// For a program that starts often and does little, before anything else; a third of what OpenSSL's
// first use takes is saved. Its lists of algorithms by name stay empty: not for programs that speak
// TLS, verify signatures, or read encrypted keys through this OpenSSL, which look algorithms up
// there. Its random numbers come from the kernel, by way of libsodium, instead of from a generator
// for each thread.
void start_openssl_lightly();

}  // namespace sealer::crypto
