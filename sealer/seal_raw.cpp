// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "sealer/certificate.h"
#include "sealer/commands.h"
#include "sealer/default_namespace.h"
#include "sealer/input.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

Result<std::string> label_of(const Options& options, const World& world) {
    if (options.sealing.scope == crypto::Scope::kClusterWide) {
        return std::string();
    }
    const std::string scope(crypto::to_string(options.sealing.scope));
    TRY_ASSIGN(const std::string chosen_namespace, default_namespace(options.cluster, world));
    if (chosen_namespace.empty()) {
        return fail(Code::kInvalid,
                    "must provide the --namespace flag with --raw and --scope " + scope);
    }
    if (options.sealing.scope == crypto::Scope::kStrict && options.sealing.name.empty()) {
        return fail(Code::kInvalid, "must provide the --name flag with --raw and --scope " + scope);
    }
    return crypto::scope_label(options.sealing.scope, chosen_namespace, options.sealing.name);
}

Result<crypto::SecretBytes> read_value(const Options& options, const World& world) {
    if (options.from_file.empty()) {
        return read_stdin(world, "a secret to encrypt");
    }
    if (options.from_file.size() > 1) {
        return fail(Code::kInvalid,
                    "must provide only one --from-file when encrypting a single item with --raw");
    }
    // kubectl's form key=path is accepted; there is no use for the key.
    const std::string& source = options.from_file.front();
    const std::size_t equals = source.find('=');
    return read_secret_file(equals == std::string::npos ? source : source.substr(equals + 1));
}

}  // namespace

Status seal_raw(const Options& options, const World& world) {
    TRY_ASSIGN(const crypto::PublicKey key, sealing_key(options.cert, options.cluster, world));
    TRY_ASSIGN(const std::string label, label_of(options, world));
    TRY_ASSIGN(const crypto::SecretBytes value, read_value(options, world));
    TRY_ASSIGN(const std::string envelope, crypto::seal(key, label, value.expose()));
    return write_output(options.sealed_secret_file, crypto::base64_encode_public(envelope), world);
}

}  // namespace sealer::cli
