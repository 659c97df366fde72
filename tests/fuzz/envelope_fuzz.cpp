// SPDX-License-Identifier: Apache-2.0
// Base64 and the envelope. Any bytes are decoded and opened; then they are plaintext, which opens
// again under its own label alone, and not at all once a byte of the envelope is exchanged, its end
// is cut off, or the text itself stands where ciphertext should. The first three bytes say which
// byte, and what comes in its place; the label goes up to the first line break.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/check.h"
#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "fuzz_key.h"

using namespace sealer::crypto;  // NOLINT(google-build-using-namespace)

namespace {

void check_base64(std::string_view text) {
    const auto bytes = base64_decode(text);
    const auto secret = base64_decode_secret(text);
    CHECK(bytes.has_value() == secret.has_value());
    if (!bytes) {
        CHECK(bytes.error().message == secret.error().message);
        CHECK(bytes.error().message.starts_with("illegal base64 data at input byte "));
        return;
    }
    CHECK(secret->expose() == *bytes);
    CHECK(base64_decode(base64_encode(*bytes)) == *bytes);
}

void check_refused(std::string_view label, std::string_view envelope) {
    const auto opened = open(sealer::fuzz::fuzz_key().private_key, label, envelope);
    CHECK(!opened && opened.error().message == "no key could decrypt secret");
}

void check_envelope(std::string_view label, std::string_view plaintext, std::size_t where,
                    std::uint8_t mask) {
    const auto& [key, certificate] = sealer::fuzz::fuzz_key();
    const auto envelope = seal(certificate.public_key, label, plaintext);
    CHECK(envelope.has_value());
    const auto opened = open(key, label, *envelope);
    CHECK(opened && opened->expose() == plaintext);

    check_refused(std::string(label) + "/", *envelope);
    where %= envelope->size();
    check_refused(label, std::string_view(*envelope).substr(0, where));
    if (mask != 0) {
        std::string flipped = *envelope;
        flipped[where] = static_cast<char>(flipped[where] ^ mask);
        check_refused(label, flipped);
    }
    const std::size_t head = envelope->size() - plaintext.size() - 16;
    check_refused(label, envelope->substr(0, head) + std::string(plaintext));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3) {
        return 0;
    }
    const std::string_view text(reinterpret_cast<const char*>(data) + 3, size - 3);
    check_base64(text);
    check_refused("", text);
    const std::size_t label_end = std::min(text.find('\n'), text.size());
    check_envelope(text.substr(0, label_end), text.substr(label_end),
                   static_cast<std::size_t>(data[0]) << 8 | data[1], data[2]);
    return 0;
}
