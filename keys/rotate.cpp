// SPDX-License-Identifier: Apache-2.0
#include "keys/rotate.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/crypto/scope.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "keys/sealed_secret.h"
#include "keys/value_opener.h"

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
    ValueOpener opener(sealed, ring);
    if (const Value* data = v1_data(sealed)) {
        return accept_v1 && values.empty() && opener.open(*data).has_value();
    }
    return std::ranges::all_of(
        values, [&](const Member& member) { return opener.open(member.value).has_value(); });
}

Result<Value> rotate(const Value& sealed, const KeyRing& ring) {
    const SealingKey* newest = ring.newest();
    if (newest == nullptr) {
        return fail(Code::kUnavailable, "there is no sealing key yet");
    }
    const crypto::PublicKey& key = newest->certificate.public_key;
    ValueOpener opener(sealed, ring);
    const auto seal_anew = [&](const Value& value) -> Result<Value> {
        const auto opened = opener.open(value);
        if (!opened) {
            return fail(Code::kInvalid, "it cannot be opened");
        }
        TRY_ASSIGN(const std::string envelope,
                   crypto::seal(key, label_of(sealed), opened->plaintext.expose()));
        return Value(crypto::base64_encode_public(envelope));
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
