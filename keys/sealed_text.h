// SPDX-License-Identifier: Apache-2.0
// SealedSecrets as they stand in a text of Git, and the edits that give them other ciphertext.
// Pure.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/manifest/yaml_edit.h"

namespace sealer::keys {

struct SealedDocument {
    std::size_t index = 0;          // among the text's documents, as manifest::YamlEdit counts
    std::vector<std::string> path;  // from the document's root: items, 3; empty where it is no list
    int line = 1;
    manifest::Value object;
};

// The SealedSecrets of a text, those in lists too. kInvalid for malformed YAML.
[[nodiscard]] Result<std::vector<SealedDocument>> sealed_documents(std::string_view text);

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
// with it; none where they are the same. The deprecated spec.data stays what it is where it is
// answered by its like; the original's controller answers with encryptedData and a template, which
// then take its place. kInvalid if `resealed` is another object or lacks a value.
[[nodiscard]] Result<std::vector<manifest::YamlEdit>> replace_ciphertext(
    const SealedDocument& document, const manifest::Value& resealed);

}  // namespace sealer::keys
