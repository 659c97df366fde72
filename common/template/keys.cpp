// SPDX-License-Identifier: Apache-2.0
#include "common/template/keys.h"

#include <array>
#include <chrono>
#include <memory>

#include <openssl/dsa.h>
#include <openssl/ec.h>
#include <openssl/pem.h>

namespace sealer::tmpl {
namespace {

using crypto::OpensslPtr;

tl::unexpected<Error> failed(const char* what) {
    return fail(Code::kInvalid, what);
}

// Called while OpenSSL looks for primes: 0 makes it stop.
int go_on(EVP_PKEY_CTX* context) {
    const auto* budget = static_cast<const Budget*>(EVP_PKEY_CTX_get_app_data(context));
    return budget->check_time() ? 1 : 0;
}

OpensslPtr<EVP_PKEY_CTX> watched(OpensslPtr<EVP_PKEY_CTX> context, Budget& budget) {
    if (context != nullptr) {
        EVP_PKEY_CTX_set_app_data(context.get(), &budget);
        EVP_PKEY_CTX_set_cb(context.get(), go_on);
    }
    return context;
}

Result<Key> finish(EVP_PKEY_CTX* context, const Budget& budget) {
    EVP_PKEY* key = nullptr;
    const bool made = EVP_PKEY_generate(context, &key) == 1;
    Key owned(key);
    TRY(budget.check_time());
    if (!made) {
        return failed("failed to generate private key");
    }
    return owned;
}

Result<Key> generate_simple(const char* type, int bits, Budget& budget) {
    const auto context = watched(
        OpensslPtr<EVP_PKEY_CTX>(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)), budget);
    if (context == nullptr || EVP_PKEY_keygen_init(context.get()) != 1 ||
        (bits > 0 && EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), bits) != 1)) {
        return failed("failed to generate private key");
    }
    return finish(context.get(), budget);
}

Result<Key> generate_ec(Budget& budget) {
    const auto context = watched(
        OpensslPtr<EVP_PKEY_CTX>(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr)), budget);
    if (context == nullptr || EVP_PKEY_keygen_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_group_name(context.get(), "P-256") != 1) {
        return failed("failed to generate private key");
    }
    return finish(context.get(), budget);
}

// Of 2,048 and 256 bits.
Result<Key> generate_dsa(Budget& budget) {
    constexpr int kPrimeBits = 2048;
    constexpr int kSubprimeBits = 256;
    const auto context = watched(
        OpensslPtr<EVP_PKEY_CTX>(EVP_PKEY_CTX_new_from_name(nullptr, "DSA", nullptr)), budget);
    if (context == nullptr || EVP_PKEY_paramgen_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_dsa_paramgen_bits(context.get(), kPrimeBits) != 1 ||
        EVP_PKEY_CTX_set_dsa_paramgen_q_bits(context.get(), kSubprimeBits) != 1) {
        return failed("failed to generate dsa params");
    }
    TRY_ASSIGN(const Key parameters, finish(context.get(), budget));
    const auto maker =
        watched(OpensslPtr<EVP_PKEY_CTX>(EVP_PKEY_CTX_new(parameters.get(), nullptr)), budget);
    if (maker == nullptr || EVP_PKEY_keygen_init(maker.get()) != 1) {
        return failed("failed to generate private key");
    }
    return finish(maker.get(), budget);
}

OpensslPtr<BIO> reader_of(std::string_view text) {
    return OpensslPtr<BIO>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

bool add_extension(X509* certificate, X509* issuer, int id, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const OpensslPtr<X509_EXTENSION> extension(
        X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str()));
    return extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1;
}

struct GeneralNamesFree {
    void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};
struct GeneralNameFree {
    void operator()(GENERAL_NAME* name) const { GENERAL_NAME_free(name); }
};
struct OctetsFree {
    void operator()(ASN1_OCTET_STRING* octets) const { ASN1_OCTET_STRING_free(octets); }
};

// Built by hand: OpenSSL's text form would let a name bring names of its own.
Status add_alternative_names(X509* certificate, const CertificateRequest& request) {
    const std::unique_ptr<GENERAL_NAMES, GeneralNamesFree> all(GENERAL_NAMES_new());
    const auto add = [&](int type, void* value) {
        std::unique_ptr<GENERAL_NAME, GeneralNameFree> name(GENERAL_NAME_new());
        GENERAL_NAME_set0_value(name.get(), type, value);
        sk_GENERAL_NAME_push(all.get(), name.release());
    };
    for (const std::string& dns : request.names) {
        ASN1_IA5STRING* value = ASN1_IA5STRING_new();
        ASN1_STRING_set(value, dns.data(), static_cast<int>(dns.size()));
        add(GEN_DNS, value);
    }
    for (const std::string& ip : request.ips) {
        std::unique_ptr<ASN1_OCTET_STRING, OctetsFree> value(a2i_IPADDRESS(ip.c_str()));
        if (value == nullptr) {
            return failed("error parsing ip");
        }
        add(GEN_IPADD, value.release());
    }
    if (sk_GENERAL_NAME_num(all.get()) > 0 &&
        X509_add1_ext_i2d(certificate, NID_subject_alt_name, all.get(), 0, X509V3_ADD_DEFAULT) !=
            1) {
        return failed("error creating certificate");
    }
    return {};
}

bool set_serial(X509* certificate) {
    constexpr int kBits = 128;
    const OpensslPtr<BIGNUM> serial(BN_new());
    return serial != nullptr &&
           BN_rand(serial.get(), kBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
           BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool set_names(X509* certificate, X509* issuer, std::string_view common_name) {
    X509_NAME* subject = X509_get_subject_name(certificate);
    return (common_name.empty() ||
            X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8,
                                       reinterpret_cast<const unsigned char*>(common_name.data()),
                                       static_cast<int>(common_name.size()), -1, 0) == 1) &&
           X509_set_issuer_name(certificate,
                                issuer == nullptr ? subject : X509_get_subject_name(issuer)) == 1;
}

bool set_lifetime(X509* certificate, const CertificateRequest& request) {
    const std::time_t from = std::chrono::system_clock::to_time_t(request.from);
    return X509_time_adj_ex(X509_getm_notBefore(certificate), 0, 0,
                            const_cast<std::time_t*>(&from)) != nullptr &&
           X509_time_adj_ex(X509_getm_notAfter(certificate), static_cast<int>(request.days), 0,
                            const_cast<std::time_t*>(&from)) != nullptr;
}

bool set_extensions(X509* certificate, X509* issuer, bool is_authority) {
    const std::string usage = "critical,digitalSignature,keyEncipherment";
    X509* signer = issuer == nullptr ? certificate : issuer;
    return add_extension(certificate, signer, NID_key_usage,
                         usage + (is_authority ? ",keyCertSign" : "")) &&
           add_extension(certificate, signer, NID_ext_key_usage, "serverAuth,clientAuth") &&
           add_extension(certificate, signer, NID_basic_constraints,
                         is_authority ? "critical,CA:TRUE" : "critical,CA:FALSE") &&
           (!is_authority ||
            add_extension(certificate, signer, NID_subject_key_identifier, "hash")) &&
           (issuer == nullptr || X509_get0_subject_key_id(issuer) == nullptr ||
            add_extension(certificate, signer, NID_authority_key_identifier, "keyid"));
}

std::string taken(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

}  // namespace

Result<Key> generate_key(std::string_view type, int bits, Budget& budget) {
    TRY(budget.slow_call());
    if (type == "rsa") {
        return generate_simple("RSA", bits, budget);
    }
    if (type == "ed25519") {
        return generate_simple("ED25519", 0, budget);
    }
    return type == "dsa" ? generate_dsa(budget) : generate_ec(budget);
}

Result<crypto::SecretBytes> key_pem(EVP_PKEY* key) {
    const OpensslPtr<BIO> bio(BIO_new(BIO_s_secmem()));
    const int id = EVP_PKEY_get_base_id(key);
    const bool traditional = id == EVP_PKEY_RSA || id == EVP_PKEY_DSA || id == EVP_PKEY_EC;
    const int written = traditional ? PEM_write_bio_PrivateKey_traditional(
                                          bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr)
                                    : PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0,
                                                               nullptr, nullptr);
    if (written != 1) {
        return failed("error pem-encoding key");
    }
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return crypto::SecretBytes(std::string_view(data, static_cast<std::size_t>(size)));
}

Result<Key> parse_key(std::string_view pem) {
    // An encrypted key asks for no passphrase on the terminal.
    const auto refuse = [](char* /*buffer*/, int /*size*/, int /*writing*/, void* /*data*/) {
        return -1;
    };
    Key key(PEM_read_bio_PrivateKey(reader_of(pem).get(), nullptr, refuse, nullptr));
    if (key == nullptr) {
        return failed("error parsing private key: no PEM data in input, or none that is a key");
    }
    return key;
}

Result<OpensslPtr<X509>> parse_x509(std::string_view pem) {
    OpensslPtr<X509> certificate(
        PEM_read_bio_X509(reader_of(pem).get(), nullptr, nullptr, nullptr));
    if (certificate == nullptr) {
        return failed("unable to decode certificate");
    }
    return certificate;
}

Result<std::string> make_certificate(const CertificateRequest& request, EVP_PKEY* key, X509* issuer,
                                     EVP_PKEY* issuer_key) {
    constexpr std::int64_t kManyDays = 1'000'000;
    constexpr long kVersion3 = 2;
    if (request.days > kManyDays || request.days < -kManyDays) {
        return failed("error creating certificate: its lifetime is out of range");
    }
    const OpensslPtr<X509> certificate(X509_new());
    X509* x509 = certificate.get();
    if (x509 == nullptr || X509_set_version(x509, kVersion3) != 1 || !set_serial(x509) ||
        !set_names(x509, issuer, request.common_name) || !set_lifetime(x509, request) ||
        X509_set_pubkey(x509, key) != 1 || !set_extensions(x509, issuer, request.is_authority)) {
        return failed("error creating certificate");
    }
    TRY(add_alternative_names(x509, request));
    const bool own_digest = EVP_PKEY_get_base_id(issuer_key) == EVP_PKEY_ED25519;
    const OpensslPtr<BIO> bio(BIO_new(BIO_s_mem()));
    if (X509_sign(x509, issuer_key, own_digest ? nullptr : EVP_sha256()) == 0 ||
        PEM_write_bio_X509(bio.get(), x509) != 1) {
        return failed("error creating certificate");
    }
    return taken(bio.get());
}

}  // namespace sealer::tmpl
