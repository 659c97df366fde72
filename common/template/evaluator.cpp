// SPDX-License-Identifier: Apache-2.0
#include "common/template/evaluator.h"

#include <algorithm>
#include <utility>

#include "common/template/literal.h"
#include "common/template/print.h"

namespace sealer::tmpl {
namespace {

// What a node is called in an error, which must not carry a whole template.
std::string name_of(const Node& node) {
    constexpr std::size_t kLongest = 400;
    std::string text = node_text(node);
    if (text.size() > kLongest) {
        text = text_of(std::u32string_view(runes_of(text)).substr(0, kLongest)) + "...";
    }
    return text;
}

}  // namespace

Evaluator::Evaluator(std::string_view name, std::string_view text, const Trees& trees, Arena& arena,
                     Budget& budget)
    : name_(name), text_(text), trees_(trees), arena_(arena), budget_(budget), template_(name) {}

Result<crypto::SecretBytes> Evaluator::run(const Value& dot) {
    variables_ = {{"$", dot}};
    TRY(walk(dot, trees_.find(name_)->second));
    return std::move(output_);
}

tl::unexpected<Error> Evaluator::error(const std::string& message) const {
    const std::string_view before = text_.substr(0, at_ == nullptr ? 0 : at_->position);
    const std::size_t newline = before.rfind('\n');
    const std::size_t column =
        newline == std::string_view::npos ? before.size() : before.size() - newline - 1;
    const auto line = 1 + std::ranges::count(before, '\n');
    return fail(Code::kInvalid, "template: " + std::string(name_) + ":" + std::to_string(line) +
                                    ":" + std::to_string(column) + ": executing " +
                                    quote(template_) + " at <" +
                                    (at_ == nullptr ? "" : name_of(*at_)) + ">: " + message);
}

Status Evaluator::placed(const Status& status) const {
    return status ? Status() : error(status.error().message);
}

Result<Evaluator::Flow> Evaluator::walk(const Value& dot, const Nodes& nodes) {
    const Budget::Level level = budget_.enter();
    TRY(placed(budget_.depth_allowed()));
    for (const NodePtr& node : nodes) {
        TRY_ASSIGN(const Flow flow, walk(dot, *node));
        if (flow != Flow::kOn) {
            return flow;
        }
    }
    return Flow::kOn;
}

Result<Evaluator::Flow> Evaluator::walk(const Value& dot, const Node& node) {
    at_ = &node;
    TRY(placed(budget_.step()));
    switch (node.kind) {
        case NodeKind::kText:
            TRY(write(node.text));
            return Flow::kOn;
        case NodeKind::kIf:
        case NodeKind::kWith:
            return walk_branch(dot, node);
        case NodeKind::kRange:
            return walk_range(dot, node);
        case NodeKind::kTemplate:
            TRY(walk_template(dot, node));
            return Flow::kOn;
        case NodeKind::kBreak:
            return Flow::kBreak;
        case NodeKind::kContinue:
            return Flow::kContinue;
        default:
            break;
    }
    const Node& action = *node.children.front();
    TRY_ASSIGN(const Value value, pipeline(dot, action));
    if (action.declared.empty()) {
        at_ = &node;
        TRY(write_value(value));
    }
    return Flow::kOn;
}

Result<Evaluator::Flow> Evaluator::walk_branch(const Value& dot, const Node& node) {
    const std::size_t variables = variables_.size();
    TRY_ASSIGN(const Value value, pipeline(dot, *node.children.front()));
    Flow flow = Flow::kOn;
    if (is_true(value)) {
        TRY_ASSIGN(flow, walk(node.kind == NodeKind::kWith ? value : dot, node.body));
    } else {
        TRY_ASSIGN(flow, walk(dot, node.else_body));
    }
    variables_.resize(variables);
    return flow;
}

Status Evaluator::add_entry(const Value& key, const Value& element, Entries& entries) {
    TRY(placed(budget_.step()));
    TRY(placed(budget_.memory(sizeof(entries.front()))));
    entries.emplace_back(key, element);
    return {};
}

Result<Evaluator::Entries> Evaluator::count_to(const Value& end, const Node& range) {
    if (range.children.front()->declared.size() > 1) {
        return error("can't use " + shown(end) + " to iterate over more than one variable");
    }
    Entries entries;
    for (std::int64_t i = 0; i < end.as_integer(); ++i) {
        TRY(add_entry(Value::integer(i), Value::integer(i, end.type()), entries));
    }
    return entries;
}

// What a range goes through, as it is before the first round.
Result<Evaluator::Entries> Evaluator::entries(const Value& value, const Node& range) {
    if (value.is_integer()) {
        return count_to(value, range);
    }
    if (!value.is_list() && !value.is_dict() && !value.is_nil()) {
        return error("range can't iterate over " + shown(value));
    }
    Entries entries;
    for (const Value& element : value.is_list() ? value.as_list() : List()) {
        TRY(add_entry(Value::integer(static_cast<std::int64_t>(entries.size())), element, entries));
    }
    for (const auto& [key, element] : value.is_dict() ? value.as_dict() : Dict()) {
        TRY(add_entry(Value::text(key), element, entries));
    }
    return entries;
}

Result<Evaluator::Flow> Evaluator::walk_range(const Value& dot, const Node& node) {
    const std::size_t variables = variables_.size();
    TRY_ASSIGN(const Value value, pipeline(dot, *node.children.front()));
    TRY_ASSIGN(const auto all, entries(value, node));
    Flow flow = Flow::kOn;
    if (all.empty()) {
        TRY_ASSIGN(flow, walk(dot, node.else_body));
    }
    for (const auto& [key, element] : all) {
        TRY_ASSIGN(const Flow round, walk_body(node, key, element));
        if (round == Flow::kBreak) {
            break;
        }
    }
    variables_.resize(variables);
    return flow;
}

Result<Evaluator::Flow> Evaluator::walk_body(const Node& range, const Value& key,
                                             const Value& element) {
    const std::size_t declared = range.children.front()->declared.size();
    const std::size_t variables = variables_.size();
    // $key, $element := … were pushed in that order; one alone is the element.
    if (declared > 0) {
        variables_[variables - 1].value = element;
    }
    if (declared > 1) {
        variables_[variables - 2].value = key;
    }
    TRY_ASSIGN(const Flow flow, walk(element, range.body));
    variables_.resize(variables);
    return flow;
}

Status Evaluator::walk_template(const Value& dot, const Node& node) {
    const auto found = trees_.find(node.name);
    if (found == trees_.end()) {
        return error("template " + quote(node.name) + " not defined");
    }
    Value argument;
    if (!node.children.empty()) {
        TRY_ASSIGN(argument, pipeline(dot, *node.children.front()));
    }
    const std::string_view caller = std::exchange(template_, found->first);
    std::vector<Variable> variables = std::exchange(variables_, {{"$", argument}});
    TRY(walk(argument, found->second));
    variables_ = std::move(variables);
    template_ = caller;
    return {};
}

Status Evaluator::write(std::string_view text) {
    TRY(placed(budget_.output(text.size())));
    output_.append(text);
    return {};
}

Status Evaluator::write_value(const Value& value) {
    if (value.is_text()) {
        return write(value.as_text());
    }
    if (value.is_nil()) {
        return write("<no value>");
    }
    Sink sink(budget_.memory_left());
    print_value(value, sink);
    if (sink.full()) {
        return placed(budget_.out_of_memory());
    }
    return write(sink.text());
}

}  // namespace sealer::tmpl
