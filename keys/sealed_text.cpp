// SPDX-License-Identifier: Apache-2.0
#include "keys/sealed_text.h"

#include <algorithm>
#include <utility>

#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "keys/sealed_secret.h"

namespace sealer::keys {
namespace {

using manifest::Member;
using manifest::Value;
using manifest::YamlEdit;

using Path = std::vector<std::string>;

// Annotations that would be left empty go as a whole.
YamlEdit fingerprint_edit(const SealedDocument& document, std::optional<Value> fingerprints) {
    if (!fingerprints && members(document.object.get("metadata", "annotations")).size() == 1) {
        return edit_at(document, {"metadata", "annotations"}, std::nullopt);
    }
    return edit_at(document, {"metadata", "annotations", std::string(kSealedWithAnnotation)},
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
    const std::string old(manifest::annotation(sealed, kSealedWithAnnotation));
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

Status replace_values(const SealedDocument& document, const Value& resealed,
                      std::vector<YamlEdit>& edits) {
    for (const Member& member : members(document.object.get("spec", "encryptedData"))) {
        const std::string_view value = resealed.text("spec", "encryptedData", member.key);
        if (value.empty()) {
            return fail(Code::kInvalid, "the answer lacks the value of " + member.key);
        }
        if (member.value != Value(value)) {
            edits.push_back(edit_at(document, {"spec", "encryptedData", member.key}, Value(value)));
        }
    }
    return {};
}

// Edits for all of `wanted`, scalar by scalar.
Status add_scalars(const SealedDocument& document, const Path& path, const Value& wanted,
                   std::vector<YamlEdit>& edits) {
    if (wanted.is_array()) {
        return fail(Code::kInvalid, "the answer has a list in its template, at " + path.back());
    }
    if (!wanted.is_object() && !wanted.is_null()) {
        edits.push_back(edit_at(document, path, wanted));
    }
    Status done;
    for (const Member& member : members(&wanted)) {
        Path below = path;
        below.push_back(member.key);
        done = done ? add_scalars(document, below, member.value, edits) : done;
    }
    return done;
}

// In spec.data the ciphertext holds type and metadata too; they would be lost with it.
Status convert_v1(const SealedDocument& document, const Value& resealed,
                  std::vector<YamlEdit>& edits) {
    const Value* values = resealed.get("spec", "encryptedData");
    if (members(values).empty()) {
        return fail(Code::kInvalid, "the answer lacks the values of spec.data");
    }
    edits.push_back(edit_at(document, {"spec", "data"}, std::nullopt));
    TRY(add_scalars(document, {"spec", "encryptedData"}, *values, edits));
    const Value* secret_template = resealed.get("spec", "template");
    return secret_template == nullptr
               ? Status()
               : add_scalars(document, {"spec", "template"}, *secret_template, edits);
}

Status replace_v1(const SealedDocument& document, const Value& resealed,
                  std::vector<YamlEdit>& edits) {
    const std::string_view value = resealed.text("spec", "data");
    if (value.empty()) {
        return convert_v1(document, resealed, edits);
    }
    if (document.object.text("spec", "data") != value) {
        edits.push_back(edit_at(document, {"spec", "data"}, Value(value)));
    }
    return {};
}

}  // namespace

YamlEdit edit_at(const SealedDocument& document, const Path& below, std::optional<Value> value) {
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

std::vector<YamlEdit> put_ciphertext(const SealedDocument& document,
                                     const std::map<std::string, std::string>& values,
                                     const std::string& fingerprint) {
    std::vector<YamlEdit> edits;
    edits.reserve(values.size() + 1);
    for (const auto& [key, value] : values) {
        edits.push_back(edit_at(document, {"spec", "encryptedData", key}, Value(value)));
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
    std::vector<YamlEdit> edits;
    const Value* v1 = document.object.get("spec", "data");
    if (v1 != nullptr && !v1->is_null()) {
        TRY(replace_v1(document, resealed, edits));
    }
    TRY(replace_values(document, resealed, edits));
    // The original's controller writes no fingerprint: then the old one must go.
    const std::string_view old = manifest::annotation(document.object, kSealedWithAnnotation);
    const std::string_view now = manifest::annotation(resealed, kSealedWithAnnotation);
    if (now != old) {
        edits.push_back(
            fingerprint_edit(document, now.empty() ? std::nullopt : std::optional(Value(now))));
    }
    return edits;
}

}  // namespace sealer::keys
