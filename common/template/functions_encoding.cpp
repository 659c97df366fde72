// SPDX-License-Identifier: Apache-2.0
// Sprig: base64 and base32 (RFC 4648). What cannot be decoded becomes the words of the error.
#include <array>
#include <string>

#include "common/crypto/base64.h"
#include "common/template/functions.h"

namespace sealer::tmpl {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t kGroup = 8;  // characters for 5 bytes

Result<Value> b64enc(const Call& call) {
    return call.give(crypto::base64_encode(call.text(0)));
}

Result<Value> b64dec(const Call& call) {
    const auto decoded = crypto::base64_decode(call.text(0));
    return call.give(decoded ? *decoded : decoded.error().message);
}

Result<Value> b32enc(const Call& call) {
    std::string encoded;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char c : call.text(0)) {
        bits = bits << 8U | static_cast<unsigned char>(c);
        for (count += 8; count >= 5; count -= 5) {
            encoded += kBase32[(bits >> (count - 5)) & 31U];
        }
    }
    if (count > 0) {
        encoded += kBase32[(bits << (5 - count)) & 31U];
    }
    encoded.append((kGroup - encoded.size() % kGroup) % kGroup, '=');
    return call.give(encoded);
}

// How many characters of a group there are for 1 to 5 bytes.
bool is_group_size(std::size_t characters) {
    return characters == 0 || characters == 2 || characters == 4 || characters == 5 ||
           characters == 7;
}

// Where the text stops being base32, or what it stands for.
struct Decoded {
    std::string bytes;
    std::size_t fault = std::string::npos;
};

Decoded decode_base32(std::string_view text) {
    Decoded decoded;
    std::uint32_t bits = 0;
    unsigned count = 0;
    std::size_t characters = 0;
    std::size_t at = 0;
    for (; at < text.size() && text[at] != '='; ++at) {
        if (text[at] == '\r' || text[at] == '\n') {
            continue;
        }
        const std::size_t value = kBase32.find(text[at]);
        if (value == std::string_view::npos) {
            decoded.fault = at;
            return decoded;
        }
        bits = bits << 5U | static_cast<std::uint32_t>(value);
        ++characters;
        count += 5;
        if (count >= 8) {
            count -= 8;
            decoded.bytes += static_cast<char>((bits >> count) & 0xffU);
        }
    }
    std::size_t padding = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        padding += text[i] == '=' ? 1 : 0;
        if (text[i] != '=' && text[i] != '\r' && text[i] != '\n') {
            decoded.fault = i;
            return decoded;
        }
    }
    if (!is_group_size(characters % kGroup) || (kGroup - characters % kGroup) % kGroup != padding) {
        decoded.fault = at;
    }
    return decoded;
}

Result<Value> b32dec(const Call& call) {
    const Decoded decoded = decode_base32(call.text(0));
    return call.give(decoded.fault == std::string::npos
                         ? decoded.bytes
                         : "illegal base32 data at input byte " + std::to_string(decoded.fault));
}

constexpr auto kEncodingFunctions = std::to_array<Function>({
    {"b32dec", "s", b32dec},
    {"b32enc", "s", b32enc},
    {"b64dec", "s", b64dec},
    {"b64enc", "s", b64enc},
});

}  // namespace

std::span<const Function> encoding_functions() {
    return kEncodingFunctions;
}

}  // namespace sealer::tmpl
