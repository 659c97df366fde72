// SPDX-License-Identifier: Apache-2.0
#include "common/template/lexer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "common/manifest/utf8.h"
#include "common/template/literal.h"

namespace sealer::tmpl {
namespace {

constexpr std::string_view kLeftDelimiter = "{{";
constexpr std::string_view kRightDelimiter = "}}";
constexpr std::string_view kBlanks = " \t\r\n";

constexpr std::array<std::pair<std::string_view, TokenKind>, 13> kWords = {{
    {"block", TokenKind::kBlock},
    {"break", TokenKind::kBreak},
    {"continue", TokenKind::kContinue},
    {"define", TokenKind::kDefine},
    {"else", TokenKind::kElse},
    {"end", TokenKind::kEndKeyword},
    {"if", TokenKind::kIf},
    {"nil", TokenKind::kNil},
    {"range", TokenKind::kRange},
    {"template", TokenKind::kTemplate},
    {"with", TokenKind::kWith},
    {"true", TokenKind::kBool},
    {"false", TokenKind::kBool},
}};

bool is_blank(char c) {
    return kBlanks.find(c) != std::string_view::npos;
}

// "U+0023 '#'", as Go's %#U.
std::string rune_name(char32_t rune) {
    std::array<char, 16> code{};
    const int length =
        std::snprintf(code.data(), code.size(), "U+%04X", static_cast<std::uint32_t>(rune));
    std::string name(code.data(), static_cast<std::size_t>(length));
    if (is_printable(rune)) {
        name += " '" + encode_rune(rune) + "'";
    }
    return name;
}

class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Tokens run() {
        while (!failed_ && lex_text()) {
            while (!failed_ && lex_inside()) {
            }
        }
        return std::move(tokens_);
    }

  private:
    [[nodiscard]] std::string_view rest() const { return text_.substr(position_); }
    [[nodiscard]] char peek() const { return position_ < text_.size() ? text_[position_] : '\0'; }
    [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }

    void emit(TokenKind kind) {
        tokens_.list.push_back({.kind = kind,
                                .line = line_,
                                .text = text_.substr(start_, position_ - start_),
                                .position = start_});
        ignore();
    }

    // What was read since the last token is none.
    void ignore() {
        line_ +=
            static_cast<int>(std::ranges::count(text_.substr(start_, position_ - start_), '\n'));
        start_ = position_;
    }

    bool fail(std::string error) {
        tokens_.list.push_back(
            {.kind = TokenKind::kError, .line = line_, .text = {}, .position = start_});
        tokens_.error = std::move(error);
        failed_ = true;
        return false;
    }

    // Up to and with the next left delimiter that begins no comment; false at the end.
    bool lex_text() {
        for (;;) {
            const std::size_t found = text_.find(kLeftDelimiter, position_);
            if (found == std::string_view::npos) {
                emit_text(text_.size());
                emit(TokenKind::kEnd);
                return false;
            }
            const std::string_view inside = text_.substr(found + kLeftDelimiter.size());
            const bool trims = inside.size() >= 2 && inside[0] == '-' && is_blank(inside[1]);
            emit_text(trims ? start_ + trimmed_size(text_.substr(start_, found - start_)) : found);
            position_ = found;
            ignore();
            position_ += kLeftDelimiter.size();
            if (!inside.substr(trims ? 2 : 0).starts_with("/*")) {
                emit(TokenKind::kLeft);
                position_ += trims ? 2 : 0;
                ignore();
                parentheses_ = 0;
                return true;
            }
            position_ += trims ? 2 : 0;
            ignore();
            if (!lex_comment()) {
                return false;
            }
        }
    }

    static std::size_t trimmed_size(std::string_view text) {
        const std::size_t last = text.find_last_not_of(kBlanks);
        return last == std::string_view::npos ? 0 : last + 1;
    }

    void emit_text(std::size_t end) {
        position_ = end;
        if (position_ > start_) {
            emit(TokenKind::kText);
        }
    }

    bool lex_comment() {
        const std::size_t end = text_.find("*/", position_ + 2);
        if (end == std::string_view::npos) {
            return fail("unclosed comment");
        }
        position_ = end + 2;
        if (!at_right_delimiter()) {
            return fail("comment ends before closing delimiter");
        }
        skip_right_delimiter();
        ignore();
        return true;
    }

    [[nodiscard]] bool at_trim_marker() const {
        return rest().size() >= 2 && is_blank(rest()[0]) && rest()[1] == '-' &&
               rest().substr(2).starts_with(kRightDelimiter);
    }
    [[nodiscard]] bool at_right_delimiter() const {
        return at_trim_marker() || rest().starts_with(kRightDelimiter);
    }

    void skip_right_delimiter() {
        const bool trims = at_trim_marker();
        position_ += kRightDelimiter.size() + (trims ? 2 : 0);
        while (trims && !at_end() && is_blank(peek())) {
            ++position_;
        }
    }

    bool lex_right() {
        const bool trims = at_trim_marker();
        position_ += trims ? 2 : 0;
        ignore();
        position_ += kRightDelimiter.size();
        emit(TokenKind::kRight);
        while (trims && !at_end() && is_blank(peek())) {
            ++position_;
        }
        ignore();
        return false;
    }

    // One token inside of an action; false after its right delimiter.
    bool lex_inside() {
        if (at_right_delimiter()) {
            return parentheses_ == 0 ? lex_right() : fail("unclosed left paren");
        }
        if (at_end()) {
            return fail("unclosed action");
        }
        const char c = peek();
        if (is_blank(c)) {
            return lex_space();
        }
        if (c == '"' || c == '\'' || c == '`') {
            return lex_quoted(c);
        }
        const char next = position_ + 1 < text_.size() ? text_[position_ + 1] : '\0';
        if (c == '$' || (c == '.' && (next < '0' || next > '9'))) {
            return lex_name(c == '$' ? TokenKind::kVariable : TokenKind::kField);
        }
        if (c == '.' || c == '+' || c == '-' || (c >= '0' && c <= '9')) {
            return lex_number();
        }
        const manifest::Rune rune = manifest::first_rune(rest());
        if (rune.valid && is_word(rune.code)) {
            return lex_identifier();
        }
        return lex_sign(c);
    }

    bool lex_sign(char c) {
        const manifest::Rune rune = manifest::first_rune(rest());
        position_ += rune.size;
        switch (c) {
            case '=':
                emit(TokenKind::kAssign);
                return true;
            case ':':
                if (peek() != '=') {
                    return fail("expected :=");
                }
                ++position_;
                emit(TokenKind::kDeclare);
                return true;
            case '|':
                emit(TokenKind::kPipe);
                return true;
            case ',':
                emit(TokenKind::kComma);
                return true;
            case '(':
                ++parentheses_;
                emit(TokenKind::kOpen);
                return true;
            case ')':
                emit(TokenKind::kClose);
                return --parentheses_ >= 0 || fail("unexpected right paren");
            default:
                break;
        }
        const char32_t code = rune.valid ? rune.code : U'\ufffd';
        if (code >= 0x80 || !is_printable(code)) {
            return fail("unrecognized character in action: " + rune_name(code));
        }
        emit(TokenKind::kOther);
        return true;
    }

    bool lex_space() {
        while (!at_end() && is_blank(peek()) && !at_trim_marker()) {
            ++position_;
        }
        if (position_ > start_) {
            emit(TokenKind::kSpace);
        }
        return true;
    }

    bool lex_quoted(char delimiter) {
        ++position_;
        for (; !at_end(); ++position_) {
            const char c = peek();
            if (c == delimiter) {
                ++position_;
                emit(delimiter == '"'   ? TokenKind::kString
                     : delimiter == '`' ? TokenKind::kRawString
                                        : TokenKind::kNumber);
                return true;
            }
            if (delimiter == '`') {
                continue;
            }
            if (c == '\\') {
                ++position_;
            }
            if (at_end() || peek() == '\n') {
                break;
            }
        }
        return fail(delimiter == '"'   ? "unterminated quoted string"
                    : delimiter == '`' ? "unterminated raw quoted string"
                                       : "unterminated character constant");
    }

    static bool is_word(char32_t rune) { return rune == U'_' || is_letter(rune) || is_digit(rune); }

    void skip_word() {
        while (!at_end()) {
            const manifest::Rune rune = manifest::first_rune(rest());
            if (!rune.valid || !is_word(rune.code)) {
                return;
            }
            position_ += rune.size;
        }
    }

    // Whether an operand may end here.
    [[nodiscard]] bool at_terminator() const {
        return at_end() || is_blank(peek()) ||
               std::string_view(".,|:)(").find(peek()) != std::string_view::npos ||
               rest().starts_with(kRightDelimiter);
    }

    bool bad_character() {
        const manifest::Rune rune = manifest::first_rune(rest());
        return fail("bad character " + rune_name(rune.valid ? rune.code : U'\ufffd'));
    }

    bool lex_name(TokenKind kind) {
        ++position_;
        if (at_terminator()) {
            emit(kind == TokenKind::kField ? TokenKind::kDot : kind);
            return true;
        }
        skip_word();
        if (!at_terminator()) {
            return bad_character();
        }
        emit(kind);
        return true;
    }

    bool lex_identifier() {
        skip_word();
        if (!at_terminator()) {
            return bad_character();
        }
        const std::string_view word = text_.substr(start_, position_ - start_);
        const auto* const keyword =
            std::ranges::find(kWords, word, &std::pair<std::string_view, TokenKind>::first);
        emit(keyword == kWords.end() ? TokenKind::kIdentifier : keyword->second);
        return true;
    }

    void skip_all(std::string_view set) {
        const std::size_t end = text_.find_first_not_of(set, position_);
        position_ = end == std::string_view::npos ? text_.size() : end;
    }
    bool skip_one(std::string_view set) {
        const bool there = !at_end() && set.find(peek()) != std::string_view::npos;
        position_ += there ? 1 : 0;
        return there;
    }

    // Takes what may be a number; whether it is one, the parser finds out.
    bool lex_number() {
        skip_one("+-");
        std::string_view digits = "0123456789_";
        std::string_view exponent = "eE";
        if (skip_one("0")) {
            if (skip_one("xX")) {
                digits = "0123456789abcdefABCDEF_";
                exponent = "pP";
            } else if (skip_one("oObB")) {
                exponent = "";
            }
        }
        skip_all(digits);
        if (skip_one(".")) {
            skip_all(digits);
        }
        if (!exponent.empty() && skip_one(exponent)) {
            skip_one("+-");
            skip_all("0123456789_");
        }
        skip_one("i");
        const manifest::Rune next = at_end() ? manifest::Rune{} : manifest::first_rune(rest());
        if ((next.valid && is_word(next.code)) || peek() == '+' || peek() == '-') {
            position_ += next.size;
            return fail("bad number syntax: " + quote(text_.substr(start_, position_ - start_)));
        }
        emit(TokenKind::kNumber);
        return true;
    }

    std::string_view text_;
    std::size_t position_ = 0;
    std::size_t start_ = 0;  // of the token that is being read
    int line_ = 1;           // where that token begins
    int parentheses_ = 0;
    bool failed_ = false;
    Tokens tokens_;
};

}  // namespace

Tokens tokenize(std::string_view text) {
    return Lexer(text).run();
}

std::string Tokens::name(const Token& token) const {
    constexpr std::size_t kLongest = 10;
    if (token.kind == TokenKind::kEnd) {
        return "EOF";
    }
    if (token.kind == TokenKind::kError) {
        return error;
    }
    if (token.kind >= TokenKind::kNil) {
        return "<" + std::string(token.text) + ">";
    }
    const std::u32string runes = runes_of(token.text);
    return runes.size() > kLongest
               ? quote(text_of(std::u32string_view(runes).substr(0, kLongest))) + "..."
               : quote(token.text);
}

}  // namespace sealer::tmpl
