// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"

namespace sealer::standalone {

// Who the server is and who may speak to it: kept in its data directory, so that kubeconfigs
// outlive restarts.
struct Identity {
    std::string
        certificate_pem;  // self-signed, for localhost and 127.0.0.1: also what clients trust
    std::shared_ptr<const crypto::SecretBytes> key_pem;
    std::string token;
    std::uint16_t last_port = 0;  // 0: never served yet
};

// Reads what is in `directory`, which it makes if missing (0700), and creates what is missing there
// (0600). A certificate that ends within a month is replaced.
[[nodiscard]] Result<Identity> load_identity(const std::filesystem::path& directory);

// Writes the port for the next time and the kubeconfig, whose path is the result.
[[nodiscard]] Result<std::filesystem::path> save_address(const std::filesystem::path& directory,
                                                         const Identity& identity,
                                                         std::uint16_t port);

}  // namespace sealer::standalone
