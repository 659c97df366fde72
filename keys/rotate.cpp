// SPDX-License-Identifier: Apache-2.0
#include "keys/rotate.h"

#include <string>
#include <utility>

#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/crypto/scope.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "keys/sealed_secret.h"

namespace sealer::keys {
namespace {

using manifest::Member;
using manifest::Value;

// Each costs an RSA operation or more; a stored object of 1.5 MiB has no room for as many.
constexpr std::size_t kMaxValues = 4'096;

std::string label_of(const Value& sealed) {
    return crypto::scope_label(scope_of(sealed), manifest::namespace_of(sealed),
                               manifest::name_of(sealed));
}

Result<crypto::SecretBytes> open_value(const Value& sealed, const Value& value,
                                       const KeyRing& ring) {
    TRY_ASSIGN(const std::string envelope,
               crypto::base64_decode(value.is_string() ? std::string_view(value.as_string())
                                                       : std::string_view()));
    TRY_ASSIGN(
        KeyRing::Opened opened,
        ring.open(label_of(sealed), envelope, manifest::annotation(sealed, kSealedWithAnnotation)));
    return std::move(opened.plaintext);
}

const Value* v1_data(const Value& sealed) {
    const Value* data = sealed.get("spec", "data");
    return data == nullptr || data->is_null() ? nullptr : data;
}

}  // namespace

Result<Value> parse_sealed_secret(std::string_view text) {
    TRY_ASSIGN(Value object, manifest::parse_yaml_document(
                                 text, {.duplicate_keys = manifest::DuplicateKeys::kLastWins}));
    if (object.text("kind") != "SealedSecret" ||
        object.text("apiVersion") != "bitnami.com/v1alpha1") {
        return fail(Code::kInvalid, "it is not a SealedSecret of bitnami.com/v1alpha1");
    }
    if (manifest::members(object.get("spec", "encryptedData")).size() > kMaxValues) {
        return fail(Code::kInvalid, "spec.encryptedData: too many values");
    }
    return object;
}

bool opens(const Value& sealed, const KeyRing& ring, bool accept_v1) {
    const auto& values = manifest::members(sealed.get("spec", "encryptedData"));
    if (const Value* data = v1_data(sealed)) {
        return accept_v1 && values.empty() && open_value(sealed, *data, ring).has_value();
    }
    for (const Member& member : values) {
        if (!open_value(sealed, member.value, ring)) {
            return false;
        }
    }
    return true;
}

Result<Value> rotate(const Value& sealed, const KeyRing& ring) {
    const SealingKey* newest = ring.newest();
    if (newest == nullptr) {
        return fail(Code::kUnavailable, "there is no sealing key yet");
    }
    const crypto::PublicKey& key = newest->certificate.public_key;
    const auto seal_anew = [&](const Value& value) -> Result<Value> {
        const auto plaintext = open_value(sealed, value, ring);
        if (!plaintext) {
            return fail(Code::kInvalid, "it cannot be opened");
        }
        TRY_ASSIGN(const std::string envelope,
                   crypto::seal(key, label_of(sealed), plaintext->expose()));
        return Value(crypto::base64_encode(envelope));
    };
    Value rotated = sealed;
    if (const Value* data = v1_data(sealed)) {
        TRY_ASSIGN(rotated["spec"]["data"], seal_anew(*data));
    }
    for (const Member& member : manifest::members(sealed.get("spec", "encryptedData"))) {
        TRY_ASSIGN(rotated["spec"]["encryptedData"][member.key], seal_anew(member.value));
    }
    manifest::set_annotation(rotated, kSealedWithAnnotation, key.fingerprint());
    return rotated;
}

}  // namespace sealer::keys
