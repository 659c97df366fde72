// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include "common/manifest/object.h"
#include "keys/item_errors.h"
#include "keys/sealed_secret.h"
#include "keys/template_data.h"
#include "keys/value_opener.h"

namespace sealer::keys {
namespace {

using manifest::Member;
using manifest::Object;
using manifest::Value;

constexpr std::string_view kSkipOwnerAnnotation =
    "sealedsecrets.bitnami.com/skip-set-owner-references";

bool is_true(const Value* metadata, std::string_view annotation) {
    return metadata != nullptr && metadata->text("annotations", annotation) == "true";
}

Value owner_reference(const Value& sealed) {
    return Object{{"apiVersion", "bitnami.com/v1alpha1"},
                  {"kind", "SealedSecret"},
                  {"name", manifest::name_of(sealed)},
                  {"uid", manifest::uid_of(sealed)},
                  {"controller", true}};
}

// The Secret's own name, namespace and owner are the SealedSecret's, whatever the template says;
// nor may the template set what belongs to the API server.
Value secret_metadata(const Value& sealed, const Value* wanted) {
    Object metadata;
    metadata.append("name", manifest::name_of(sealed));
    if (const std::string_view own_namespace = manifest::namespace_of(sealed);
        !own_namespace.empty()) {
        metadata.append("namespace", own_namespace);
    }
    const auto copy = [&](std::string_view key) {
        const Value* value = wanted == nullptr ? nullptr : wanted->get(key);
        if (value != nullptr && (value->is_object() || value->is_array())) {
            metadata.append(std::string(key), *value);
        }
    };
    copy("labels");
    copy("annotations");
    copy("finalizers");
    if (is_true(wanted, kSkipOwnerAnnotation)) {
        copy("ownerReferences");
    } else {
        metadata.append("ownerReferences", manifest::Array{owner_reference(sealed)});
    }
    return metadata;
}

manifest::Secret empty_secret(const Value& sealed) {
    const Value* wanted = sealed.get("spec", "template");
    manifest::Secret secret;
    secret.object["apiVersion"] = "v1";
    secret.object["kind"] = "Secret";
    secret.object["metadata"] =
        secret_metadata(sealed, wanted == nullptr ? nullptr : wanted->get("metadata"));
    for (const std::string_view key : {"type", "immutable"}) {
        const Value* value = wanted == nullptr ? nullptr : wanted->get(key);
        if (value != nullptr && (value->is_string() || value->is_bool())) {
            secret.object[key] = *value;
        }
    }
    return secret;
}

Result<Unsealed> unseal_items(const Value& sealed, const KeyRing& ring, const tmpl::Host& host) {
    Unsealed unsealed{.secret = empty_secret(sealed), .fingerprints = {}};
    std::set<std::string> fingerprints;
    ItemErrors errors;
    ValueOpener opener(sealed, ring);
    for (const Member& member : members(sealed.get("spec", "encryptedData"))) {
        auto opened = opener.open(member.value);
        if (!opened) {
            errors.add(opened.error().message, member.key);
            // Templates see an empty value, so that their own errors are told in the same breath.
            unsealed.secret.items.push_back({.key = member.key, .value = {}});
            continue;
        }
        fingerprints.insert(opened->key->fingerprint());
        unsealed.secret.items.push_back({.key = member.key, .value = std::move(opened->plaintext)});
    }
    apply_template_data(sealed, host, unsealed.secret.items, errors);
    if (!errors.empty()) {
        return fail(Code::kInvalid, errors.text());
    }
    std::ranges::sort(unsealed.secret.items, {}, &manifest::SecretItem::key);
    unsealed.fingerprints.assign(fingerprints.begin(), fingerprints.end());
    return unsealed;
}

// One value that holds a whole Secret as JSON: how Sealed Secrets began.
Result<Unsealed> unseal_v1(const Value& sealed, const KeyRing& ring, const Value& data) {
    if (!members(sealed.get("spec", "encryptedData")).empty()) {
        return fail(Code::kInvalid,
                    "cannot use the field 'encryptedData' and the deprecated field 'data' at the "
                    "same time");
    }
    TRY_ASSIGN(const KeyRing::Opened opened, ValueOpener(sealed, ring).open(data));
    auto inner = manifest::parse_secret_json(opened.plaintext.expose());
    if (!inner) {
        // The parser's own words would name items, which v1 keeps secret.
        return fail(Code::kInvalid, "the plaintext of spec.data is not a Secret");
    }
    Unsealed unsealed{.secret = *std::move(inner), .fingerprints = {opened.key->fingerprint()}};
    Value& object = unsealed.secret.object;
    object["metadata"] = secret_metadata(sealed, object.get("metadata"));
    return unsealed;
}

}  // namespace

Result<Unsealed> unseal_secret(const Value& sealed, const KeyRing& ring, bool accept_v1,
                               const tmpl::Host& host) {
    const Value* v1 = sealed.get("spec", "data");
    if (v1 == nullptr || v1->is_null()) {
        return unseal_items(sealed, ring, host);
    }
    if (!accept_v1) {
        return fail(Code::kInvalid,
                    "using deprecated 'data' field, use 'encryptedData' or flip the feature flag");
    }
    return unseal_v1(sealed, ring, *v1);
}

}  // namespace sealer::keys
