// SPDX-License-Identifier: Apache-2.0
#include "common/template/parser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/base/text.h"
#include "common/template/lexer.h"
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

bool is_blank(const Nodes& nodes) {
    return std::ranges::all_of(nodes, [](const NodePtr& node) {
        return node->kind == NodeKind::kText && trim(node->text).empty();
    });
}

class Parser {
  public:
    Parser(std::string_view name, Tokens tokens,
           const std::function<bool(std::string_view)>& is_function, Budget& budget)
        : name_(name), tokens_(std::move(tokens)), is_function_(is_function), budget_(budget) {}

    Result<Trees> run() {
        Nodes root;
        while (peek().kind != Kind::kEnd) {
            if (peek().kind == Kind::kLeft && after_left() == Kind::kDefine) {
                TRY(parse_define());
                continue;
            }
            Ending ending = Ending::kNone;
            TRY(parse_statement(root, ending));
            if (ending != Ending::kNone) {
                return error("unexpected " + ending_text(ending));
            }
        }
        TRY(add_tree(std::string(name_), std::move(root)));
        return std::move(trees_);
    }

  private:
    // What ended a block.
    enum class Ending { kNone, kEnd, kElse };

    static std::string ending_text(Ending ending) {
        return ending == Ending::kEnd ? "{{end}}" : "{{else}}";
    }

    // Errors.

    tl::unexpected<Error> error(const std::string& message) {
        return fail(Code::kInvalid, "template: " + std::string(name_) + ":" +
                                        std::to_string(peek_line_) + ": " + message);
    }

    tl::unexpected<Error> unexpected(const Token& token, std::string_view context) {
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

    // Tokens.

    const Token& peek() {
        const Token& token = tokens_.list[next_];
        peek_line_ = token.line;
        return token;
    }
    const Token& take() {
        const Token& token = peek();
        if (next_ + 1 < tokens_.list.size()) {
            ++next_;
        }
        return token;
    }
    const Token& peek_word() {
        while (peek().kind == Kind::kSpace) {
            take();
        }
        return peek();
    }
    const Token& take_word() {
        peek_word();
        return take();
    }
    // The keyword, if any, behind a left delimiter that comes next.
    [[nodiscard]] Kind after_left() const {
        std::size_t index = next_ + 1;
        while (tokens_.list[index].kind == Kind::kSpace) {
            ++index;
        }
        return tokens_.list[index].kind;
    }
    Status expect_right(std::string_view context) {
        const Token& token = take_word();
        if (token.kind != Kind::kRight) {
            return unexpected(token, context);
        }
        return {};
    }

    Result<NodePtr> make(NodeKind kind, const Token& at) {
        TRY(budget_.memory(sizeof(Node)));
        auto node = std::make_unique<Node>();
        node->kind = kind;
        node->position = at.position;
        return node;
    }

    Status add_tree(std::string name, Nodes nodes) {
        const auto found = trees_.find(name);
        if (found == trees_.end() || is_blank(found->second)) {
            trees_[std::move(name)] = std::move(nodes);
        } else if (!is_blank(nodes)) {
            return error("template: multiple definition of template " + quote(name));
        }
        return {};
    }

    Result<std::string> take_name(std::string_view context) {
        const Token& token = take_word();
        if (token.kind != Kind::kString && token.kind != Kind::kRawString) {
            return unexpected(token, context);
        }
        auto name = unquote(token.text);
        if (!name) {
            return error(name.error().message);
        }
        return name;
    }

    // Statements.

    Status parse_define() {
        constexpr std::string_view kContext = "define clause";
        take();
        take_word();
        TRY_ASSIGN(std::string name, take_name(kContext));
        TRY(expect_right(kContext));
        const std::vector<std::string> outer = std::exchange(variables_, {"$"});
        const int outer_ranges = std::exchange(ranges_, 0);
        Nodes body;
        TRY(parse_whole_block(body, kContext));
        variables_ = outer;
        ranges_ = outer_ranges;
        return add_tree(std::move(name), std::move(body));
    }

    // A block that must end in {{end}}.
    Status parse_whole_block(Nodes& body, std::string_view context) {
        TRY_ASSIGN(const Ending ending, parse_block(body));
        if (ending != Ending::kEnd) {
            return error("unexpected " + ending_text(ending) + " in " + std::string(context));
        }
        return {};
    }

    Result<Ending> parse_block(Nodes& nodes) {
        const Budget::Level level = budget_.enter();
        TRY(budget_.depth_allowed());
        while (peek_word().kind != Kind::kEnd) {
            Ending ending = Ending::kNone;
            TRY(parse_statement(nodes, ending));
            if (ending != Ending::kNone) {
                return ending;
            }
        }
        return error("unexpected EOF");
    }

    Status parse_statement(Nodes& nodes, Ending& ending) {
        const Token& token = take_word();
        if (token.kind == Kind::kText) {
            TRY_ASSIGN(NodePtr node, make(NodeKind::kText, token));
            node->text = token.text;
            nodes.push_back(std::move(node));
            return {};
        }
        if (token.kind != Kind::kLeft) {
            return unexpected(token, "input");
        }
        action_line_ = token.line;
        TRY(parse_action(nodes, ending));
        action_line_ = 0;
        return {};
    }

    Status parse_action(Nodes& nodes, Ending& ending) {
        const Token& token = peek_word();
        if (token.kind <= Kind::kNil) {
            TRY_ASSIGN(NodePtr node, make(NodeKind::kAction, token));
            TRY(parse_pipeline_into(*node, "command"));
            nodes.push_back(std::move(node));
            return {};
        }
        take();
        switch (token.kind) {
            case Kind::kEndKeyword:
                ending = Ending::kEnd;
                return expect_right("end");
            case Kind::kElse:
                ending = Ending::kElse;
                // {{else if …}} leaves its keyword to whoever parses the block.
                return is_else_chain(peek_word().kind) ? Status() : expect_right("else");
            case Kind::kIf:
                return parse_control(nodes, NodeKind::kIf, token);
            case Kind::kWith:
                return parse_control(nodes, NodeKind::kWith, token);
            case Kind::kRange:
                return parse_control(nodes, NodeKind::kRange, token);
            case Kind::kTemplate:
                return parse_template(nodes);
            case Kind::kBlock:
                return parse_block_action(nodes);
            case Kind::kBreak:
                return parse_jump(nodes, NodeKind::kBreak, token);
            case Kind::kContinue:
                return parse_jump(nodes, NodeKind::kContinue, token);
            default:
                return unexpected(token, "command");
        }
    }

    static bool is_else_chain(Kind kind) { return kind == Kind::kIf || kind == Kind::kWith; }

    Status parse_jump(Nodes& nodes, NodeKind kind, const Token& token) {
        const std::string text = "{{" + std::string(token.text) + "}}";
        TRY(expect_right(text));
        if (ranges_ == 0) {
            return error(text + " outside {{range}}");
        }
        TRY_ASSIGN(NodePtr node, make(kind, token));
        nodes.push_back(std::move(node));
        return {};
    }

    Status parse_control(Nodes& nodes, NodeKind kind, const Token& keyword) {
        const std::size_t variables = variables_.size();
        TRY_ASSIGN(NodePtr node, make(kind, peek_word()));
        TRY(parse_pipeline_into(*node, keyword.text));
        const bool is_range = kind == NodeKind::kRange;
        ranges_ += is_range ? 1 : 0;
        TRY_ASSIGN(Ending ending, parse_block(node->body));
        ranges_ -= is_range ? 1 : 0;
        if (ending == Ending::kElse) {
            node->has_else = true;
            TRY(parse_else(*node));
        }
        variables_.resize(variables);
        nodes.push_back(std::move(node));
        return {};
    }

    Status parse_else(Node& node) {
        const Token& next = peek_word();
        const bool chains = (next.kind == Kind::kIf && node.kind == NodeKind::kIf) ||
                            (next.kind == Kind::kWith && node.kind == NodeKind::kWith);
        if (chains) {
            const Budget::Level level = budget_.enter();
            TRY(budget_.depth_allowed());
            take();
            return parse_control(node.else_body, node.kind, next);
        }
        if (is_else_chain(next.kind)) {
            return unexpected(next, "input");
        }
        TRY_ASSIGN(const Ending ending, parse_block(node.else_body));
        if (ending != Ending::kEnd) {
            return error("expected end; found " + ending_text(ending));
        }
        return {};
    }

    Status parse_template(Nodes& nodes) {
        constexpr std::string_view kContext = "template clause";
        TRY_ASSIGN(NodePtr node, make(NodeKind::kTemplate, peek_word()));
        TRY_ASSIGN(node->name, take_name(kContext));
        if (peek_word().kind == Kind::kRight) {
            take();
        } else {
            TRY(parse_pipeline_into(*node, kContext));
        }
        nodes.push_back(std::move(node));
        return {};
    }

    Status parse_block_action(Nodes& nodes) {
        constexpr std::string_view kContext = "block clause";
        TRY_ASSIGN(NodePtr node, make(NodeKind::kTemplate, peek_word()));
        TRY_ASSIGN(node->name, take_name(kContext));
        TRY(parse_pipeline_into(*node, kContext));
        const std::vector<std::string> outer = std::exchange(variables_, {"$"});
        const int outer_ranges = std::exchange(ranges_, 0);
        Nodes body;
        TRY(parse_whole_block(body, kContext));
        variables_ = outer;
        ranges_ = outer_ranges;
        TRY(add_tree(node->name, std::move(body)));
        nodes.push_back(std::move(node));
        return {};
    }

    // Pipelines.

    Status parse_pipeline_into(Node& parent, std::string_view context) {
        TRY_ASSIGN(NodePtr pipeline, parse_pipeline(context, Kind::kRight));
        parent.children.push_back(std::move(pipeline));
        return {};
    }

    Result<NodePtr> parse_pipeline(std::string_view context, Kind end) {
        const Budget::Level level = budget_.enter();
        TRY(budget_.depth_allowed());
        TRY_ASSIGN(NodePtr pipeline, make(NodeKind::kPipeline, peek_word()));
        TRY(parse_declarations(*pipeline, context));
        for (;;) {
            const Token& token = peek_word();
            if (token.kind == end) {
                take();
                break;
            }
            if (!starts_operand(token.kind)) {
                take();
                return unexpected(token, context);
            }
            TRY_ASSIGN(NodePtr command, parse_command());
            pipeline->children.push_back(std::move(command));
        }
        TRY(check_pipeline(*pipeline, context));
        return pipeline;
    }

    Status check_pipeline(const Node& pipeline, std::string_view context) {
        if (pipeline.children.empty()) {
            return error("missing value for " + std::string(context));
        }
        for (std::size_t stage = 1; stage < pipeline.children.size(); ++stage) {
            const NodeKind kind = pipeline.children[stage]->children.front()->kind;
            if (kind == NodeKind::kConstant || kind == NodeKind::kDot || kind == NodeKind::kNil) {
                return error("non executable command in pipeline stage " +
                             std::to_string(stage + 1));
            }
        }
        return {};
    }

    Status parse_declarations(Node& pipeline, std::string_view context) {
        while (peek_word().kind == Kind::kVariable) {
            const std::size_t start = next_;
            const std::string variable(take().text);
            const Kind next = peek_word().kind;
            if (next != Kind::kAssign && next != Kind::kDeclare && next != Kind::kComma) {
                next_ = start;
                return {};
            }
            take();
            pipeline.declared.push_back(variable);
            variables_.push_back(variable);
            if (next != Kind::kComma) {
                pipeline.assigns = next == Kind::kAssign;
                return {};
            }
            if (context != "range" || pipeline.declared.size() >= 2) {
                return error("too many declarations in " + std::string(context));
            }
            const Kind second = peek_word().kind;
            if (second != Kind::kVariable && second != Kind::kRight && second != Kind::kClose) {
                return error("range can only initialize variables");
            }
        }
        return {};
    }

    Result<NodePtr> parse_command() {
        TRY_ASSIGN(NodePtr command, make(NodeKind::kCommand, peek_word()));
        for (;;) {
            peek_word();
            TRY_ASSIGN(NodePtr operand, parse_operand());
            if (operand != nullptr) {
                command->children.push_back(std::move(operand));
            }
            const Token& token = peek();
            if (token.kind == Kind::kSpace) {
                take();
                continue;
            }
            if (token.kind == Kind::kPipe) {
                take();
            } else if (token.kind != Kind::kRight && token.kind != Kind::kClose) {
                take();
                return unexpected(token, "operand");
            }
            break;
        }
        if (command->children.empty()) {
            return error("empty command");
        }
        return command;
    }

    // Null where no operand comes next.
    Result<NodePtr> parse_operand() {
        TRY_ASSIGN(NodePtr node, parse_term());
        if (node == nullptr || peek().kind != Kind::kField) {
            return node;
        }
        const NodeKind kind = node->kind;
        if (kind == NodeKind::kConstant || kind == NodeKind::kNil || kind == NodeKind::kDot) {
            return error("unexpected . after term " + quote(node_text(*node)));
        }
        if (kind != NodeKind::kField && kind != NodeKind::kVariable) {
            TRY_ASSIGN(NodePtr chain, make(NodeKind::kChain, peek()));
            chain->children.push_back(std::move(node));
            node = std::move(chain);
        }
        node->position = peek().position;
        while (peek().kind == Kind::kField) {
            node->fields.emplace_back(take().text.substr(1));
        }
        return node;
    }

    Result<NodePtr> parse_term() {
        const Token& token = peek_word();
        if (!starts_operand(token.kind)) {
            return NodePtr();
        }
        take();
        if (token.kind == Kind::kOpen) {
            return parse_pipeline("parenthesized pipeline", Kind::kClose);
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
                    return error("function " + quote(token.text) + " not defined");
                }
                break;
            case NodeKind::kVariable:
                TRY(budget_.step(variables_.size()));
                if (std::ranges::find(variables_, token.text) == variables_.end()) {
                    return error("undefined variable " + quote(token.text));
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

    Status set_constant(Node& node, const Token& token) {
        if (token.kind == Kind::kBool) {
            node.constant = Value::boolean(token.text == "true").constant();
            return {};
        }
        if (token.kind == Kind::kNumber) {
            auto number = parse_number(token.text);
            if (!number) {
                return error(number.error().message);
            }
            node.number = *number;
            node.constant = (number->float_is_meant ? Value::number(number->number)
                                                    : Value::integer(number->integer))
                                .constant();
            return {};
        }
        auto text = unquote(token.text);
        if (!text) {
            return error(text.error().message);
        }
        TRY(budget_.memory(text->size()));
        node.name = *std::move(text);
        node.constant = Value::text(node.name).constant();
        return {};
    }

    std::string_view name_;
    Tokens tokens_;
    const std::function<bool(std::string_view)>& is_function_;
    Budget& budget_;
    Trees trees_;
    std::size_t next_ = 0;
    int peek_line_ = 1;    // of the token looked at last, which errors name
    int action_line_ = 0;  // where the current action began
    int ranges_ = 0;       // around the current statement
    std::vector<std::string> variables_ = {"$"};
};

}  // namespace

Result<Trees> parse(std::string_view name, std::string_view text,
                    const std::function<bool(std::string_view)>& is_function, Budget& budget) {
    Tokens tokens = tokenize(text);
    TRY(budget.memory(tokens.list.size() * sizeof(Token)));
    return Parser(name, std::move(tokens), is_function, budget).run();
}

}  // namespace sealer::tmpl
