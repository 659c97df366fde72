// SPDX-License-Identifier: Apache-2.0
// Sprig: digests, password hashes, AES.
#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include <crypt.h>
#include <openssl/evp.h>

#include "common/base/text.h"
#include "common/crypto/base64.h"
#include "common/crypto/digest.h"
#include "common/crypto/openssl_ptr.h"
#include "common/template/functions.h"

namespace sealer::tmpl {
namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.empty() ? "" : text.data());
}

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

Result<Value> digest(const Call& call, const EVP_MD* method) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    if (EVP_Digest(bytes_of(call.text(0)), call.text(0).size(), bytes.data(), &size, method,
                   nullptr) != 1) {
        return fail(Code::kInternal, "the digest cannot be computed");
    }
    return call.give(to_hex(std::string_view(reinterpret_cast<const char*>(bytes.data()), size)));
}

Result<Value> sha1sum(const Call& call) {
    return digest(call, EVP_sha1());
}
Result<Value> sha256sum(const Call& call) {
    return digest(call, EVP_sha256());
}
Result<Value> sha512sum(const Call& call) {
    return digest(call, EVP_sha512());
}

// RFC 1950.
Result<Value> adler32sum(const Call& call) {
    constexpr std::uint32_t kModulus = 65521;
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const char c : call.text(0)) {
        a = (a + static_cast<unsigned char>(c)) % kModulus;
        b = (b + a) % kModulus;
    }
    return call.give(std::to_string(b << 16U | a));
}

// Of cost 10, as Go's default.
Result<std::string> bcrypt_of(const Call& call, std::string_view password) {
    constexpr std::size_t kLongest = 72;
    constexpr unsigned long kCost = 10;
    if (password.size() > kLongest) {
        return std::string(
            "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes");
    }
    if (password.find('\0') != std::string_view::npos) {
        return fail(Code::kInvalid, "bcrypt: the password holds a zero byte");
    }
    TRY(call.budget.slow_call());
    std::array<std::uint8_t, 16> random{};
    call.budget.host().fill_random(random);
    std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> salt{};
    // A struct of 32 KiB, which holds the password when all is done.
    crypto::SecretBytes room(sizeof(crypt_data));
    auto* const data = reinterpret_cast<crypt_data*>(room.expose_mutable().data());
    const char* hash = nullptr;
    if (crypt_gensalt_rn("$2a$", kCost, reinterpret_cast<const char*>(random.data()),
                         static_cast<int>(random.size()), salt.data(),
                         static_cast<int>(salt.size())) != nullptr) {
        const std::string terminated(password);
        hash = crypt_rn(terminated.c_str(), salt.data(), data, static_cast<int>(room.size()));
    }
    if (hash == nullptr) {
        return fail(Code::kInvalid, "bcrypt: the password cannot be hashed");
    }
    return std::string(hash);
}

Result<Value> bcrypt(const Call& call) {
    TRY_ASSIGN(const std::string hash, bcrypt_of(call, call.text(0)));
    return call.give(hash);
}

Result<Value> htpasswd(const Call& call) {
    const std::string name(call.text(0));
    if (name.find(':') != std::string::npos) {
        return call.give("invalid username: " + name);
    }
    TRY_ASSIGN(const std::string hash, bcrypt_of(call, call.text(1)));
    return call.give(name + ":" + hash);
}

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kBlockSize = 16;

// The password's bytes, zeros behind them.
crypto::SecretBytes aes_key(std::string_view password) {
    crypto::SecretBytes key(password.substr(0, kKeySize));
    key.resize(kKeySize);
    return key;
}

const unsigned char* bytes_of(const crypto::SecretBytes& secret) {
    return bytes_of(secret.expose());
}

// AES-256-CBC with PKCS #7 padding, the initialisation vector in front, in base64.
Result<Value> encrypt_aes(const Call& call) {
    const std::string_view text = call.text(1);
    if (text.empty()) {
        return Value::text("");
    }
    std::string out(2 * kBlockSize + text.size(), '\0');
    call.budget.host().fill_random({bytes_of(out), kBlockSize});
    const crypto::OpensslPtr<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    const crypto::SecretBytes key = aes_key(call.text(0));
    int written = 0;
    int last = 0;
    if (EVP_EncryptInit_ex(context.get(), EVP_aes_256_cbc(), nullptr, bytes_of(key),
                           bytes_of(out)) != 1 ||
        EVP_EncryptUpdate(context.get(), bytes_of(out) + kBlockSize, &written, bytes_of(text),
                          static_cast<int>(text.size())) != 1 ||
        EVP_EncryptFinal_ex(context.get(), bytes_of(out) + kBlockSize + written, &last) != 1) {
        return fail(Code::kInternal, "the text cannot be encrypted");
    }
    out.resize(kBlockSize + static_cast<std::size_t>(written) + static_cast<std::size_t>(last));
    return call.give(crypto::base64_encode(out));
}

Result<Value> decrypt_aes(const Call& call) {
    if (call.text(1).empty()) {
        return Value::text("");
    }
    TRY_ASSIGN(const std::string in, crypto::base64_decode(call.text(1)));
    if (in.size() < 2 * kBlockSize) {
        return fail(Code::kInvalid, "the text is too short to be of AES-256-CBC");
    }
    const crypto::OpensslPtr<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    const crypto::SecretBytes key = aes_key(call.text(0));
    std::string out(in.size(), '\0');
    int written = 0;
    int last = 0;
    if (EVP_DecryptInit_ex(context.get(), EVP_aes_256_cbc(), nullptr, bytes_of(key),
                           bytes_of(std::string_view(in))) != 1 ||
        EVP_DecryptUpdate(context.get(), bytes_of(out), &written,
                          bytes_of(std::string_view(in)) + kBlockSize,
                          static_cast<int>(in.size() - kBlockSize)) != 1 ||
        EVP_DecryptFinal_ex(context.get(), bytes_of(out) + written, &last) != 1) {
        return fail(Code::kInvalid, "the text was not encrypted under this password");
    }
    return call.give(std::string_view(out).substr(
        0, static_cast<std::size_t>(written) + static_cast<std::size_t>(last)));
}

// What Master Password (https://masterpassword.app) makes a password from: for each type patterns,
// for each letter of a pattern the characters to choose from.
struct PasswordType {
    std::string_view name;
    std::string_view patterns;  // with blanks between
};
constexpr std::array<PasswordType, 6> kPasswordTypes = {{
    {"maximum", "anoxxxxxxxxxxxxxxxxx axxxxxxxxxxxxxxxxxno"},
    {"long",
     "CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno "
     "CvcvnoCvccCvcv CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno "
     "CvccnoCvccCvcv CvccCvccnoCvcv CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno "
     "CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno"},
    {"medium", "CvcnoCvc CvcCvcno"},
    {"short", "Cvcn"},
    {"basic", "aaanaaan aannaaan aaannaaa"},
    {"pin", "nnnn"},
}};

std::string_view characters_of(char letter) {
    switch (letter) {
        case 'C':
            return "BCDFGHJKLMNPQRSTVWXYZ";
        case 'v':
            return "aeiou";
        case 'c':
            return "bcdfghjklmnpqrstvwxyz";
        case 'a':
            return "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
        case 'n':
            return "0123456789";
        case 'o':
            return "@&%?,=[]_:-+*$#!'^~;()/.";
        default:
            return "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()";
    }
}

std::string big_endian(std::uint64_t number) {
    return {static_cast<char>(number >> 24U), static_cast<char>(number >> 16U),
            static_cast<char>(number >> 8U), static_cast<char>(number)};
}

// counter, type, password, user, site.
Result<Value> derive_password(const Call& call) {
    constexpr std::size_t kKeyBytes = 64;
    constexpr std::uint64_t kMemory = 64U << 20U;
    constexpr std::string_view kScope = "com.lyndir.masterpassword";
    const auto* const type = std::ranges::find(kPasswordTypes, call.text(1), &PasswordType::name);
    if (type == kPasswordTypes.end()) {
        return call.give("cannot find password template " + std::string(call.text(1)));
    }
    TRY(call.budget.slow_call());
    const std::string_view user = call.text(3);
    const std::string_view site = call.text(4);
    const std::string salt = std::string(kScope) + big_endian(user.size()) + std::string(user);
    crypto::SecretBytes key(kKeyBytes);
    if (EVP_PBE_scrypt(call.text(2).empty() ? "" : call.text(2).data(), call.text(2).size(),
                       bytes_of(std::string_view(salt)), salt.size(), 32768, 8, 2, kMemory,
                       key.expose_mutable().data(), kKeyBytes) != 1) {
        return fail(Code::kInternal, "the password cannot be derived");
    }
    const std::string seed = crypto::hmac_sha256(
        key.expose(), std::string(kScope) + big_endian(site.size()) + std::string(site) +
                          big_endian(static_cast<std::uint64_t>(call.integer(0))));
    const auto patterns = split(type->patterns, ' ');
    const auto seed_at = [&](std::size_t i) { return static_cast<unsigned char>(seed[i]); };
    const std::string_view pattern = patterns[seed_at(0) % patterns.size()];
    std::string password;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::string_view characters = characters_of(pattern[i]);
        password += characters[seed_at(i + 1) % characters.size()];
    }
    return call.give(password);
}

constexpr auto kCryptoFunctions = std::to_array<Function>({
    {"adler32sum", "s", adler32sum},
    {"bcrypt", "s", bcrypt},
    {"decryptAES", "ss", decrypt_aes},
    {"derivePassword", "ussss", derive_password},
    {"encryptAES", "ss", encrypt_aes},
    {"htpasswd", "ss", htpasswd},
    {"sha1sum", "s", sha1sum},
    {"sha256sum", "s", sha256sum},
    {"sha512sum", "s", sha512sum},
});

}  // namespace

std::span<const Function> crypto_functions() {
    return kCryptoFunctions;
}

}  // namespace sealer::tmpl
