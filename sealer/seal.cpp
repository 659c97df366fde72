// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "sealer/certificate.h"
#include "sealer/commands.h"
#include "sealer/input.h"
#include "sealer/output.h"
#include "sealer/sealing.h"

namespace sealer::cli {

Status seal(const Options& options, const World& world) {
    TRY_ASSIGN(const Format format, output_format(options));
    TRY_ASSIGN(const crypto::SecretBytes text, read_input(options, world));
    TRY_ASSIGN(const crypto::PublicKey key, sealing_key(options.cert, options.cluster, world));
    TRY_ASSIGN(Input input, read_secrets(text.expose()));
    std::string output;
    for (manifest::Secret& secret : input.secrets) {
        TRY_ASSIGN(const manifest::Value sealed,
                   seal_as_told(std::move(secret), options.sealing, options.cluster, key, world));
        output += print(sealed, format);
    }
    TRY(print_warnings(input.warnings, world));
    return write_output(options.sealed_secret_file, output, world);
}

}  // namespace sealer::cli
