// SPDX-License-Identifier: Apache-2.0
#include "common/template/parser.h"

#include <algorithm>
#include <utility>

#include "common/base/text.h"
#include "common/template/lexer.h"
#include "common/template/literal.h"
#include "common/template/pipeline_parser.h"

namespace sealer::tmpl {
namespace {

using Kind = TokenKind;

bool are_blank(const Nodes& nodes) {
    return std::ranges::all_of(nodes, [](const NodePtr& node) {
        return node->kind == NodeKind::kText && trim(node->text).empty();
    });
}

class Parser {
  public:
    Parser(std::string_view name, Tokens tokens,
           const std::function<bool(std::string_view)>& is_function, Budget& budget)
        : name_(name),
          tokens_(name, std::move(tokens)),
          pipelines_(tokens_, is_function, budget),
          budget_(budget) {}

    Result<Trees> run() {
        Nodes root;
        while (tokens_.peek().kind != Kind::kEnd) {
            TRY(parse_next(root));
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

    Status add_tree(std::string name, Nodes nodes) {
        const auto found = trees_.find(name);
        if (found == trees_.end() || are_blank(found->second)) {
            trees_[std::move(name)] = std::move(nodes);
        } else if (!are_blank(nodes)) {
            return tokens_.error("template: multiple definition of template " + quote(name));
        }
        return {};
    }

    Result<std::string> take_name(std::string_view context) {
        const Token& token = tokens_.take_word();
        if (token.kind != Kind::kString && token.kind != Kind::kRawString) {
            return tokens_.unexpected(token, context);
        }
        auto name = unquote(token.text);
        if (!name) {
            return tokens_.error(name.error().message);
        }
        return name;
    }

    // Statements.

    // Outside of all blocks, where alone templates are defined.
    Status parse_next(Nodes& root) {
        if (tokens_.peek().kind == Kind::kLeft && tokens_.after_left() == Kind::kDefine) {
            return parse_define();
        }
        Ending ending = Ending::kNone;
        TRY(parse_statement(root, ending));
        return ending == Ending::kNone ? Status()
                                       : tokens_.error("unexpected " + ending_text(ending));
    }

    Status parse_define() {
        constexpr std::string_view kContext = "define clause";
        tokens_.take();
        tokens_.take_word();
        TRY_ASSIGN(std::string name, take_name(kContext));
        TRY(tokens_.expect_right(kContext));
        return parse_tree(std::move(name), kContext);
    }

    // The body of a template of its own, up to its {{end}}: it sees no variables and no loops of
    // what stands around it.
    Status parse_tree(std::string name, std::string_view context) {
        const std::vector<std::string> outer = std::exchange(pipelines_.variables(), {"$"});
        const int outer_ranges = std::exchange(ranges_, 0);
        Nodes body;
        TRY_ASSIGN(const Ending ending, parse_block(body));
        if (ending != Ending::kEnd) {
            return tokens_.error("unexpected " + ending_text(ending) + " in " +
                                 std::string(context));
        }
        pipelines_.variables() = outer;
        ranges_ = outer_ranges;
        return add_tree(std::move(name), std::move(body));
    }

    Result<Ending> parse_block(Nodes& nodes) {
        const Budget::Level level = budget_.enter();
        TRY(budget_.depth_allowed());
        while (tokens_.peek_word().kind != Kind::kEnd) {
            Ending ending = Ending::kNone;
            TRY(parse_statement(nodes, ending));
            if (ending != Ending::kNone) {
                return ending;
            }
        }
        return tokens_.error("unexpected EOF");
    }

    Status parse_statement(Nodes& nodes, Ending& ending) {
        const Token& token = tokens_.take_word();
        if (token.kind == Kind::kText) {
            TRY_ASSIGN(NodePtr node, pipelines_.make(NodeKind::kText, token));
            node->text = token.text;
            nodes.push_back(std::move(node));
            return {};
        }
        if (token.kind != Kind::kLeft) {
            return tokens_.unexpected(token, "input");
        }
        tokens_.set_action_line(token.line);
        TRY(parse_action(nodes, ending));
        tokens_.set_action_line(0);
        return {};
    }

    Status parse_action(Nodes& nodes, Ending& ending) {
        const Token& token = tokens_.peek_word();
        if (token.kind <= Kind::kNil) {
            TRY_ASSIGN(NodePtr node, pipelines_.make(NodeKind::kAction, token));
            TRY(parse_pipeline_into(*node, "command"));
            nodes.push_back(std::move(node));
            return {};
        }
        tokens_.take();
        switch (token.kind) {
            case Kind::kEndKeyword:
                ending = Ending::kEnd;
                return tokens_.expect_right("end");
            case Kind::kElse:
                ending = Ending::kElse;
                // {{else if …}} leaves its keyword to whoever parses the block.
                return is_else_chain(tokens_.peek_word().kind) ? Status()
                                                               : tokens_.expect_right("else");
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
                return tokens_.unexpected(token, "command");
        }
    }

    static bool is_else_chain(Kind kind) { return kind == Kind::kIf || kind == Kind::kWith; }

    Status parse_jump(Nodes& nodes, NodeKind kind, const Token& token) {
        const std::string text = "{{" + std::string(token.text) + "}}";
        TRY(tokens_.expect_right(text));
        if (ranges_ == 0) {
            return tokens_.error(text + " outside {{range}}");
        }
        TRY_ASSIGN(NodePtr node, pipelines_.make(kind, token));
        nodes.push_back(std::move(node));
        return {};
    }

    Status parse_control(Nodes& nodes, NodeKind kind, const Token& keyword) {
        const std::size_t variables = pipelines_.variables().size();
        TRY_ASSIGN(NodePtr node, pipelines_.make(kind, tokens_.peek_word()));
        TRY(parse_pipeline_into(*node, keyword.text));
        const bool is_range = kind == NodeKind::kRange;
        ranges_ += is_range ? 1 : 0;
        TRY_ASSIGN(Ending ending, parse_block(node->body));
        ranges_ -= is_range ? 1 : 0;
        if (ending == Ending::kElse) {
            node->has_else = true;
            TRY(parse_else(*node));
        }
        pipelines_.variables().resize(variables);
        nodes.push_back(std::move(node));
        return {};
    }

    Status parse_else(Node& node) {
        const Token& next = tokens_.peek_word();
        const bool chains = (next.kind == Kind::kIf && node.kind == NodeKind::kIf) ||
                            (next.kind == Kind::kWith && node.kind == NodeKind::kWith);
        if (chains) {
            const Budget::Level level = budget_.enter();
            TRY(budget_.depth_allowed());
            tokens_.take();
            return parse_control(node.else_body, node.kind, next);
        }
        if (is_else_chain(next.kind)) {
            return tokens_.unexpected(next, "input");
        }
        TRY_ASSIGN(const Ending ending, parse_block(node.else_body));
        if (ending != Ending::kEnd) {
            return tokens_.error("expected end; found " + ending_text(ending));
        }
        return {};
    }

    Status parse_template(Nodes& nodes) {
        constexpr std::string_view kContext = "template clause";
        TRY_ASSIGN(NodePtr node, pipelines_.make(NodeKind::kTemplate, tokens_.peek_word()));
        TRY_ASSIGN(node->name, take_name(kContext));
        if (tokens_.peek_word().kind == Kind::kRight) {
            tokens_.take();
        } else {
            TRY(parse_pipeline_into(*node, kContext));
        }
        nodes.push_back(std::move(node));
        return {};
    }

    Status parse_block_action(Nodes& nodes) {
        constexpr std::string_view kContext = "block clause";
        TRY_ASSIGN(NodePtr node, pipelines_.make(NodeKind::kTemplate, tokens_.peek_word()));
        TRY_ASSIGN(node->name, take_name(kContext));
        TRY(parse_pipeline_into(*node, kContext));
        TRY(parse_tree(node->name, kContext));
        nodes.push_back(std::move(node));
        return {};
    }

    Status parse_pipeline_into(Node& parent, std::string_view context) {
        TRY_ASSIGN(NodePtr pipeline, pipelines_.parse(context, Kind::kRight));
        parent.children.push_back(std::move(pipeline));
        return {};
    }

    std::string_view name_;
    TokenReader tokens_;
    PipelineParser pipelines_;
    Budget& budget_;
    Trees trees_;
    int ranges_ = 0;  // around the current statement
};

}  // namespace

Result<Trees> parse(std::string_view name, std::string_view text,
                    const std::function<bool(std::string_view)>& is_function, Budget& budget) {
    Tokens tokens = tokenize(text);
    TRY(budget.memory(tokens.list.size() * sizeof(Token)));
    return Parser(name, std::move(tokens), is_function, budget).run();
}

}  // namespace sealer::tmpl
