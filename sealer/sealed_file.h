// SPDX-License-Identifier: Apache-2.0
// SealedSecrets as they stand in files of Git, and how to change them there.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/crypto/rsa.h"
#include "common/manifest/secret.h"
#include "common/manifest/value.h"
#include "common/manifest/yaml_edit.h"
#include "sealer/cluster_options.h"
#include "sealer/world.h"

namespace sealer::cli {

struct SealedDocument {
    std::size_t index = 0;          // among the text's documents, as manifest::YamlEdit counts
    std::vector<std::string> path;  // from the document's root: items, 3; empty where it is no list
    int line = 1;
    manifest::Value object;
};

// The SealedSecrets of a text, those in lists too. kInvalid for malformed YAML.
[[nodiscard]] Result<std::vector<SealedDocument>> sealed_documents(std::string_view text);

// Seals `secret` so that its values can stand in the document: with its name, scope and namespace,
// or the cluster's default one where it has none.
[[nodiscard]] Result<manifest::Value> seal_for(const SealedDocument& document,
                                               manifest::Secret secret,
                                               const crypto::PublicKey& key,
                                               const ClusterOptions& cluster, const World& world);

// An edit of what is at `below` in the SealedSecret.
[[nodiscard]] manifest::YamlEdit edit_at(const SealedDocument& document,
                                         const std::vector<std::string>& below,
                                         std::optional<manifest::Value> value);

// The edits that put ciphertext (base64 by key) into the document, and the fingerprint of its key
// if one is there or nothing is left that another key sealed.
[[nodiscard]] std::vector<manifest::YamlEdit> put_ciphertext(
    const SealedDocument& document, const std::map<std::string, std::string>& values,
    const std::string& fingerprint);

// The edits that replace all ciphertext of the document by that of `resealed`, and the fingerprint
// with it; none where they are the same. kInvalid if `resealed` is another object or lacks a value,
// and for the deprecated spec.data.
[[nodiscard]] Result<std::vector<manifest::YamlEdit>> replace_ciphertext(
    const SealedDocument& document, const manifest::Value& resealed);

// Writes the file anew, whole or not at all, with the mode it had; where it is a link, what it
// points to.
[[nodiscard]] Status rewrite_file(const std::string& path, std::string_view content);

}  // namespace sealer::cli
