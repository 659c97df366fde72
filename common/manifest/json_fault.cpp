// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/json_fault.h"

#include <charconv>
#include <system_error>

#include "common/base/text.h"
#include "common/manifest/json.h"
#include "common/manifest/utf8.h"

namespace sealer::manifest {

namespace {

bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Reads a document by RFC 8259's grammar. Each function consumes what it is named for; false once
// fault_ is set.
class FaultFinder {
  public:
    explicit FaultFinder(std::string_view text) : text_(text) {}

    bool document() {
        return value(0) &&
               (skip_blanks() == text_.size() || fail("text after the end of the document"));
    }
    [[nodiscard]] JsonFault fault() const { return fault_; }

  private:
    bool fail(std::string_view reason) {
        fault_ = {.offset = at_, .reason = at_ < text_.size() ? reason : "unexpected end"};
        return false;
    }

    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    bool take(char expected) {
        if (at_ < text_.size() && text_[at_] == expected) {
            ++at_;
            return true;
        }
        return false;
    }

    std::size_t skip_blanks() {
        at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
        return at_;
    }

    bool value(std::size_t depth) {
        skip_blanks();
        switch (peek()) {
            case '{':
                return object(depth + 1);
            case '[':
                return array(depth + 1);
            case '"':
                return string();
            case 't':
                return literal("true");
            case 'f':
                return literal("false");
            case 'n':
                return literal("null");
            default:
                return number();
        }
    }

    bool object(std::size_t depth) {
        const std::size_t begin = at_++;
        skip_blanks();
        if (take('}')) {
            return true;
        }
        if (depth > kMaxDepth) {
            at_ = begin;
            return fail("nested too deep");
        }
        while (true) {
            skip_blanks();
            if (peek() != '"') {
                return fail("expected a member's name in double quotes");
            }
            if (!string()) {
                return false;
            }
            skip_blanks();
            if (!take(':')) {
                return fail("expected ':' after a member's name");
            }
            if (!value(depth)) {
                return false;
            }
            skip_blanks();
            if (take('}')) {
                return true;
            }
            if (!take(',')) {
                return fail("expected ',' or '}' after a member");
            }
        }
    }

    bool array(std::size_t depth) {
        const std::size_t begin = at_++;
        skip_blanks();
        if (take(']')) {
            return true;
        }
        if (depth > kMaxDepth) {
            at_ = begin;
            return fail("nested too deep");
        }
        while (true) {
            if (!value(depth)) {
                return false;
            }
            skip_blanks();
            if (take(']')) {
                return true;
            }
            if (!take(',')) {
                return fail("expected ',' or ']' after an element");
            }
        }
    }

    bool literal(std::string_view word) {
        for (const char c : word) {
            if (!take(c)) {
                return fail("expected a value");
            }
        }
        return true;
    }

    bool string() {
        ++at_;
        while (!take('"')) {
            const auto c = static_cast<unsigned char>(peek());
            if (at_ >= text_.size()) {
                return fail("");
            }
            if (c < 0x20) {
                return fail("control character in a string");
            }
            if (c == '\\') {
                ++at_;
                if (!escape()) {
                    return false;
                }
                continue;
            }
            const Rune rune = first_rune(text_.substr(at_));
            if (!rune.valid) {
                return fail("invalid UTF-8");
            }
            at_ += rune.size;
        }
        return true;
    }

    bool escape() {
        if (std::string_view("\"\\/bfnrt").find(peek()) != std::string_view::npos) {
            ++at_;
            return true;
        }
        if (!take('u')) {
            return fail("unknown escape sequence");
        }
        const std::size_t begin = at_;
        unsigned unit = 0;
        if (!hex_digits(unit)) {
            return false;
        }
        if (unit < 0xD800 || unit > 0xDFFF) {
            return true;
        }
        // Half of a character beyond 16 bits: the other half has to follow.
        unsigned low = 0;
        if (unit < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
            at_ += 2;
            if (!hex_digits(low)) {
                return false;
            }
        }
        if (low < 0xDC00 || low > 0xDFFF) {
            at_ = begin;
            return fail("half of a surrogate pair");
        }
        return true;
    }

    bool hex_digits(unsigned& value) {
        for (int i = 0; i < 4; ++i, ++at_) {
            if (!is_hex(peek())) {
                return fail("expected four hexadecimal digits");
            }
        }
        std::from_chars(text_.data() + at_ - 4, text_.data() + at_, value, 16);
        return true;
    }

    bool digits() {
        if (!is_digit(peek())) {
            return fail("expected a digit");
        }
        while (is_digit(peek())) {
            ++at_;
        }
        return true;
    }

    bool number() {
        const std::size_t begin = at_;
        if (!take('-') && !is_digit(peek())) {
            return fail("expected a value");
        }
        if (!take('0') && !digits()) {
            return false;
        }
        if (take('.') && !digits()) {
            return false;
        }
        if (take('e') || take('E')) {
            if (!take('-')) {
                take('+');
            }
            if (!digits()) {
                return false;
            }
        }
        return in_range(begin);
    }

    bool in_range(std::size_t begin) {
        const std::string_view token = text_.substr(begin, at_ - begin);
        double parsed = 0;
        const auto error = std::from_chars(token.data(), token.data() + token.size(), parsed).ec;
        const bool tiny = token.find('-', 1) != std::string_view::npos;
        if (error == std::errc::result_out_of_range && !tiny) {
            at_ = begin;
            return fail("number out of range");
        }
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    JsonFault fault_;
};

}  // namespace

std::optional<JsonFault> find_json_fault(std::string_view text) {
    FaultFinder finder(text);
    return finder.document() ? std::nullopt : std::optional(finder.fault());
}

}  // namespace sealer::manifest
