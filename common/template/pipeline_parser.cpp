// SPDX-License-Identifier: Apache-2.0
#include "common/template/pipeline_parser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/template/literal.h"

namespace sealer::tmpl {
namespace {

using Kind = TokenKind;

bool starts_operand(Kind kind) {
    constexpr std::array<Kind, 10> kStarts = {
        Kind::kBool, Kind::kNumber,    Kind::kDot,    Kind::kField,    Kind::kIdentifier,
        Kind::kNil,  Kind::kRawString, Kind::kString, Kind::kVariable, Kind::kOpen};
    return std::ranges::find(kStarts, kind) != kStarts.end();
}

}  // namespace

tl::unexpected<Error> TokenReader::error(const std::string& message) const {
    return fail(Code::kInvalid,
                "template: " + std::string(name_) + ":" + std::to_string(line_) + ": " + message);
}

tl::unexpected<Error> TokenReader::unexpected(const Token& token, std::string_view context) const {
    if (token.kind != Kind::kError) {
        return error("unexpected " + tokens_.name(token) + " in " + std::string(context));
    }
    std::string extra;
    if (action_line_ != 0 && action_line_ != token.line) {
        extra = std::string(tokens_.error.ends_with(" action") ? "" : " in action") +
                " started at " + std::string(name_) + ":" + std::to_string(action_line_);
    }
    return error(tokens_.error + extra);
}

const Token& TokenReader::peek() {
    const Token& token = tokens_.list[next_];
    line_ = token.line;
    return token;
}

const Token& TokenReader::take() {
    const Token& token = peek();
    if (next_ + 1 < tokens_.list.size()) {
        ++next_;
    }
    return token;
}

const Token& TokenReader::peek_word() {
    while (peek().kind == Kind::kSpace) {
        take();
    }
    return peek();
}

const Token& TokenReader::take_word() {
    peek_word();
    return take();
}

Kind TokenReader::after_left() const {
    std::size_t index = next_ + 1;
    while (tokens_.list[index].kind == Kind::kSpace) {
        ++index;
    }
    return tokens_.list[index].kind;
}

Status TokenReader::expect_right(std::string_view context) {
    const Token& token = take_word();
    if (token.kind != Kind::kRight) {
        return unexpected(token, context);
    }
    return {};
}

Result<NodePtr> PipelineParser::make(NodeKind kind, const Token& at) {
    TRY(budget_.memory(sizeof(Node)));
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->position = at.position;
    return node;
}

Result<NodePtr> PipelineParser::parse(std::string_view context, Kind end) {
    const Budget::Level level = budget_.enter();
    TRY(budget_.depth_allowed());
    TRY_ASSIGN(NodePtr pipeline, make(NodeKind::kPipeline, tokens_.peek_word()));
    TRY(parse_declarations(*pipeline, context));
    for (;;) {
        const Token& token = tokens_.peek_word();
        if (token.kind == end) {
            tokens_.take();
            break;
        }
        if (!starts_operand(token.kind)) {
            tokens_.take();
            return tokens_.unexpected(token, context);
        }
        TRY_ASSIGN(NodePtr command, parse_command());
        pipeline->children.push_back(std::move(command));
    }
    TRY(check(*pipeline, context));
    return pipeline;
}

Status PipelineParser::check(const Node& pipeline, std::string_view context) {
    if (pipeline.children.empty()) {
        return tokens_.error("missing value for " + std::string(context));
    }
    for (std::size_t stage = 1; stage < pipeline.children.size(); ++stage) {
        const NodeKind kind = pipeline.children[stage]->children.front()->kind;
        if (kind == NodeKind::kConstant || kind == NodeKind::kDot || kind == NodeKind::kNil) {
            return tokens_.error("non executable command in pipeline stage " +
                                 std::to_string(stage + 1));
        }
    }
    return {};
}

Status PipelineParser::parse_declarations(Node& pipeline, std::string_view context) {
    while (tokens_.peek_word().kind == Kind::kVariable) {
        const std::size_t start = tokens_.mark();
        const std::string variable(tokens_.take().text);
        const Kind next = tokens_.peek_word().kind;
        if (next != Kind::kAssign && next != Kind::kDeclare && next != Kind::kComma) {
            tokens_.back_to(start);
            return {};
        }
        tokens_.take();
        pipeline.declared.push_back(variable);
        variables_.push_back(variable);
        if (next != Kind::kComma) {
            pipeline.assigns = next == Kind::kAssign;
            return {};
        }
        if (context != "range" || pipeline.declared.size() >= 2) {
            return tokens_.error("too many declarations in " + std::string(context));
        }
        const Kind second = tokens_.peek_word().kind;
        if (second != Kind::kVariable && second != Kind::kRight && second != Kind::kClose) {
            return tokens_.error("range can only initialize variables");
        }
    }
    return {};
}

Result<NodePtr> PipelineParser::parse_command() {
    TRY_ASSIGN(NodePtr command, make(NodeKind::kCommand, tokens_.peek_word()));
    for (;;) {
        tokens_.peek_word();
        TRY_ASSIGN(NodePtr operand, parse_operand());
        if (operand != nullptr) {
            command->children.push_back(std::move(operand));
        }
        const Token& token = tokens_.peek();
        if (token.kind == Kind::kSpace) {
            tokens_.take();
            continue;
        }
        if (token.kind == Kind::kPipe) {
            tokens_.take();
        } else if (token.kind != Kind::kRight && token.kind != Kind::kClose) {
            tokens_.take();
            return tokens_.unexpected(token, "operand");
        }
        break;
    }
    if (command->children.empty()) {
        return tokens_.error("empty command");
    }
    return command;
}

// Null where no operand comes next.
Result<NodePtr> PipelineParser::parse_operand() {
    TRY_ASSIGN(NodePtr node, parse_term());
    if (node == nullptr || tokens_.peek().kind != Kind::kField) {
        return node;
    }
    const NodeKind kind = node->kind;
    if (kind == NodeKind::kConstant || kind == NodeKind::kNil || kind == NodeKind::kDot) {
        return tokens_.error("unexpected . after term " + quote(node_text(*node)));
    }
    if (kind != NodeKind::kField && kind != NodeKind::kVariable) {
        TRY_ASSIGN(NodePtr chain, make(NodeKind::kChain, tokens_.peek()));
        chain->children.push_back(std::move(node));
        node = std::move(chain);
    }
    node->position = tokens_.peek().position;
    while (tokens_.peek().kind == Kind::kField) {
        node->fields.emplace_back(tokens_.take().text.substr(1));
    }
    return node;
}

Result<NodePtr> PipelineParser::parse_term() {
    const Token& token = tokens_.peek_word();
    if (!starts_operand(token.kind)) {
        return NodePtr();
    }
    tokens_.take();
    if (token.kind == Kind::kOpen) {
        return parse("parenthesized pipeline", Kind::kClose);
    }
    constexpr std::array<std::pair<Kind, NodeKind>, 5> kKinds = {
        {{Kind::kIdentifier, NodeKind::kIdentifier},
         {Kind::kDot, NodeKind::kDot},
         {Kind::kNil, NodeKind::kNil},
         {Kind::kVariable, NodeKind::kVariable},
         {Kind::kField, NodeKind::kField}}};
    const auto* const found =
        std::ranges::find(kKinds, token.kind, &std::pair<Kind, NodeKind>::first);
    TRY_ASSIGN(NodePtr node,
               make(found == kKinds.end() ? NodeKind::kConstant : found->second, token));
    node->text = token.text;
    switch (node->kind) {
        case NodeKind::kIdentifier:
            if (!is_function_(token.text)) {
                return tokens_.error("function " + quote(token.text) + " not defined");
            }
            break;
        case NodeKind::kVariable:
            TRY(budget_.step(variables_.size()));
            if (std::ranges::find(variables_, token.text) == variables_.end()) {
                return tokens_.error("undefined variable " + quote(token.text));
            }
            node->fields.emplace_back(token.text);
            break;
        case NodeKind::kField:
            node->fields.emplace_back(token.text.substr(1));
            break;
        case NodeKind::kConstant:
            TRY(set_constant(*node, token));
            break;
        default:
            break;
    }
    return node;
}

Status PipelineParser::set_constant(Node& node, const Token& token) {
    if (token.kind == Kind::kBool) {
        node.constant = Value::boolean(token.text == "true").constant();
        return {};
    }
    if (token.kind == Kind::kNumber) {
        auto number = parse_number(token.text);
        if (!number) {
            return tokens_.error(number.error().message);
        }
        node.number = *number;
        node.constant = (number->float_is_meant ? Value::number(number->number)
                                                : Value::integer(number->integer))
                            .constant();
        return {};
    }
    auto text = unquote(token.text);
    if (!text) {
        return tokens_.error(text.error().message);
    }
    TRY(budget_.memory(text->size()));
    node.name = *std::move(text);
    node.constant = Value::text(node.name).constant();
    return {};
}

}  // namespace sealer::tmpl
