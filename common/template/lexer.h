// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sealer::tmpl {

enum class TokenKind {
    kError,  // see Tokens::error; the last token
    kEnd,    // of the template; the last token
    kText,
    kLeft,   // {{
    kRight,  // }}
    kSpace,
    kAssign,   // =
    kDeclare,  // :=
    kPipe,
    kComma,
    kOther,  // a character that no rule knows
    kOpen,   // (
    kClose,  // )
    kString,
    kRawString,
    kNumber,  // and character constants
    kBool,
    kIdentifier,
    kField,     // .name
    kVariable,  // $name
    kDot,
    kNil,
    // Keywords.
    kBlock,
    kBreak,
    kContinue,
    kDefine,
    kElse,
    kEndKeyword,
    kIf,
    kRange,
    kTemplate,
    kWith,
};

struct Token {
    TokenKind kind = TokenKind::kEnd;
    int line = 1;
    std::string_view text;  // of the template
    std::size_t position = 0;
};

struct Tokens {
    std::vector<Token> list;  // ends in kEnd or kError
    std::string error;        // what is wrong, in Go's words

    // As Go prints a token in an error: "\"foo\"", "<range>", "EOF".
    [[nodiscard]] std::string name(const Token& token) const;
};

// The tokens of a template, comments and trimmed white space left out.
[[nodiscard]] Tokens tokenize(std::string_view text);

}  // namespace sealer::tmpl
