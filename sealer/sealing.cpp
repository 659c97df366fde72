// SPDX-License-Identifier: Apache-2.0
#include "sealer/sealing.h"

#include <utility>

#include "common/manifest/object.h"
#include "keys/sealed_secret.h"
#include "sealer/default_namespace.h"

namespace sealer::cli {
namespace {

using manifest::Member;
using manifest::Value;

Status set_namespace(const ClusterOptions& cluster, const World& world, Value& secret) {
    const std::string_view own = manifest::namespace_of(secret);
    if (!own.empty()) {
        return check_namespace(own, cluster.connection.namespace_);
    }
    auto found = default_namespace(cluster, world);
    if (!found) {
        return fail(Code::kInvalid, "secret must declare a namespace, or --namespace must: " +
                                        found.error().message);
    }
    secret["metadata"]["namespace"] = *std::move(found);
    return {};
}

// From the template, which leaves out annotations that hold plaintext.
void copy_metadata(Value& sealed) {
    for (const char* field : {"labels", "annotations"}) {
        const Value* found = sealed.get("spec", "template", "metadata", field);
        if (found == nullptr || !found->is_object()) {
            continue;
        }
        const Value from = *found;
        Value& to = sealed["metadata"][field];
        for (const Member& member : from.as_object()) {
            to[member.key] = member.value;
        }
        to.as_object().sort();
    }
}

}  // namespace

void add_sealing_flags(CommandLine& line, SealingOptions& options) {
    line.value("--scope", "strict|namespace-wide|cluster-wide", "Where it may be opened",
               [&scope = options.scope](const std::string& text) -> Status {
                   TRY_ASSIGN(scope, crypto::parse_scope(text));
                   return {};
               });
    line.toggle("--allow-empty-data", options.allow_empty_data, "Accept Secrets without any data");
}

void add_copy_metadata_flag(CommandLine& line, SealingOptions& options) {
    line.toggle("--copy-metadata", options.copy_metadata,
                "Give the SealedSecret the Secret's labels and annotations too");
}

Status check_has_data(const manifest::Secret& secret, bool allow_empty_data) {
    if (secret.items.empty() && !allow_empty_data) {
        return fail(Code::kInvalid,
                    "secret.data is empty in input Secret, assuming this is an error and "
                    "aborting. To work with empty data, --allow-empty-data can be used");
    }
    return {};
}

Status check_namespace(std::string_view own, std::string_view given) {
    if (!given.empty() && own != given) {
        return fail(Code::kInvalid, "namespace mismatch: input secret is in namespace \"" +
                                        std::string(own) + "\" but \"" + std::string(given) +
                                        "\" was specified");
    }
    return {};
}

Result<Value> seal_as_told(manifest::Secret secret, const SealingOptions& options,
                           const ClusterOptions& cluster, const crypto::PublicKey& key,
                           const World& world, ThreadPool& pool) {
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
    if (keys::scope_of(secret.object) != crypto::Scope::kClusterWide) {
        TRY(set_namespace(cluster, world, secret.object));
    }
    TRY_ASSIGN(Value sealed, keys::seal_secret(secret, key, &pool));
    if (options.copy_metadata) {
        copy_metadata(sealed);
    }
    return sealed;
}

}  // namespace sealer::cli
