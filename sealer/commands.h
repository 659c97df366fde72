// SPDX-License-Identifier: Apache-2.0
// What the program can do, one function and one file each. All return what goes to stdout or to the
// output file: nothing is written before all is well.
#pragma once

#include <memory>

#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"
#include "sealer/options.h"
#include "sealer/subcommand.h"
#include "sealer/world.h"

namespace sealer::cli {

// Secrets in, SealedSecrets out (reference: sealed-secrets.md 2.5).
[[nodiscard]] Result<crypto::SecretBytes> seal(const Options& options, const World& world);
// One value in, base64 out, without a newline (2.6).
[[nodiscard]] Result<crypto::SecretBytes> seal_raw(const Options& options, const World& world);
// The certificate's PEM as it came (2.4).
[[nodiscard]] Result<crypto::SecretBytes> fetch_cert(const Options& options, const World& world);
// Asks the controller whether it can open every SealedSecret of the input; no output (2.8).
[[nodiscard]] Result<crypto::SecretBytes> validate(const Options& options, const World& world);
// A SealedSecret in, its Secret out, with private keys from files (2.8).
[[nodiscard]] Result<crypto::SecretBytes> recovery_unseal(const Options& options,
                                                          const World& world);

// The commands of `sealer`, for the table of subcommands.
[[nodiscard]] std::unique_ptr<Subcommand> make_fetch_cert();

}  // namespace sealer::cli
