// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <ctime>
#include <string>

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "common/base/check.h"
#include "common/base/text.h"
#include "common/crypto/openssl_ptr.h"
#include "common/crypto/pem.h"
#include "common/crypto/rsa.h"

namespace sealer::crypto {
namespace {

constexpr int kSerialBits = 128;
// Clocks of two machines may differ by so much.
constexpr std::chrono::minutes kClockTolerance{5};

tl::unexpected<Error> openssl_failed(const std::string& what) {
    ERR_clear_error();
    return fail(Code::kInternal, what);
}

// Certificates may be valid until the year 9999, which is beyond the clock's range: its end then.
WallTime to_wall_time(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) {
        return WallTime::min();
    }
    constexpr std::time_t kLast =
        std::chrono::duration_cast<std::chrono::seconds>(WallTime::max().time_since_epoch())
            .count();
    return std::chrono::system_clock::from_time_t(std::clamp(timegm(&parts), -kLast, kLast));
}

Result<Certificate> describe(X509* x509, std::string pem) {
    EVP_PKEY* key = X509_get_pubkey(x509);
    if (key == nullptr) {
        ERR_clear_error();
        return fail(Code::kInvalid, "the certificate holds no usable public key");
    }
    KeyHandle handle(key, EVP_PKEY_free);
    if (EVP_PKEY_is_a(key, "RSA") != 1) {
        const char* type = EVP_PKEY_get0_type_name(key);
        return fail(Code::kInvalid, std::string("expected RSA public key but found ") +
                                        (type == nullptr ? "an unknown one" : type));
    }
    return Certificate{.public_key = PublicKey(std::move(handle)),
                       .not_before = to_wall_time(X509_get0_notBefore(x509)),
                       .not_after = to_wall_time(X509_get0_notAfter(x509)),
                       .pem = std::move(pem)};
}

std::string to_pem(X509* x509) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(x509, &der);
    CHECK(size > 0);
    const SecretBytes pem = encode_pem(
        "CERTIFICATE", {reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    return std::string(pem.expose());
}

struct Extension {
    int nid;
    std::string value;  // in the words of x509v3_config(5)
};

struct Subject {
    EVP_PKEY* key;
    std::string_view common_name;
    WallTime not_before;
    WallTime not_after;
};

bool set_random_serial(X509* x509) {
    const OpensslPtr<BIGNUM> serial(BN_new());
    return serial != nullptr &&
           BN_rand(serial.get(), kSerialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
           BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(x509)) != nullptr;
}

bool set_common_name(X509* x509, std::string_view common_name) {
    X509_NAME* name = X509_get_subject_name(x509);
    if (!common_name.empty() &&
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(common_name.data()),
                                   static_cast<int>(common_name.size()), -1, 0) != 1) {
        return false;
    }
    return X509_set_issuer_name(x509, name) == 1;
}

bool add_extension(X509* x509, const Extension& extension) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, x509, x509, nullptr, nullptr, 0);
    const OpensslPtr<X509_EXTENSION> built(
        X509V3_EXT_conf_nid(nullptr, &context, extension.nid, extension.value.c_str()));
    return built != nullptr && X509_add_ext(x509, built.get(), -1) == 1;
}

// Null when OpenSSL refuses some part of it.
OpensslPtr<X509> self_sign(const Subject& subject, const std::vector<Extension>& extensions) {
    OpensslPtr<X509> x509(X509_new());
    CHECK(x509 != nullptr);
    const auto seconds = std::chrono::system_clock::to_time_t;
    if (X509_set_version(x509.get(), X509_VERSION_3) != 1 || !set_random_serial(x509.get()) ||
        !set_common_name(x509.get(), subject.common_name) ||
        ASN1_TIME_set(X509_getm_notBefore(x509.get()), seconds(subject.not_before)) == nullptr ||
        ASN1_TIME_set(X509_getm_notAfter(x509.get()), seconds(subject.not_after)) == nullptr ||
        X509_set_pubkey(x509.get(), subject.key) != 1) {
        return nullptr;
    }
    const auto add = [&](const Extension& extension) {
        return add_extension(x509.get(), extension);
    };
    if (!std::ranges::all_of(extensions, add) ||
        X509_sign(x509.get(), subject.key, EVP_sha256()) == 0) {
        return nullptr;
    }
    return x509;
}

// In the words of x509v3_config(5), which knows commas and more: so only harmless characters.
Result<std::string> alternative_names(const std::vector<std::string>& names) {
    std::vector<std::string> parts;
    for (const std::string& name : names) {
        constexpr std::string_view kAllowed =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-*";
        if (name.empty() || name.find_first_not_of(kAllowed) != std::string::npos) {
            return fail(Code::kInvalid, "\"" + name + "\" is neither a DNS name nor an IP address");
        }
        ASN1_OCTET_STRING* address = a2i_IPADDRESS(name.c_str());
        parts.push_back((address != nullptr ? "IP:" : "DNS:") + name);
        ASN1_OCTET_STRING_free(address);
    }
    ERR_clear_error();
    return join(parts, ",");
}

}  // namespace

Result<Certificate> parse_certificate(std::string_view pem) {
    while (const auto block = next_pem_block(pem)) {
        if (block->label != "CERTIFICATE" || block->has_headers()) {
            continue;
        }
        TRY_ASSIGN(const SecretBytes der, decode_pem(*block));
        const auto* at = reinterpret_cast<const unsigned char*>(der.expose().data());
        const OpensslPtr<X509> x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
        if (x509 == nullptr) {
            ERR_clear_error();
            return fail(Code::kInvalid, "malformed certificate");
        }
        return describe(x509.get(), std::string(block->whole));
    }
    return fail(Code::kInvalid, "data does not contain any valid RSA or ECDSA certificates");
}

Result<Certificate> make_self_signed_certificate(const PrivateKey& key,
                                                 std::string_view common_name, WallTime not_before,
                                                 std::chrono::seconds lifetime) {
    const OpensslPtr<X509> x509 = self_sign({.key = key.handle(),
                                             .common_name = common_name,
                                             .not_before = not_before,
                                             .not_after = not_before + lifetime},
                                            {{NID_key_usage, "critical,encipherOnly"},
                                             {NID_basic_constraints, "critical,CA:TRUE"},
                                             {NID_subject_key_identifier, "hash"}});
    if (x509 == nullptr) {
        return openssl_failed("cannot make a certificate for \"" + std::string(common_name) + "\"");
    }
    return describe(x509.get(), to_pem(x509.get()));
}

Result<TlsIdentity> make_tls_identity(const std::vector<std::string>& names,
                                      std::chrono::seconds lifetime) {
    TRY_ASSIGN(const std::string alternatives, alternative_names(names));
    const OpensslPtr<EVP_PKEY> key(EVP_EC_gen("P-256"));
    const WallTime not_before = std::chrono::system_clock::now() - kClockTolerance;
    const OpensslPtr<X509> x509 =
        key == nullptr ? nullptr
                       : self_sign({.key = key.get(),
                                    .common_name = "sealer",
                                    .not_before = not_before,
                                    .not_after = not_before + lifetime},
                                   {{NID_basic_constraints, "critical,CA:TRUE"},
                                    {NID_key_usage, "critical,digitalSignature,keyCertSign"},
                                    {NID_ext_key_usage, "serverAuth"},
                                    {NID_subject_key_identifier, "hash"},
                                    {NID_subject_alt_name, alternatives}});
    if (x509 == nullptr) {
        return openssl_failed("cannot make a TLS certificate for " + join(names, ", "));
    }
    const int size = i2d_PrivateKey(key.get(), nullptr);
    if (size <= 0) {
        return openssl_failed("cannot encode a TLS private key");
    }
    SecretBytes der(static_cast<std::size_t>(size));
    unsigned char* at = der.expose_mutable().data();
    CHECK(i2d_PrivateKey(key.get(), &at) == size);
    return TlsIdentity{.cert_pem = to_pem(x509.get()),
                       .key_pem = encode_pem("EC PRIVATE KEY", der.expose())};
}

}  // namespace sealer::crypto
