// SPDX-License-Identifier: Apache-2.0
#include "sealer/resealer.h"

#include <vector>

#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/crypto/scope.h"
#include "common/manifest/object.h"
#include "keys/sealed_secret.h"
#include "sealer/sealed_file.h"

namespace sealer::cli {
namespace {

using manifest::Member;
using manifest::Value;

Result<std::string> label_of(const Value& sealed) {
    const crypto::Scope scope = keys::scope_of(sealed);
    const std::string_view own_namespace = manifest::namespace_of(sealed);
    if (scope != crypto::Scope::kClusterWide && own_namespace.empty()) {
        return fail(Code::kInvalid, "it names no namespace, and --namespace does not either");
    }
    return crypto::scope_label(scope, own_namespace, manifest::name_of(sealed));
}

}  // namespace

Result<Value> reseal_locally(const Value& sealed, const keys::KeyRing& ring,
                             const crypto::PublicKey& key) {
    TRY_ASSIGN(const std::string label, label_of(sealed));
    const std::string hint(manifest::annotation(sealed, keys::kSealedWithAnnotation));
    Value result = sealed;
    bool has_changed = false;
    for (const Member& item : members(sealed.get("spec", "encryptedData"))) {
        if (!item.value.is_string()) {
            return fail(Code::kInvalid, "spec.encryptedData." + item.key + " is not text");
        }
        auto envelope = crypto::base64_decode(item.value.as_string());
        if (!envelope) {
            return fail(envelope.error().with("spec.encryptedData." + item.key));
        }
        const auto opened = ring.open(label, *envelope, hint);
        if (!opened) {
            return fail(Code::kInvalid, opened.error().message + " (" + item.key + ")");
        }
        if (opened->key->fingerprint() == key.fingerprint()) {
            continue;
        }
        TRY_ASSIGN(const std::string renewed, crypto::seal(key, label, opened->plaintext.expose()));
        result["spec"]["encryptedData"][item.key] = crypto::base64_encode(renewed);
        has_changed = true;
    }
    if (has_changed || !hint.empty()) {
        manifest::set_annotation(result, keys::kSealedWithAnnotation, key.fingerprint());
    }
    return result;
}

Result<ResealedText> reseal_text(std::string_view text, const std::string& newest,
                                 std::string_view default_namespace, const Reseal& reseal) {
    TRY_ASSIGN(std::vector<SealedDocument> documents, sealed_documents(text));
    ResealedText result;
    std::vector<manifest::YamlEdit> all;
    for (const SealedDocument& document : documents) {
        if (manifest::annotation(document.object, keys::kSealedWithAnnotation) == newest) {
            ++result.up_to_date;
            continue;
        }
        Value sealed = document.object;
        if (manifest::namespace_of(sealed).empty() && !default_namespace.empty()) {
            sealed["metadata"]["namespace"] = default_namespace;
        }
        const auto answer = reseal(sealed);
        auto edits = answer ? replace_ciphertext(document, *answer)
                            : Result<std::vector<manifest::YamlEdit>>(fail(answer.error()));
        if (!edits) {
            return fail(edits.error().with("SealedSecret \"" +
                                           std::string(manifest::name_of(sealed)) + "\""));
        }
        ++(edits->empty() ? result.up_to_date : result.resealed);
        all.insert(all.end(), edits->begin(), edits->end());
    }
    if (!all.empty()) {
        TRY_ASSIGN(result.text, manifest::edit_yaml(text, all));
    }
    return result;
}

}  // namespace sealer::cli
