// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "common/crypto/base64.h"
#include "keys/key_ring.h"
#include "keys/sealed_secret.h"
#include "sealer/commands.h"
#include "sealer/input.h"
#include "sealer/output.h"
#include "sealer/private_keys.h"

namespace sealer::cli {
namespace {

// The Secret with its data, in ordinary memory: it is about to be printed, and this program wipes
// what it frees.
manifest::Value to_value(const manifest::Secret& secret) {
    manifest::Value value = secret.object;
    // The owner's uid is not known here, and without it the Secret could not be applied.
    value["metadata"].as_object().erase("ownerReferences");
    manifest::Value& data = value["data"] = manifest::Object();
    for (const manifest::SecretItem& item : secret.items) {
        data[item.key] = crypto::base64_encode(item.value.expose());
    }
    return value;
}

}  // namespace

Status recovery_unseal(const Options& options, const World& world) {
    TRY_ASSIGN(const Format format, output_format(options));
    TRY_ASSIGN(const crypto::SecretBytes text, read_input(options, world));
    TRY_ASSIGN(const keys::KeyRing ring, read_private_keys(options.recovery_private_key));
    TRY_ASSIGN(const std::vector<manifest::Value> sealed, read_sealed_secrets(text.expose()));
    crypto::SecretBytes output;
    for (const manifest::Value& one : sealed) {
        TRY_ASSIGN(const keys::Unsealed unsealed,
                   keys::unseal_secret(one, ring, /*accept_v1=*/false));
        output.append(print(to_value(unsealed.secret), format));
    }
    return write_output(options.sealed_secret_file, output.expose(), world);
}

}  // namespace sealer::cli
