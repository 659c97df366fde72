// SPDX-License-Identifier: Apache-2.0
#include "common/http/tls.h"

#include <climits>
#include <memory>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

namespace sealer::http {
namespace {

template <auto kFree>
struct Free {
    template <class T>
    void operator()(T* pointer) const {
        kFree(pointer);
    }
};
using BioPtr = std::unique_ptr<BIO, Free<&BIO_free_all>>;
using X509Ptr = std::unique_ptr<X509, Free<&X509_free>>;
using StorePtr = std::unique_ptr<X509_STORE, Free<&X509_STORE_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Free<&EVP_PKEY_free>>;

Result<BioPtr> reader_of(std::string_view pem) {
    if (pem.size() > INT_MAX) {
        return fail(Code::kInvalid, "PEM text is too long");
    }
    BioPtr reader(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    if (reader == nullptr) {
        return fail(Code::kInternal, "out of memory");
    }
    return reader;
}

// The next certificate; null at the end of the text.
Result<X509Ptr> next_certificate(BIO* reader) {
    ERR_clear_error();
    X509Ptr certificate(PEM_read_bio_X509(reader, nullptr, nullptr, nullptr));
    if (certificate != nullptr) {
        return certificate;
    }
    const unsigned long code = ERR_peek_last_error();
    ERR_clear_error();
    if (ERR_GET_REASON(code) == PEM_R_NO_START_LINE) {
        return X509Ptr();
    }
    return fail(Code::kInvalid, "malformed certificate in PEM text");
}

// Nobody can be asked: an encrypted key is an error, not a prompt on the terminal.
int no_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*context*/) {
    return -1;
}

}  // namespace

Status use_certificate_chain(SSL_CTX* context, std::string_view pem) {
    TRY_ASSIGN(const BioPtr reader, reader_of(pem));
    TRY_ASSIGN(const X509Ptr leaf, next_certificate(reader.get()));
    if (leaf == nullptr) {
        return fail(Code::kInvalid, "no certificate in PEM text");
    }
    if (SSL_CTX_use_certificate(context, leaf.get()) != 1) {
        ERR_clear_error();
        return fail(Code::kInvalid, "OpenSSL refuses the certificate");
    }
    SSL_CTX_clear_chain_certs(context);
    while (true) {
        TRY_ASSIGN(const X509Ptr issuer, next_certificate(reader.get()));
        if (issuer == nullptr) {
            return {};
        }
        if (SSL_CTX_add1_chain_cert(context, issuer.get()) != 1) {
            ERR_clear_error();
            return fail(Code::kInvalid, "OpenSSL refuses a certificate of the chain");
        }
    }
}

Status use_private_key(SSL_CTX* context, const crypto::SecretBytes& pem) {
    TRY_ASSIGN(const BioPtr reader, reader_of(pem.expose()));
    const KeyPtr key(PEM_read_bio_PrivateKey(reader.get(), nullptr, no_password, nullptr));
    ERR_clear_error();
    if (key == nullptr) {
        return fail(Code::kInvalid,
                    "no usable private key in PEM text (encrypted keys are not supported)");
    }
    const bool fits =
        SSL_CTX_use_PrivateKey(context, key.get()) == 1 && SSL_CTX_check_private_key(context) == 1;
    ERR_clear_error();
    if (!fits) {
        return fail(Code::kInvalid, "the private key does not belong to the certificate");
    }
    return {};
}

Status trust_only(SSL_CTX* context, std::string_view ca_pem) {
    TRY_ASSIGN(const BioPtr reader, reader_of(ca_pem));
    StorePtr store(X509_STORE_new());
    int count = 0;
    while (true) {
        TRY_ASSIGN(const X509Ptr certificate, next_certificate(reader.get()));
        if (certificate == nullptr) {
            break;
        }
        if (X509_STORE_add_cert(store.get(), certificate.get()) != 1) {
            ERR_clear_error();
            return fail(Code::kInvalid, "OpenSSL refuses a CA certificate");
        }
        ++count;
    }
    if (count == 0) {
        return fail(Code::kInvalid, "no CA certificate in PEM text");
    }
    SSL_CTX_set_cert_store(context, store.release());
    return {};
}

}  // namespace sealer::http
