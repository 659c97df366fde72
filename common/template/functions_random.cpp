// SPDX-License-Identifier: Apache-2.0
// Sprig: randomness, all of it from the Host's.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "common/base/text.h"
#include "common/crypto/base64.h"
#include "common/template/functions.h"
#include "common/template/literal.h"

namespace sealer::tmpl {
namespace {

// Uniform in [0, bound), bound > 0.
std::uint64_t random_below(const Call& call, std::uint64_t bound) {
    const std::uint64_t fair = UINT64_MAX - UINT64_MAX % bound;
    for (;;) {
        std::array<std::uint8_t, sizeof(std::uint64_t)> bytes{};
        call.budget.host().fill_random(bytes);
        std::uint64_t number = 0;
        for (const std::uint8_t byte : bytes) {
            number = number << 8U | byte;
        }
        if (number < fair) {
            return number % bound;
        }
    }
}

// As many characters of `alphabet` as the first argument says.
Result<Value> random_text(const Call& call, std::string_view alphabet) {
    const std::int64_t count = call.integer(0);
    if (count <= 0) {
        return Value::text("");
    }
    TRY(call.budget.step(static_cast<std::size_t>(count)));
    std::string text;
    for (std::int64_t i = 0; i < count; ++i) {
        text += alphabet[random_below(call, alphabet.size())];
    }
    return call.give(text);
}

constexpr std::string_view kAlphanumeric =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::size_t kLetters = 52;

Result<Value> rand_alpha(const Call& call) {
    return random_text(call, kAlphanumeric.substr(0, kLetters));
}

Result<Value> rand_numeric(const Call& call) {
    return random_text(call, kAlphanumeric.substr(kLetters));
}

Result<Value> rand_alpha_num(const Call& call) {
    return random_text(call, kAlphanumeric);
}

Result<Value> rand_ascii(const Call& call) {
    std::string printable;
    for (char c = ' '; c < '\x7f'; ++c) {
        printable += c;
    }
    return random_text(call, printable);
}

Result<Value> rand_bytes(const Call& call) {
    const std::int64_t count = call.integer(0);
    if (count < 0) {
        return fail(Code::kInvalid, "runtime error: makeslice: len out of range");
    }
    TRY(call.budget.memory(static_cast<std::size_t>(count)));
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(count));
    call.budget.host().fill_random(bytes);
    return call.give(crypto::base64_encode(
        std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size())));
}

Result<Value> rand_int(const Call& call) {
    const std::int64_t from = call.integer(0);
    const std::int64_t to = call.integer(1);
    if (to <= from) {
        return fail(Code::kInvalid, "invalid argument to Intn");
    }
    const std::uint64_t range = static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
    return Value::integer(
        static_cast<std::int64_t>(static_cast<std::uint64_t>(from) + random_below(call, range)));
}

Result<Value> shuffle(const Call& call) {
    std::u32string runes = runes_of(call.text(0));
    TRY(call.budget.step(runes.size()));
    for (std::size_t left = runes.size(); left > 1; --left) {
        std::swap(runes[left - 1], runes[random_below(call, left)]);
    }
    return call.give(text_of(runes));
}

// RFC 4122, version 4.
Result<Value> uuid(const Call& call) {
    std::array<std::uint8_t, 16> bytes{};
    call.budget.host().fill_random(bytes);
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | 0x40U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);
    std::string text =
        to_hex(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) {
        text.insert(dash, 1, '-');
    }
    return call.give(text);
}

constexpr auto kRandomFunctions = std::to_array<Function>({
    {"randAlpha", "i", rand_alpha},
    {"randAlphaNum", "i", rand_alpha_num},
    {"randAscii", "i", rand_ascii},
    {"randBytes", "i", rand_bytes},
    {"randInt", "ii", rand_int},
    {"randNumeric", "i", rand_numeric},
    {"shuffle", "s", shuffle},
    {"uuidv4", "", uuid},
});

}  // namespace

std::span<const Function> random_functions() {
    return kRandomFunctions;
}

}  // namespace sealer::tmpl
