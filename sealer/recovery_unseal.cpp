// SPDX-License-Identifier: Apache-2.0
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "common/crypto/base64.h"
#include "keys/key_ring.h"
#include "keys/sealed_secret.h"
#include "sealer/commands.h"
#include "sealer/input.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

Result<keys::KeyRing> read_keys(const std::vector<std::string>& files) {
    std::vector<keys::SealingKey> all;
    for (const std::string& file : files) {
        TRY_ASSIGN(const crypto::SecretBytes content, read_secret_file(file));
        auto some = keys::parse_key_file(content.expose());
        if (!some) {
            return fail(some.error().with(file));
        }
        all.insert(all.end(), std::make_move_iterator(some->begin()),
                   std::make_move_iterator(some->end()));
    }
    return keys::KeyRing(std::move(all), keys::KeyOrder::kCertNotBefore);
}

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
    TRY_ASSIGN(const keys::KeyRing ring, read_keys(options.recovery_private_key));
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
