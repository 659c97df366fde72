// SPDX-License-Identifier: Apache-2.0
// The two layers below the parser of statements: tokens one by one, with errors that name their
// line, and pipelines.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/template/lexer.h"
#include "common/template/node.h"
#include "common/template/template.h"

namespace sealer::tmpl {

class TokenReader {
  public:
    // `name` is the template's, for errors.
    TokenReader(std::string_view name, Tokens tokens) : name_(name), tokens_(std::move(tokens)) {}

    // kInvalid: `message`, placed in the line of the token looked at last.
    [[nodiscard]] tl::unexpected<Error> error(const std::string& message) const;
    // The same of a token that must not stand there.
    [[nodiscard]] tl::unexpected<Error> unexpected(const Token& token,
                                                   std::string_view context) const;

    // The next token; take() goes on to the one after, but never beyond the last.
    const Token& peek();
    const Token& take();
    // The same without blanks in front.
    const Token& peek_word();
    const Token& take_word();
    // What follows a left delimiter that comes next.
    [[nodiscard]] TokenKind after_left() const;
    [[nodiscard]] Status expect_right(std::string_view context);

    // A place to come back to.
    [[nodiscard]] std::size_t mark() const { return next_; }
    void back_to(std::size_t mark) { next_ = mark; }

    // Where the current action began, which errors of the lexer add; 0 outside of actions.
    void set_action_line(int line) { action_line_ = line; }

  private:
    std::string_view name_;
    Tokens tokens_;
    std::size_t next_ = 0;
    int line_ = 1;
    int action_line_ = 0;
};

class PipelineParser {
  public:
    using IsFunction = std::function<bool(std::string_view)>;

    // All stay the caller's.
    PipelineParser(TokenReader& tokens, const IsFunction& is_function, Budget& budget)
        : tokens_(tokens), is_function_(is_function), budget_(budget) {}

    // Up to and with the token `end`; `context` is what errors call the place.
    [[nodiscard]] Result<NodePtr> parse(std::string_view context, TokenKind end);

    // An empty node, paid for.
    [[nodiscard]] Result<NodePtr> make(NodeKind kind, const Token& at);

    // The variables that are known here, innermost last.
    std::vector<std::string>& variables() { return variables_; }

  private:
    [[nodiscard]] Status check(const Node& pipeline, std::string_view context);
    [[nodiscard]] Status parse_declarations(Node& pipeline, std::string_view context);
    [[nodiscard]] Result<NodePtr> parse_command();
    [[nodiscard]] Result<NodePtr> parse_operand();
    [[nodiscard]] Result<NodePtr> parse_term();
    [[nodiscard]] Status set_constant(Node& node, const Token& token);

    TokenReader& tokens_;
    const IsFunction& is_function_;
    Budget& budget_;
    std::vector<std::string> variables_ = {"$"};
};

}  // namespace sealer::tmpl
