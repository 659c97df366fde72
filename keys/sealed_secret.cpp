// SPDX-License-Identifier: Apache-2.0
#include "keys/sealed_secret.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/base/text.h"
#include "common/crypto/base64.h"
#include "common/crypto/digest.h"
#include "common/crypto/envelope.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"

namespace sealer::keys {
namespace {

using crypto::Scope;
using manifest::Member;
using manifest::Object;
using manifest::Value;

constexpr std::string_view kNamespaceWideAnnotation = "sealedsecrets.bitnami.com/namespace-wide";
constexpr std::string_view kClusterWideAnnotation = "sealedsecrets.bitnami.com/cluster-wide";

// Written by tools that keep a copy of the whole object, plaintext and all.
constexpr std::array<std::string_view, 2> kPlaintextAnnotations = {
    "kubectl.kubernetes.io/last-applied-configuration",
    "kubecfg.ksonnet.io/last-applied-configuration"};

// What of a Secret's metadata goes into the template, in the order in which Kubernetes prints it.
// Owner references stay out, and what the API server sets.
constexpr std::array<std::string_view, 6> kTemplateMetadata = {
    "name", "generateName", "namespace", "labels", "annotations", "finalizers"};

bool is_empty(const Value& value) {
    return value.is_null() || (value.is_string() && value.as_string().empty()) ||
           (value.is_object() && value.as_object().empty()) ||
           (value.is_array() && value.as_array().empty());
}

Value template_metadata(const Value& secret) {
    Object metadata;
    for (const std::string_view key : kTemplateMetadata) {
        if (const Value* value = secret.get("metadata", key); value != nullptr) {
            metadata.append(std::string(key), *value);
        }
    }
    Value result(std::move(metadata));
    if (Value* annotations = result.get("annotations");
        annotations != nullptr && annotations->is_object()) {
        for (const std::string_view key : kPlaintextAnnotations) {
            annotations->as_object().erase(key);
        }
    }
    Object kept;
    for (Member& member : result.as_object()) {
        if (is_empty(member.value)) {
            continue;
        }
        if (member.value.is_object()) {
            member.value.as_object().sort();
        }
        kept.append(std::move(member.key), std::move(member.value));
    }
    return kept;
}

Value sealed_metadata(const Value& secret, Scope scope, const crypto::PublicKey& key) {
    Object metadata;
    metadata.append("name", manifest::name_of(secret));
    if (const std::string_view own_namespace = manifest::namespace_of(secret);
        !own_namespace.empty()) {
        metadata.append("namespace", own_namespace);
    }
    Object annotations;
    annotations.append(std::string(kSealedWithAnnotation), key.fingerprint());
    if (scope != Scope::kStrict) {
        annotations.append(std::string(scope == Scope::kClusterWide ? kClusterWideAnnotation
                                                                    : kNamespaceWideAnnotation),
                           "true");
    }
    annotations.sort();
    metadata.append("annotations", std::move(annotations));
    return metadata;
}

Result<Value> encrypt_items(const manifest::Secret& secret, std::string_view label,
                            const crypto::PublicKey& key, ThreadPool* pool) {
    std::vector<Result<std::string>> envelopes(secret.items.size());
    const auto seal = [&](std::size_t i) {
        envelopes[i] = crypto::seal(key, label, secret.items[i].value.expose());
    };
    if (pool != nullptr) {
        pool->parallel_for(envelopes.size(), seal);
    } else {
        for (std::size_t i = 0; i < envelopes.size(); ++i) {
            seal(i);
        }
    }
    Object encrypted;
    for (std::size_t i = 0; i < envelopes.size(); ++i) {
        TRY_ASSIGN(const std::string envelope, std::move(envelopes[i]));
        encrypted.append(secret.items[i].key, crypto::base64_encode_public(envelope));
    }
    return Value(std::move(encrypted));
}

}  // namespace

Scope scope_of(const Value& object) {
    if (manifest::annotation(object, kClusterWideAnnotation) == "true") {
        return Scope::kClusterWide;
    }
    return manifest::annotation(object, kNamespaceWideAnnotation) == "true" ? Scope::kNamespaceWide
                                                                            : Scope::kStrict;
}

void set_scope(Value& object, Scope scope) {
    manifest::remove_annotation(object, kClusterWideAnnotation);
    manifest::remove_annotation(object, kNamespaceWideAnnotation);
    if (scope != Scope::kStrict) {
        manifest::set_annotation(
            object,
            scope == Scope::kClusterWide ? kClusterWideAnnotation : kNamespaceWideAnnotation,
            "true");
    }
}

Result<Value> seal_secret(const manifest::Secret& secret, const crypto::PublicKey& key,
                          ThreadPool* pool) {
    const Scope scope = scope_of(secret.object);
    const std::string_view own_namespace = manifest::namespace_of(secret.object);
    if (scope != Scope::kClusterWide && own_namespace.empty()) {
        return fail(Code::kInvalid, "secret must declare a namespace");
    }
    const std::string label =
        crypto::scope_label(scope, own_namespace, manifest::name_of(secret.object));

    Object secret_template;
    secret_template.append("metadata", template_metadata(secret.object));
    if (const std::string_view type = secret.object.text("type"); !type.empty()) {
        secret_template.append("type", type);
    }
    if (const Value* immutable = secret.object.get("immutable");
        immutable != nullptr && immutable->is_bool()) {
        secret_template.append("immutable", *immutable);
    }
    TRY_ASSIGN(Value encrypted, encrypt_items(secret, label, key, pool));

    // In the order in which kubeseal prints JSON.
    return Value(Object{
        {"kind", "SealedSecret"},
        {"apiVersion", "bitnami.com/v1alpha1"},
        {"metadata", sealed_metadata(secret.object, scope, key)},
        {"spec",
         Object{{"template", std::move(secret_template)}, {"encryptedData", std::move(encrypted)}}},
    });
}

std::string sealed_digest(const Value& sealed) {
    const Value* spec = sealed.get("spec");
    const Value depends_on(Object{
        {"spec", spec == nullptr ? Value() : *spec},
        {"scope", crypto::to_string(scope_of(sealed))},
        {"namespace", manifest::namespace_of(sealed)},
        {"name", manifest::name_of(sealed)},
    });
    return to_hex(crypto::sha256(manifest::canonical_json(depends_on)));
}

}  // namespace sealer::keys
