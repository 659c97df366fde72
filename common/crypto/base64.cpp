// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/base64.h"

#include <climits>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <openssl/evp.h>
#include <sodium.h>

#include "common/base/check.h"

namespace sealer::crypto {
namespace {

constexpr unsigned kNotInAlphabet = 0xff;

// 0xff where lo <= c <= hi, else 0: without branches or tables, whose timing would tell about
// secrets.
unsigned mask_if_between(unsigned c, unsigned lo, unsigned hi) {
    return ((lo - 1 - c) & (c - hi - 1)) >> 24;
}

unsigned sextet_of(char character) {
    const unsigned c = static_cast<unsigned char>(character);
    const unsigned upper = mask_if_between(c, 'A', 'Z');
    const unsigned lower = mask_if_between(c, 'a', 'z');
    const unsigned digit = mask_if_between(c, '0', '9');
    const unsigned plus = mask_if_between(c, '+', '+');
    const unsigned slash = mask_if_between(c, '/', '/');
    const unsigned value = (upper & (c - 'A')) | (lower & (c - 'a' + 26)) |
                           (digit & (c - '0' + 52)) | (plus & 62U) | (slash & 63U);
    const unsigned known = upper | lower | digit | plus | slash;
    return value | (~known & kNotInAlphabet);
}

// Reads groups of four characters as Go's encoding/base64 does, so that the offsets of errors
// agree.
class Decoder {
  public:
    Decoder(std::string_view text, std::uint8_t* out) : text_(text), out_(out) {}

    // Bytes written; nullopt: see bad_offset.
    std::optional<std::size_t> decode() {
        bool more = true;
        while (more) {
            const std::optional<bool> read = read_group();
            if (!read) {
                return std::nullopt;
            }
            more = *read;
        }
        return written_;
    }

    [[nodiscard]] std::size_t bad_offset() const { return bad_offset_; }

  private:
    std::nullopt_t bad(std::size_t offset) {
        bad_offset_ = offset;
        return std::nullopt;
    }

    void skip_line_breaks() {
        while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) {
            ++at_;
        }
    }

    // Whether another group may follow.
    std::optional<bool> read_group() {
        std::uint32_t bits = 0;
        for (std::size_t count = 0; count < 4; ++count) {
            skip_line_breaks();
            if (at_ == text_.size()) {
                return count == 0 ? std::optional(false) : bad(at_ - count);
            }
            if (text_[at_] == '=') {
                return read_padding(bits, count);
            }
            const unsigned sextet = sextet_of(text_[at_]);
            if (sextet == kNotInAlphabet) {
                return bad(at_);
            }
            bits = (bits << 6) | sextet;
            ++at_;
        }
        write(bits, 3);
        return true;
    }

    // At the first '=', after `count` characters of its group.
    std::optional<bool> read_padding(std::uint32_t bits, std::size_t count) {
        if (count < 2) {
            return bad(at_);
        }
        ++at_;
        if (count == 2) {
            skip_line_breaks();
            if (at_ == text_.size()) {
                return bad(at_);
            }
            if (text_[at_] != '=') {
                return bad(at_ - 1);
            }
            ++at_;
        }
        skip_line_breaks();
        if (at_ != text_.size()) {
            return bad(at_);
        }
        write(bits << (6 * (4 - count)), count - 1);
        return false;
    }

    void write(std::uint32_t bits, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            out_[written_++] = static_cast<std::uint8_t>(bits >> (16 - 8 * i));
        }
    }

    std::string_view text_;
    std::uint8_t* out_;
    std::size_t at_ = 0;
    std::size_t written_ = 0;
    std::size_t bad_offset_ = 0;
};

std::uint8_t* start_of(std::string& text) {
    return reinterpret_cast<std::uint8_t*>(text.data());
}
std::uint8_t* start_of(SecretBytes& bytes) {
    return bytes.expose_mutable().data();
}

template <class Buffer>
Result<Buffer> decode_as(std::string_view text) {
    Buffer buffer;
    buffer.resize(text.size() / 4 * 3 + 3);
    Decoder decoder(text, start_of(buffer));
    const std::optional<std::size_t> size = decoder.decode();
    if (!size) {
        return fail(Code::kInvalid,
                    "illegal base64 data at input byte " + std::to_string(decoder.bad_offset()));
    }
    buffer.resize(*size);
    return buffer;
}

constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;

void encode(std::string_view bytes, char* out, std::size_t out_size) {
    sodium_bin2base64(out, out_size, reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), kVariant);
}

}  // namespace

std::string base64_encode(std::string_view bytes) {
    // libsodium ends its output with a NUL.
    std::string out(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
    encode(bytes, out.data(), out.size());
    out.pop_back();
    return out;
}

std::string base64_encode_public(std::string_view bytes) {
    CHECK(bytes.size() < INT_MAX / 2);
    std::string out((bytes.size() + 2) / 3 * 4, '\0');
    // It ends its output with a NUL, where the string has one too.
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                    reinterpret_cast<const unsigned char*>(bytes.data()),
                    static_cast<int>(bytes.size()));
    return out;
}

void base64_encode_to(std::string_view bytes, SecretBytes& out) {
    const std::size_t before = out.size();
    const std::size_t added = sodium_base64_encoded_len(bytes.size(), kVariant);
    out.resize(before + added);
    encode(bytes, reinterpret_cast<char*>(out.expose_mutable().data()) + before, added);
    out.resize(before + added - 1);
}

Result<std::string> base64_decode(std::string_view text) {
    return decode_as<std::string>(text);
}

Result<SecretBytes> base64_decode_secret(std::string_view text) {
    return decode_as<SecretBytes>(text);
}

}  // namespace sealer::crypto
