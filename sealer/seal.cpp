// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "common/manifest/object.h"
#include "keys/sealed_secret.h"
#include "sealer/certificate.h"
#include "sealer/commands.h"
#include "sealer/default_namespace.h"
#include "sealer/input.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

Status set_namespace(const Options& options, const World& world, manifest::Value& secret) {
    const std::string_view own = manifest::namespace_of(secret);
    const std::string& wanted = options.cluster.connection.namespace_;
    if (!own.empty()) {
        if (!wanted.empty() && own != wanted) {
            return fail(Code::kInvalid, "namespace mismatch: input secret is in namespace \"" +
                                            std::string(own) + "\" but \"" + wanted +
                                            "\" was specified");
        }
        return {};
    }
    auto found = default_namespace(options.cluster, world);
    if (!found) {
        return fail(Code::kInvalid, "secret must declare a namespace, or --namespace must: " +
                                        found.error().message);
    }
    secret["metadata"]["namespace"] = *std::move(found);
    return {};
}

// Name, scope and namespace as the flags have them.
Status complete(const Options& options, const World& world, manifest::Secret& secret) {
    if (secret.items.empty() && !options.allow_empty_data) {
        return fail(Code::kInvalid,
                    "secret.data is empty in input Secret, assuming this is an error and "
                    "aborting. To work with empty data, --allow-empty-data can be used");
    }
    if (!options.name.empty()) {
        secret.object["metadata"]["name"] = options.name;
    }
    if (manifest::name_of(secret.object).empty()) {
        return fail(Code::kInvalid, "missing metadata.name in input Secret");
    }
    if (options.scope != crypto::Scope::kStrict) {
        keys::set_scope(secret.object, options.scope);
    }
    if (keys::scope_of(secret.object) == crypto::Scope::kClusterWide) {
        return {};
    }
    return set_namespace(options, world, secret.object);
}

}  // namespace

Result<crypto::SecretBytes> seal(const Options& options, const World& world) {
    TRY_ASSIGN(const Format format, output_format(options));
    TRY_ASSIGN(const crypto::SecretBytes text, read_input(options, world));
    TRY_ASSIGN(const crypto::PublicKey key, sealing_key(options.cert, options.cluster, world));
    TRY_ASSIGN(Input input, read_secrets(text.expose()));
    crypto::SecretBytes output;
    for (manifest::Secret& secret : input.secrets) {
        TRY(complete(options, world, secret));
        TRY_ASSIGN(const manifest::Value sealed, keys::seal_secret(secret, key));
        output.append(print(sealed, format));
    }
    for (const std::string& warning : input.warnings) {
        TRY(write_all(world.standard_error, "warning: " + warning + "\n"));
    }
    return output;
}

}  // namespace sealer::cli
