// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"
#include "common/manifest/secret.h"
#include "common/manifest/value.h"
#include "sealer/options.h"
#include "sealer/world.h"

namespace sealer::cli {

// All of a file, straight into secret memory.
[[nodiscard]] Result<crypto::SecretBytes> read_secret_file(const std::string& path);
// All of --secret-file, or of stdin; a person at a terminal is told what is expected there.
[[nodiscard]] Result<crypto::SecretBytes> read_input(const Options& options, const World& world);
// All of stdin.
[[nodiscard]] Result<crypto::SecretBytes> read_stdin(const World& world, std::string_view expected);

struct Input {
    std::vector<manifest::Secret> secrets;
    std::vector<std::string> warnings;
};

// Every Secret of a stream of YAML or JSON documents; lists are taken apart. kInvalid when there is
// none, a document is malformed, or it is of another kind; an object without a kind counts as a
// Secret.
[[nodiscard]] Result<Input> read_secrets(std::string_view text);

// Every SealedSecret of a stream of YAML or JSON documents, at least one; lists are taken apart.
// kInvalid for a malformed document, or one of another kind.
[[nodiscard]] Result<std::vector<manifest::Value>> read_sealed_secrets(std::string_view text);

}  // namespace sealer::cli
