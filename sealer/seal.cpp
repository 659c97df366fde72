// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "common/manifest/object.h"
#include "keys/sealed_secret.h"
#include "sealer/certificate.h"
#include "sealer/commands.h"
#include "sealer/default_namespace.h"
#include "sealer/input.h"
#include "sealer/output.h"
#include "sealer/secret_rules.h"

namespace sealer::cli {
namespace {

Status set_namespace(const Options& options, const World& world, manifest::Value& secret) {
    const std::string_view own = manifest::namespace_of(secret);
    if (!own.empty()) {
        return check_namespace(own, options.cluster.connection.namespace_);
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
    TRY(check_has_data(secret, options.allow_empty_data));
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

Status seal(const Options& options, const World& world) {
    TRY_ASSIGN(const Format format, output_format(options));
    TRY_ASSIGN(const crypto::SecretBytes text, read_input(options, world));
    TRY_ASSIGN(const crypto::PublicKey key, sealing_key(options.cert, options.cluster, world));
    TRY_ASSIGN(Input input, read_secrets(text.expose()));
    std::string output;
    for (manifest::Secret& secret : input.secrets) {
        TRY(complete(options, world, secret));
        TRY_ASSIGN(const manifest::Value sealed, keys::seal_secret(secret, key));
        output += print(sealed, format);
    }
    TRY(print_warnings(input.warnings, world));
    return write_output(options.sealed_secret_file, output, world);
}

}  // namespace sealer::cli
