// SPDX-License-Identifier: Apache-2.0
#include "keys/resealing.h"

#include <utility>

#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/crypto/scope.h"
#include "common/manifest/object.h"
#include "keys/sealed_secret.h"
#include "keys/sealed_text.h"

namespace sealer::keys {
namespace {

using manifest::Member;
using manifest::Value;
using manifest::YamlEdit;

Result<std::string> checked_label_of(const Value& sealed) {
    const crypto::Scope scope = scope_of(sealed);
    const std::string_view own_namespace = manifest::namespace_of(sealed);
    if (scope != crypto::Scope::kClusterWide && own_namespace.empty()) {
        return fail(Code::kInvalid, "it has no metadata.namespace");
    }
    return crypto::scope_label(scope, own_namespace, manifest::name_of(sealed));
}

struct Context {
    const KeyRing& ring;
    const crypto::PublicKey& key;
    std::string label;
    std::string hint;
};

// Whether it has changed `value`, which stands at `field`.
Result<bool> renew(const Context& context, const std::string& field, const std::string& name,
                   Value& value) {
    if (!value.is_string()) {
        return fail(Code::kInvalid, field + " is not text");
    }
    const auto envelope = crypto::base64_decode(value.as_string());
    if (!envelope) {
        return fail(envelope.error().with(field));
    }
    const auto opened = context.ring.open(context.label, *envelope, context.hint);
    if (!opened) {
        return fail(Code::kInvalid, opened.error().message + " (" + name + ")");
    }
    if (opened->key->fingerprint() == context.key.fingerprint()) {
        return false;
    }
    TRY_ASSIGN(const std::string renewed,
               crypto::seal(context.key, context.label, opened->plaintext.expose()));
    value = Value(crypto::base64_encode_public(renewed));
    return true;
}

Result<std::vector<YamlEdit>> edits_for(const SealedDocument& document,
                                        std::string_view default_namespace, const Reseal& reseal) {
    Value sealed = document.object;
    if (manifest::namespace_of(sealed).empty() && !default_namespace.empty()) {
        sealed["metadata"]["namespace"] = default_namespace;
    }
    auto answer = reseal(sealed);
    auto edits = answer ? replace_ciphertext(document, *answer)
                        : Result<std::vector<YamlEdit>>(fail(std::move(answer).error()));
    if (!edits) {
        return fail(
            edits.error().with("SealedSecret \"" + std::string(manifest::name_of(sealed)) + "\""));
    }
    return edits;
}

}  // namespace

Result<Value> reseal(const Value& sealed, const KeyRing& ring, const crypto::PublicKey& key) {
    TRY_ASSIGN(std::string label, checked_label_of(sealed));
    const Context context{.ring = ring,
                          .key = key,
                          .label = std::move(label),
                          .hint = std::string(manifest::annotation(sealed, kSealedWithAnnotation))};
    Value result = sealed;
    bool has_changed = false;
    if (Value* data = result.get("spec", "data"); data != nullptr && !data->is_null()) {
        TRY_ASSIGN(has_changed, renew(context, "spec.data", "data", *data));
    }
    if (Value* values = result.get("spec", "encryptedData");
        values != nullptr && values->is_object()) {
        for (Member& item : values->as_object()) {
            TRY_ASSIGN(const bool renewed,
                       renew(context, "spec.encryptedData." + item.key, item.key, item.value));
            has_changed = has_changed || renewed;
        }
    }
    if (has_changed || !context.hint.empty()) {
        manifest::set_annotation(result, kSealedWithAnnotation, key.fingerprint());
    }
    return result;
}

Result<ResealedText> reseal_text(std::string_view text, const std::string& newest,
                                 std::string_view default_namespace, const Reseal& reseal) {
    TRY_ASSIGN(const std::vector<SealedDocument> documents, sealed_documents(text));
    ResealedText result;
    std::vector<YamlEdit> all;
    for (const SealedDocument& document : documents) {
        if (manifest::annotation(document.object, kSealedWithAnnotation) == newest) {
            ++result.up_to_date;
            continue;
        }
        auto edits = edits_for(document, default_namespace, reseal);
        if (!edits) {
            result.failures.push_back(std::move(edits).error());
        } else if (edits->empty()) {
            ++result.up_to_date;
        } else {
            result.resealed.emplace_back(manifest::name_of(document.object));
            all.insert(all.end(), edits->begin(), edits->end());
        }
    }
    if (!all.empty()) {
        TRY_ASSIGN(result.text, manifest::edit_yaml(text, all));
    }
    return result;
}

}  // namespace sealer::keys
