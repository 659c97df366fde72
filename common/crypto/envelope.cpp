// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/envelope.h"

#include <atomic>
#include <climits>
#include <optional>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include "common/base/check.h"
#include "common/crypto/openssl_ptr.h"

namespace sealer::crypto {
namespace {

constexpr std::size_t kLengthBytes = 2;
constexpr std::size_t kSessionKeyBytes = 32;
constexpr std::size_t kTagBytes = 16;
// All zeros is safe because a session key encrypts one value only.
constexpr unsigned char kNonce[12] = {};

std::atomic<std::uint64_t> private_operations{0};

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

bool use_oaep(EVP_PKEY_CTX* context, std::string_view label) {
    if (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) <= 0 ||
        EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) <= 0 ||
        EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) <= 0) {
        return false;
    }
    if (label.empty()) {
        return true;
    }
    void* copy = OPENSSL_memdup(label.data(), label.size());
    CHECK(copy != nullptr);
    if (EVP_PKEY_CTX_set0_rsa_oaep_label(context, copy, static_cast<int>(label.size())) <= 0) {
        OPENSSL_free(copy);
        return false;
    }
    return true;
}

Result<std::string> encrypt_session_key(const PublicKey& key, std::string_view label,
                                        std::string_view session_key) {
    const OpensslPtr<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key.handle(), nullptr));
    std::string out(key.modulus_bytes(), '\0');
    std::size_t size = out.size();
    if (context == nullptr || EVP_PKEY_encrypt_init(context.get()) <= 0 ||
        !use_oaep(context.get(), label) ||
        EVP_PKEY_encrypt(context.get(), bytes_of(out), &size, bytes_of(session_key),
                         session_key.size()) <= 0) {
        ERR_clear_error();
        return fail(Code::kInvalid, "cannot encrypt with the certificate's RSA key of " +
                                        std::to_string(key.modulus_bytes() * 8) + " bits");
    }
    CHECK(size == out.size());
    return out;
}

std::optional<SecretBytes> decrypt_session_key(const PrivateKey& key, std::string_view label,
                                               std::string_view ciphertext) {
    private_operations.fetch_add(1, std::memory_order_relaxed);
    const OpensslPtr<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(key.handle(), nullptr));
    SecretBytes out(ciphertext.size());
    std::size_t size = out.size();
    if (context == nullptr || EVP_PKEY_decrypt_init(context.get()) <= 0 ||
        !use_oaep(context.get(), label) ||
        EVP_PKEY_decrypt(context.get(), out.expose_mutable().data(), &size, bytes_of(ciphertext),
                         ciphertext.size()) <= 0) {
        ERR_clear_error();
        return std::nullopt;
    }
    out.resize(size);
    return out;
}

const EVP_CIPHER* cipher_for(std::size_t session_key_bytes) {
    switch (session_key_bytes) {
        case 16:
            return EVP_aes_128_gcm();
        case 24:
            return EVP_aes_192_gcm();
        case kSessionKeyBytes:
            return EVP_aes_256_gcm();
        default:
            return nullptr;
    }
}

// By libsodium, if the processor has instructions for it: OpenSSL sets up all of its ciphers when
// it is first asked for one, which takes longer than six RSA encryptions.
bool append_gcm_in_hardware(std::string_view session_key, std::string_view plaintext,
                            std::string& out) {
    if (crypto_aead_aes256gcm_is_available() == 0) {
        return false;
    }
    static_assert(crypto_aead_aes256gcm_KEYBYTES == kSessionKeyBytes);
    static_assert(crypto_aead_aes256gcm_ABYTES == kTagBytes);
    const std::size_t before = out.size();
    out.resize(before + plaintext.size() + kTagBytes);
    return crypto_aead_aes256gcm_encrypt(bytes_of(out) + before, nullptr, bytes_of(plaintext),
                                         plaintext.size(), nullptr, 0, nullptr, kNonce,
                                         bytes_of(session_key)) == 0;
}

void append_gcm(std::string_view session_key, std::string_view plaintext, std::string& out) {
    const OpensslPtr<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    CHECK(context != nullptr);
    const std::size_t before = out.size();
    out.resize(before + plaintext.size() + kTagBytes);
    unsigned char* at = bytes_of(out) + before;
    unsigned char* tag = at + plaintext.size();
    int written = 0;
    CHECK(EVP_EncryptInit_ex(context.get(), cipher_for(session_key.size()), nullptr,
                             bytes_of(session_key), kNonce) == 1);
    CHECK(EVP_EncryptUpdate(context.get(), at, &written, bytes_of(plaintext),
                            static_cast<int>(plaintext.size())) == 1);
    CHECK(EVP_EncryptFinal_ex(context.get(), tag, &written) == 1);
    CHECK(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag) == 1);
}

std::optional<SecretBytes> open_gcm(std::string_view session_key, std::string_view sealed) {
    const EVP_CIPHER* cipher = cipher_for(session_key.size());
    if (cipher == nullptr || sealed.size() < kTagBytes || sealed.size() > INT_MAX) {
        return std::nullopt;
    }
    const std::string_view ciphertext = sealed.substr(0, sealed.size() - kTagBytes);
    std::string tag(sealed.substr(ciphertext.size()));
    const OpensslPtr<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    CHECK(context != nullptr);
    SecretBytes plaintext(ciphertext.size());
    unsigned char* out = plaintext.expose_mutable().data();
    int written = 0;
    unsigned char nothing = 0;
    if (EVP_DecryptInit_ex(context.get(), cipher, nullptr, bytes_of(session_key), kNonce) != 1 ||
        EVP_DecryptUpdate(context.get(), out == nullptr ? &nothing : out, &written,
                          bytes_of(ciphertext), static_cast<int>(ciphertext.size())) != 1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) != 1 ||
        EVP_DecryptFinal_ex(context.get(), &nothing, &written) != 1) {
        ERR_clear_error();
        return std::nullopt;
    }
    return plaintext;
}

std::optional<SecretBytes> try_open(const PrivateKey& key, std::string_view label,
                                    std::string_view envelope) {
    if (envelope.size() < kLengthBytes) {
        return std::nullopt;
    }
    const std::size_t length =
        (static_cast<std::size_t>(bytes_of(envelope)[0]) << 8) | bytes_of(envelope)[1];
    envelope.remove_prefix(kLengthBytes);
    if (length != key.modulus_bytes() || length > envelope.size()) {
        return std::nullopt;
    }
    const std::optional<SecretBytes> session_key =
        decrypt_session_key(key, label, envelope.substr(0, length));
    if (!session_key) {
        return std::nullopt;
    }
    return open_gcm(session_key->expose(), envelope.substr(length));
}

}  // namespace

Result<std::string> seal(const PublicKey& key, std::string_view label, std::string_view plaintext) {
    if (plaintext.size() > INT_MAX - kTagBytes) {
        return fail(Code::kInvalid, "a value of more than 2 GiB cannot be sealed");
    }
    SecretBytes session_key(kSessionKeyBytes);
    randombytes_buf(session_key.expose_mutable().data(), session_key.size());
    TRY_ASSIGN(const std::string encrypted_key,
               encrypt_session_key(key, label, session_key.expose()));

    std::string envelope;
    envelope.reserve(kLengthBytes + encrypted_key.size() + plaintext.size() + kTagBytes);
    envelope.push_back(static_cast<char>(encrypted_key.size() >> 8));
    envelope.push_back(static_cast<char>(encrypted_key.size()));
    envelope += encrypted_key;
    if (!append_gcm_in_hardware(session_key.expose(), plaintext, envelope)) {
        append_gcm(session_key.expose(), plaintext, envelope);
    }
    return envelope;
}

Result<SecretBytes> open(const PrivateKey& key, std::string_view label, std::string_view envelope) {
    std::optional<SecretBytes> plaintext = try_open(key, label, envelope);
    if (!plaintext) {
        return fail(Code::kInvalid, "no key could decrypt secret");
    }
    return *std::move(plaintext);
}

std::uint64_t rsa_private_operations() {
    return private_operations.load(std::memory_order_relaxed);
}

}  // namespace sealer::crypto
