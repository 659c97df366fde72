// SPDX-License-Identifier: Apache-2.0
// Sprig: private keys and certificates.
#include <array>
#include <string>
#include <vector>

#include "common/crypto/base64.h"
#include "common/template/functions.h"
#include "common/template/keys.h"

namespace sealer::tmpl {
namespace {

constexpr int kKeyBits = 4096;          // of genPrivateKey
constexpr int kCertificateBits = 2048;  // of all others

Result<Value> gen_private_key(const Call& call) {
    const std::string_view type = call.text(0).empty() ? "rsa" : call.text(0);
    if (type != "rsa" && type != "dsa" && type != "ecdsa" && type != "ed25519") {
        return call.give("Unknown type " + std::string(type));
    }
    TRY_ASSIGN(const Key key, generate_key(type, kKeyBits, call.budget));
    TRY_ASSIGN(const crypto::SecretBytes pem, key_pem(key.get()));
    return call.give(pem.expose());
}

Result<std::vector<std::string>> texts(const Value& list, const char* complaint) {
    std::vector<std::string> result;
    for (const Value& item : list.as_list()) {
        if (!item.is_text()) {
            return fail(Code::kInvalid, complaint);
        }
        result.emplace_back(item.as_text());
    }
    return result;
}

// The key in the last argument, or a new one.
Result<Key> key_for(const Call& call, bool has_key) {
    if (has_key) {
        return parse_key(call.text(call.size() - 1));
    }
    return generate_key("rsa", kCertificateBits, call.budget);
}

struct Issuer {
    X509* certificate = nullptr;  // null where the new one signs itself
    EVP_PKEY* key = nullptr;
};

Result<Value> issue(const Call& call, const CertificateRequest& request, EVP_PKEY* key,
                    const Issuer& issuer) {
    TRY_ASSIGN(const std::string certificate,
               make_certificate(request, key, issuer.certificate, issuer.key));
    TRY_ASSIGN(const crypto::SecretBytes pem, key_pem(key));
    return call.arena.certificate(certificate, pem.expose());
}

Result<Value> authority(const Call& call, bool has_key) {
    TRY_ASSIGN(const Key key, key_for(call, has_key));
    const CertificateRequest request = {.common_name = call.text(0),
                                        .days = call.integer(1),
                                        .is_authority = true,
                                        .from = call.budget.host().wall_clock()};
    return issue(call, request, key.get(), {.key = key.get()});
}

// cn, ips, names, days.
Result<CertificateRequest> server_request(const Call& call) {
    CertificateRequest request = {.common_name = call.text(0),
                                  .days = call.integer(3),
                                  .from = call.budget.host().wall_clock()};
    TRY_ASSIGN(request.ips, texts(call[1], "error parsing ip: it is not a string"));
    TRY_ASSIGN(request.names,
               texts(call[2], "error processing alternate dns name: it is not a string"));
    return request;
}

Result<Value> self_signed(const Call& call, bool has_key) {
    TRY_ASSIGN(const CertificateRequest request, server_request(call));
    TRY_ASSIGN(const Key key, key_for(call, has_key));
    return issue(call, request, key.get(), {.key = key.get()});
}

Result<Value> signed_by(const Call& call, bool has_key) {
    constexpr std::size_t kAuthority = 4;
    TRY_ASSIGN(const CertificateRequest request, server_request(call));
    const Certificate& ca = call[kAuthority].as_certificate();
    TRY_ASSIGN(const auto ca_certificate, parse_x509(ca.cert));
    TRY_ASSIGN(const Key ca_key, parse_key(ca.key));
    TRY_ASSIGN(const Key key, key_for(call, has_key));
    return issue(call, request, key.get(),
                 {.certificate = ca_certificate.get(), .key = ca_key.get()});
}

Result<Value> gen_ca(const Call& call) {
    return authority(call, false);
}
Result<Value> gen_ca_with_key(const Call& call) {
    return authority(call, true);
}
Result<Value> gen_self_signed(const Call& call) {
    return self_signed(call, false);
}
Result<Value> gen_self_signed_with_key(const Call& call) {
    return self_signed(call, true);
}
Result<Value> gen_signed(const Call& call) {
    return signed_by(call, false);
}
Result<Value> gen_signed_with_key(const Call& call) {
    return signed_by(call, true);
}

Result<Value> build_custom(const Call& call) {
    const auto cert = crypto::base64_decode(call.text(0));
    if (!cert) {
        return fail(Code::kInvalid, "unable to decode base64 certificate");
    }
    const auto key = crypto::base64_decode(call.text(1));
    if (!key) {
        return fail(Code::kInvalid, "unable to decode base64 private key");
    }
    TRY(parse_x509(*cert));
    TRY(parse_key(*key));
    return call.arena.certificate(*cert, *key);
}

constexpr auto kCertificateFunctions = std::to_array<Function>({
    {"buildCustomCert", "ss", build_custom},
    {"genCA", "si", gen_ca},
    {"genCAWithKey", "sis", gen_ca_with_key},
    {"genPrivateKey", "s", gen_private_key},
    {"genSelfSignedCert", "slli", gen_self_signed},
    {"genSelfSignedCertWithKey", "sllis", gen_self_signed_with_key},
    {"genSignedCert", "sllic", gen_signed},
    {"genSignedCertWithKey", "sllics", gen_signed_with_key},
});

}  // namespace

std::span<const Function> certificate_functions() {
    return kCertificateFunctions;
}

}  // namespace sealer::tmpl
