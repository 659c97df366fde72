// SPDX-License-Identifier: Apache-2.0
#include "sealer/sealed_file.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "common/base/file.h"
#include "common/manifest/object.h"
#include "keys/sealed_secret.h"
#include "sealer/default_namespace.h"

namespace sealer::cli {

using manifest::Value;

Result<Value> seal_for(const keys::SealedDocument& document, manifest::Secret secret,
                       const crypto::PublicKey& key, const ClusterOptions& cluster,
                       const World& world) {
    const crypto::Scope scope = keys::scope_of(document.object);
    if (manifest::name_of(document.object).empty()) {
        return fail(Code::kInvalid, "the SealedSecret has no metadata.name");
    }
    Value& metadata = secret.object["metadata"];
    metadata["name"] = manifest::name_of(document.object);
    std::string own(manifest::namespace_of(document.object));
    if (own.empty() && scope != crypto::Scope::kClusterWide) {
        TRY_ASSIGN(own, default_namespace(cluster, world));
    }
    if (own.empty()) {
        metadata.as_object().erase("namespace");
    } else {
        metadata["namespace"] = own;
    }
    keys::set_scope(secret.object, scope);
    return keys::seal_secret(secret, key);
}

Status rewrite_file(const std::string& path, std::string_view content) {
    std::error_code error;
    const std::filesystem::path target = std::filesystem::canonical(path, error);
    return write_file_atomically(error ? std::filesystem::path(path) : target, content, 0600,
                                 /*keep_mode=*/true);
}

}  // namespace sealer::cli
