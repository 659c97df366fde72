// SPDX-License-Identifier: Apache-2.0
#include "sealer/sealed_check.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

#include "common/base/text.h"
#include "common/crypto/base64.h"
#include "common/crypto/scope.h"
#include "common/manifest/object.h"
#include "keys/sealed_secret.h"

namespace sealer::cli {
namespace {

using crypto::Certificate;
using crypto::Scope;
using manifest::Member;
using manifest::Value;

constexpr std::size_t kLengthBytes = 2;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kSmallestModulus = 128;  // RSA-1024
constexpr std::size_t kLargestModulus = 2048;  // RSA-16384
constexpr std::string_view kClusterWide = "sealedsecrets.bitnami.com/cluster-wide";
constexpr std::string_view kNamespaceWide = "sealedsecrets.bitnami.com/namespace-wide";

// The bytes of the RSA ciphertext, which are those of the key's modulus. The error says why no key
// at all can open the value.
Result<std::size_t> modulus_of(std::string_view text) {
    TRY_ASSIGN(const std::string envelope, crypto::base64_decode(text));
    if (envelope.size() < kLengthBytes) {
        return fail(Code::kInvalid, "it is too short for a sealed value: " +
                                        std::to_string(envelope.size()) + " bytes");
    }
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(envelope[i]); };
    const std::size_t modulus = std::size_t{byte(0)} << 8 | byte(1);
    if (modulus < kSmallestModulus || modulus > kLargestModulus) {
        return fail(Code::kInvalid, "it is no sealed value: no RSA key has " +
                                        std::to_string(modulus * 8) + " bits");
    }
    const std::size_t least = kLengthBytes + modulus + kTagBytes;
    if (envelope.size() < least) {
        return fail(Code::kInvalid, "it is cut off: " + std::to_string(envelope.size()) +
                                        " bytes, where a value sealed with a key of " +
                                        std::to_string(modulus * 8) + " bits has " +
                                        std::to_string(least) + " or more");
    }
    return modulus;
}

class Check {
  public:
    Check(const Value& sealed, const std::vector<Certificate>& certificates)
        : sealed_(sealed), certificates_(certificates) {}

    std::vector<Flaw> run() {
        check_key();
        check_values();
        check_scope();
        check_target();
        check_leftovers();
        return std::move(flaws_);
    }

  private:
    void add(Rule rule, std::vector<std::string> steps, std::string message) {
        flaws_.push_back({rule, std::move(steps), std::move(message)});
    }

    void check_key() {
        const std::string_view hint = manifest::annotation(sealed_, keys::kSealedWithAnnotation);
        if (trim(hint).empty()) {
            add(Rule::kNoFingerprint, {"metadata"},
                "there is no annotation sealer.dev/sealed-with: which key sealed it is unknown");
            return;
        }
        if (certificates_.empty()) {
            return;
        }
        for (const std::string_view piece : split(hint, ',')) {
            check_fingerprint(std::string(trim(piece)));
        }
    }

    void check_fingerprint(const std::string& fingerprint) {
        const auto found = std::ranges::find_if(certificates_, [&](const Certificate& one) {
            return one.public_key.fingerprint() == fingerprint;
        });
        const std::vector<std::string> steps = {"metadata", "annotations",
                                                std::string(keys::kSealedWithAnnotation)};
        if (found == certificates_.end()) {
            add(Rule::kUnknownKey, steps,
                "sealed with " + fingerprint + ", which is the key of no given certificate");
            return;
        }
        moduli_.insert(found->public_key.modulus_bytes());
        if (found != certificates_.begin()) {
            add(Rule::kOldKey, steps,
                "sealed with " + fingerprint + "; the newest key is " +
                    certificates_.front().public_key.fingerprint());
        }
    }

    void check_values() {
        const Value* deprecated = sealed_.get("spec", "data");
        if (deprecated != nullptr && !deprecated->is_null()) {
            check_value(*deprecated, {"spec", "data"});
        }
        const Value* encrypted = sealed_.get("spec", "encryptedData");
        if (encrypted == nullptr || encrypted->is_null()) {
            if (deprecated == nullptr || deprecated->is_null()) {
                add(Rule::kDamagedValue, {"spec"}, "there is no spec.encryptedData");
            }
            return;
        }
        if (!encrypted->is_object()) {
            add(Rule::kDamagedValue, {"spec", "encryptedData"}, "spec.encryptedData is no map");
            return;
        }
        for (const Member& member : encrypted->as_object()) {
            check_value(member.value, {"spec", "encryptedData", member.key});
        }
    }

    void check_value(const Value& value, const std::vector<std::string>& steps) {
        if (!value.is_string()) {
            add(Rule::kDamagedValue, steps, join(steps, ".") + ": it is no text");
            return;
        }
        const Result<std::size_t> modulus = modulus_of(value.as_string());
        if (!modulus) {
            add(Rule::kDamagedValue, steps, join(steps, ".") + ": " + modulus.error().message);
            return;
        }
        const std::string size = std::to_string(*modulus * 8) + " bits";
        if (!moduli_.empty() && !moduli_.contains(*modulus)) {
            add(Rule::kDamagedValue, steps,
                join(steps, ".") + ": a key of " + size +
                    " sealed it, which is not the one that sealer.dev/sealed-with names");
            return;
        }
        const auto fits = [&](const Certificate& one) {
            return one.public_key.modulus_bytes() == *modulus;
        };
        if (!certificates_.empty() && std::ranges::none_of(certificates_, fits)) {
            add(Rule::kUnknownKey, steps,
                join(steps, ".") + ": a key of " + size +
                    " sealed it, and no given certificate is of that size");
        }
    }

    void check_scope() {
        for (const std::string_view key : {kClusterWide, kNamespaceWide}) {
            const Value* value = sealed_.get("metadata", "annotations", key);
            const bool is_false = value != nullptr && value->is_string() &&
                                  (value->as_string() == "false" || value->as_string().empty());
            if (value != nullptr && !is_false &&
                !(value->is_string() && value->as_string() == "true")) {
                add(Rule::kAmbiguousScope, {"metadata", "annotations", std::string(key)},
                    std::string(key) + " has no effect: only the text \"true\" has");
            }
        }
        if (manifest::annotation(sealed_, kClusterWide) == "true" &&
            manifest::annotation(sealed_, kNamespaceWide) == "true") {
            add(Rule::kAmbiguousScope, {"metadata", "annotations", std::string(kNamespaceWide)},
                "it is annotated cluster-wide and namespace-wide: cluster-wide wins");
        }
    }

    // The template keeps the name and namespace that the Secret had when it was sealed.
    void check_target() {
        const Scope scope = keys::scope_of(sealed_);
        if (manifest::name_of(sealed_).empty()) {
            add(Rule::kWrongTarget, {"metadata"}, "there is no metadata.name");
        }
        if (scope == Scope::kStrict) {
            compare("name", scope);
        }
        if (scope != Scope::kClusterWide) {
            compare("namespace", scope);
        }
    }

    void compare(const std::string& field, Scope scope) {
        const std::string_view actual = sealed_.text("metadata", field);
        const std::string_view sealed_for = sealed_.text("spec", "template", "metadata", field);
        if (!sealed_for.empty() && !actual.empty() && actual != sealed_for) {
            add(Rule::kWrongTarget, {"metadata", field},
                field + " \"" + std::string(actual) + "\" is not \"" + std::string(sealed_for) +
                    "\", for which it was sealed (scope " + std::string(crypto::to_string(scope)) +
                    ", spec.template.metadata." + field + ")");
        } else if (field == "namespace" && actual.empty()) {
            add(Rule::kWrongTarget, {"metadata"},
                "there is no metadata.namespace, on which scope " +
                    std::string(crypto::to_string(scope)) + " depends");
        }
    }

    // kubectl apply leaves a copy of the whole Secret in an annotation.
    void check_leftovers() {
        const Value* annotations = sealed_.get("spec", "template", "metadata", "annotations");
        for (const std::string_view key : {"kubectl.kubernetes.io/last-applied-configuration",
                                           "kubecfg.ksonnet.io/last-applied-configuration"}) {
            if (annotations != nullptr && annotations->get(key) != nullptr) {
                add(Rule::kPlaintextSecret,
                    {"spec", "template", "metadata", "annotations", std::string(key)},
                    "the template's annotation " + std::string(key) +
                        " holds a copy of the Secret in plain text");
            }
        }
    }

    const Value& sealed_;
    const std::vector<Certificate>& certificates_;
    std::set<std::size_t> moduli_;  // of the certificates that the annotation names
    std::vector<Flaw> flaws_;
};

}  // namespace

std::vector<Flaw> check_sealed(const Value& sealed, const std::vector<Certificate>& certificates) {
    return Check(sealed, certificates).run();
}

void order_certificates(std::vector<Certificate>& certificates) {
    std::ranges::stable_sort(certificates, std::greater(), &Certificate::not_before);
    std::set<std::string> seen;
    std::erase_if(certificates, [&](const Certificate& one) {
        return !seen.insert(one.public_key.fingerprint()).second;
    });
}

}  // namespace sealer::cli
