// SPDX-License-Identifier: Apache-2.0
// Certificates and private keys, as PEM, or as the DER of one (which begins with a SEQUENCE) for
// each label that may stand around it. What is read has a fingerprint, is written and read back the
// same, and does its work or says that it cannot.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/check.h"
#include "common/crypto/envelope.h"
#include "common/crypto/pem.h"
#include "common/crypto/rsa.h"

using namespace sealer::crypto;  // NOLINT(google-build-using-namespace)

namespace {

// Longer ones are slow, and OpenSSL's affair.
constexpr std::size_t kMaxModulusBytes = 256;

void check_pem(std::string_view text) {
    const char* last_end = text.data();
    std::string_view rest = text;
    while (const auto block = next_pem_block(rest)) {
        CHECK(last_end <= block->whole.data());
        last_end = block->whole.data() + block->whole.size();
        CHECK(last_end == rest.data() && block->whole.find(block->body) != std::string_view::npos);
        const auto der = decode_pem(*block);
        if (!der) {
            continue;
        }
        const SecretBytes written = encode_pem("X", der->expose());
        std::string_view again = written.expose();
        const auto read = next_pem_block(again);
        CHECK(read && again.empty() && decode_pem(*read)->expose() == der->expose());
    }
}

void check_public_key(const PublicKey& key) {
    CHECK(key.fingerprint().size() == 50);
    if (key.modulus_bytes() > kMaxModulusBytes) {
        return;
    }
    constexpr std::string_view kPlaintext = "plaintext";
    if (const auto envelope = seal(key, "label", kPlaintext)) {
        CHECK(envelope->size() == 2 + key.modulus_bytes() + kPlaintext.size() + 16);
    }
}

void check_certificate(std::string_view pem) {
    const auto certificate = parse_certificate(pem);
    if (!certificate) {
        return;
    }
    check_public_key(certificate->public_key);
    const auto again = parse_certificate(certificate->pem);
    CHECK(again && again->pem == certificate->pem);
    CHECK(again->public_key.fingerprint() == certificate->public_key.fingerprint());
    CHECK(again->not_before == certificate->not_before);
    CHECK(again->not_after == certificate->not_after);
}

void check_private_key(std::string_view pem) {
    const auto key = PrivateKey::parse(pem);
    if (!key) {
        return;
    }
    const PublicKey public_key = key->public_key();
    check_public_key(public_key);
    static_cast<void>(key->derive("purpose"));
    const auto written = key->to_pem();
    CHECK(written.has_value());
    const auto again = PrivateKey::parse(written->expose());
    CHECK(again && again->public_key().fingerprint() == public_key.fingerprint());
    const std::size_t size = key->modulus_bytes();
    if (size <= kMaxModulusBytes) {
        std::string envelope = {static_cast<char>(size >> 8), static_cast<char>(size)};
        envelope.append(size + 16, '\x01');
        CHECK(!open(*key, "", envelope));
    }
}

void check(std::string_view pem) {
    check_pem(pem);
    check_certificate(pem);
    check_private_key(pem);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (!text.starts_with('\x30')) {
        check(text);
        return 0;
    }
    for (const char* label : {"CERTIFICATE", "RSA PRIVATE KEY", "PRIVATE KEY"}) {
        check(encode_pem(label, text).expose());
    }
    return 0;
}
