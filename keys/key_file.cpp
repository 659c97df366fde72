// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "common/crypto/base64.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "keys/key_ring.h"

namespace sealer::keys {
namespace {

SealingKey without_certificate(std::string name, crypto::PrivateKey key) {
    crypto::PublicKey public_key = key.public_key();
    return {.name = std::move(name),
            .private_key = std::move(key),
            .certificate = {.public_key = std::move(public_key),
                            .not_before = {},
                            .not_after = {},
                            .pem = {}},
            .created = {}};
}

Result<SealingKey> from_secret(const manifest::Value& secret) {
    std::string name(manifest::name_of(secret));
    const manifest::Value* text = secret.get("data", "tls.key");
    if (text == nullptr || !text->is_string()) {
        return fail(Code::kInvalid, "secret \"" + name + "\" must contain 'tls.key' in its data");
    }
    auto pem = crypto::base64_decode_secret(text->as_string());
    if (!pem) {
        return fail(pem.error().with("secret \"" + name + "\", tls.key"));
    }
    auto key = crypto::PrivateKey::parse(pem->expose());
    if (!key) {
        return fail(key.error().with("secret \"" + name + "\", tls.key"));
    }
    return without_certificate(std::move(name), *std::move(key));
}

Status add_document(const manifest::Value& document, std::vector<SealingKey>& keys) {
    const manifest::Value* items = document.get("items");
    if (items == nullptr) {
        TRY_ASSIGN(SealingKey key, from_secret(document));
        keys.push_back(std::move(key));
        return {};
    }
    for (const manifest::Value& item : elements(items)) {
        TRY_ASSIGN(SealingKey key, from_secret(item));
        keys.push_back(std::move(key));
    }
    return {};
}

// In YAML and JSON no line starts with a PEM block.
bool is_pem(std::string_view content) {
    return content.starts_with("-----BEGIN ") ||
           content.find("\n-----BEGIN ") != std::string_view::npos;
}

}  // namespace

Result<std::vector<SealingKey>> parse_key_file(std::string_view content) {
    std::vector<SealingKey> keys;
    if (is_pem(content)) {
        TRY_ASSIGN(crypto::PrivateKey key, crypto::PrivateKey::parse(content));
        keys.push_back(without_certificate("", std::move(key)));
        return keys;
    }
    TRY_ASSIGN(const std::vector<manifest::Document> documents, manifest::parse_yaml(content));
    for (const manifest::Document& document : documents) {
        TRY(add_document(document.value, keys));
    }
    if (keys.empty()) {
        return fail(Code::kInvalid, "no private key found");
    }
    return keys;
}

}  // namespace sealer::keys
