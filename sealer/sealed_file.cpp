// SPDX-License-Identifier: Apache-2.0
#include "sealer/sealed_file.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "common/base/file.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "keys/sealed_secret.h"
#include "sealer/default_namespace.h"

namespace sealer::cli {
namespace {

using manifest::Member;
using manifest::Value;
using manifest::YamlEdit;

YamlEdit value_edit(const SealedDocument& document, const std::string& key,
                    std::string_view value) {
    return edit_at(document, {"spec", "encryptedData", key}, Value(value));
}

// Annotations that would be left empty go as a whole.
YamlEdit fingerprint_edit(const SealedDocument& document, std::optional<Value> fingerprints) {
    if (!fingerprints && members(document.object.get("metadata", "annotations")).size() == 1) {
        return edit_at(document, {"metadata", "annotations"}, std::nullopt);
    }
    return edit_at(document, {"metadata", "annotations", std::string(keys::kSealedWithAnnotation)},
                   std::move(fingerprints));
}

void add_sealed(manifest::Document& document, std::size_t index,
                std::vector<SealedDocument>& sealed) {
    const std::string_view kind = document.value.text("kind");
    if (kind == "SealedSecret") {
        sealed.push_back({.index = index,
                          .path = {},
                          .line = document.line,
                          .object = std::move(document.value)});
        return;
    }
    if (kind != "List" && kind != "SealedSecretList") {
        return;
    }
    const manifest::Array& items = elements(document.value.get("items"));
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].text("kind") == "SealedSecret") {
            sealed.push_back({.index = index,
                              .path = {"items", std::to_string(i)},
                              .line = document.line,
                              .object = items[i]});
        }
    }
}

// The annotation once `values` are sealed by `fingerprint`; nullopt to leave it as it is.
std::optional<std::string> fingerprints_after(const Value& sealed,
                                              const std::map<std::string, std::string>& values,
                                              const std::string& fingerprint) {
    const std::string old(manifest::annotation(sealed, keys::kSealedWithAnnotation));
    const bool keeps_some =
        std::ranges::any_of(members(sealed.get("spec", "encryptedData")),
                            [&](const Member& member) { return !values.contains(member.key); });
    if (!keeps_some) {
        return old == fingerprint ? std::nullopt : std::optional(fingerprint);
    }
    if (old.empty() || old.find(fingerprint) != std::string::npos) {
        return std::nullopt;
    }
    return old + "," + fingerprint;
}

}  // namespace

YamlEdit edit_at(const SealedDocument& document, const std::vector<std::string>& below,
                 std::optional<Value> value) {
    YamlEdit edit{.document = document.index, .path = document.path, .value = std::move(value)};
    edit.path.insert(edit.path.end(), below.begin(), below.end());
    return edit;
}

Result<std::vector<SealedDocument>> sealed_documents(std::string_view text) {
    TRY_ASSIGN(std::vector<manifest::Document> documents, manifest::parse_yaml(text));
    std::vector<SealedDocument> sealed;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        add_sealed(documents[i], i, sealed);
    }
    return sealed;
}

Result<Value> seal_for(const SealedDocument& document, manifest::Secret secret,
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

std::vector<YamlEdit> put_ciphertext(const SealedDocument& document,
                                     const std::map<std::string, std::string>& values,
                                     const std::string& fingerprint) {
    std::vector<YamlEdit> edits;
    edits.reserve(values.size() + 1);
    for (const auto& [key, value] : values) {
        edits.push_back(value_edit(document, key, value));
    }
    if (const auto after = fingerprints_after(document.object, values, fingerprint)) {
        edits.push_back(fingerprint_edit(document, Value(*after)));
    }
    return edits;
}

Result<std::vector<YamlEdit>> replace_ciphertext(const SealedDocument& document,
                                                 const Value& resealed) {
    if (manifest::name_of(resealed) != manifest::name_of(document.object)) {
        return fail(Code::kInvalid, "the answer is of another SealedSecret");
    }
    if (document.object.get("spec", "data") != nullptr) {
        return fail(Code::kInvalid, "it uses the deprecated spec.data, which cannot be re-sealed");
    }
    std::vector<YamlEdit> edits;
    for (const Member& member : members(document.object.get("spec", "encryptedData"))) {
        const std::string_view value = resealed.text("spec", "encryptedData", member.key);
        if (value.empty()) {
            return fail(Code::kInvalid, "the answer lacks the value of " + member.key);
        }
        if (member.value != Value(value)) {
            edits.push_back(value_edit(document, member.key, value));
        }
    }
    // The original's controller writes no fingerprint: then the old one must go.
    const std::string_view old = manifest::annotation(document.object, keys::kSealedWithAnnotation);
    const std::string_view now = manifest::annotation(resealed, keys::kSealedWithAnnotation);
    if (now != old) {
        edits.push_back(
            fingerprint_edit(document, now.empty() ? std::nullopt : std::optional(Value(now))));
    }
    return edits;
}

Status rewrite_file(const std::string& path, std::string_view content) {
    std::error_code error;
    const std::filesystem::path target = std::filesystem::canonical(path, error);
    return write_file_atomically(error ? std::filesystem::path(path) : target, content, 0600,
                                 /*keep_mode=*/true);
}

}  // namespace sealer::cli
