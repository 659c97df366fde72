// SPDX-License-Identifier: Apache-2.0
// Random trees for the properties that every writer and its reader must share.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "common/manifest/value.h"

namespace sealer::manifest {

class RandomValue {
  public:
    explicit RandomValue(std::uint32_t seed) : engine_(seed) {}

    Value next(int depth = 0) {
        switch (below(depth < 5 ? 9U : 7U)) {
            case 0:
                return nullptr;
            case 1:
                return below(2) == 0;
            case 2:
                return static_cast<std::int64_t>(bits()) >> below(64);
            case 3:
                return bits() >> below(64);
            case 4:
                return number();
            case 5:
            case 6:
                return text();
            case 7: {
                Array array;
                for (auto count = below(5); count > 0; --count) {
                    array.push_back(next(depth + 1));
                }
                return array;
            }
            default: {
                Object object;
                for (auto count = below(5); count > 0; --count) {
                    object[text()] = next(depth + 1);
                }
                return object;
            }
        }
    }

  private:
    std::uint32_t below(std::uint32_t bound) {
        return std::uniform_int_distribution<std::uint32_t>(0, bound - 1)(engine_);
    }
    std::uint64_t bits() { return std::uint64_t{engine_()} << 32U | engine_(); }

    // None of the whole numbers that a double holds and its shortest digits do not, 2^53 to 1e21:
    // they are printed as integers.
    double number() {
        const auto mantissa =
            static_cast<double>(static_cast<std::int64_t>(bits()) >> (11 + below(53)));
        return std::ldexp(mantissa, below(2) == 0 ? -static_cast<int>(below(100)) : 100);
    }

    // Pieces that mean something to JSON or YAML, strung together.
    std::string text() {
        static constexpr std::array<std::string_view, 48> kPieces = {"a",
                                                                     "web",
                                                                     "yes",
                                                                     "null",
                                                                     "~",
                                                                     "0x1F",
                                                                     "017",
                                                                     "1_0",
                                                                     "1e3",
                                                                     ".5",
                                                                     "12:30:45",
                                                                     "2001-01-01",
                                                                     "<<",
                                                                     "=",
                                                                     "y",
                                                                     "-",
                                                                     "- ",
                                                                     "? ",
                                                                     ": ",
                                                                     ":",
                                                                     " #",
                                                                     "#",
                                                                     "&a",
                                                                     "*a",
                                                                     "!t",
                                                                     "|",
                                                                     ">",
                                                                     "%",
                                                                     "@",
                                                                     "`",
                                                                     "'",
                                                                     "\"",
                                                                     "{",
                                                                     "}",
                                                                     "[",
                                                                     "]",
                                                                     ",",
                                                                     "\n",
                                                                     "\n\n",
                                                                     " ",
                                                                     "  ",
                                                                     "\t",
                                                                     "\\",
                                                                     "\x01",
                                                                     "é",
                                                                     "\xE2\x80\xA8",
                                                                     "\xF0\x9F\x98\x80",
                                                                     "---"};
        std::string out;
        for (auto count = below(5); count > 0; --count) {
            out += kPieces.at(below(kPieces.size()));
        }
        return out;
    }

    std::mt19937 engine_;
};

}  // namespace sealer::manifest
