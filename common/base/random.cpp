// SPDX-License-Identifier: Apache-2.0
#include "common/base/random.h"

#include <random>
#include <string_view>

#include "common/base/check.h"

namespace sealer {
namespace {

std::mt19937_64& generator() {
    thread_local std::mt19937_64 engine = [] {
        std::random_device device;
        std::seed_seq seed{device(), device(), device(), device()};
        return std::mt19937_64(seed);
    }();
    return engine;
}

}  // namespace

std::uint64_t random_below(std::uint64_t bound) {
    CHECK(bound > 0);
    return std::uniform_int_distribution<std::uint64_t>(0, bound - 1)(generator());
}

std::string random_uuid() {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string uuid = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    for (char& c : uuid) {
        if (c == 'x') {
            c = kDigits[random_below(16)];
        } else if (c == 'y') {
            c = kDigits[8 + random_below(4)];
        }
    }
    return uuid;
}

std::string random_suffix(std::size_t length) {
    // k8s.io/apimachinery/pkg/util/rand: no vowels and no digits that look like them, so that no
    // words appear.
    constexpr std::string_view kAlphabet = "bcdfghjklmnpqrstvwxz2456789";
    std::string suffix;
    for (std::size_t i = 0; i < length; ++i) {
        suffix += kAlphabet[random_below(kAlphabet.size())];
    }
    return suffix;
}

}  // namespace sealer
