// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "common/template/evaluator.h"

namespace sealer::tmpl {
namespace {

struct Parameter {
    char letter;
    std::string_view type;
};
constexpr std::array<Parameter, 12> kParameters = {{{'s', "string"},
                                                    {'i', "int"},
                                                    {'u', "uint32"},
                                                    {'f', "float64"},
                                                    {'b', "bool"},
                                                    {'t', "time.Time"},
                                                    {'n', "time.Duration"},
                                                    {'r', "*semver.Version"},
                                                    {'d', "map[string]interface {}"},
                                                    {'l', "[]interface {}"},
                                                    {'c', "sprig.certificate"},
                                                    {'v', "interface {}"}}};

std::string type_of_parameter(char letter) {
    return std::string(std::ranges::find(kParameters, letter, &Parameter::letter)->type);
}

bool fits(Type type, char letter) {
    return letter == 'v' || type_name(type) == type_of_parameter(letter);
}

// The parameters of a signature: those that must be there, and what each further one is, if any.
struct Parameters {
    std::string_view fixed;
    char further = 0;

    explicit Parameters(std::string_view signature) : fixed(signature) {
        if (signature.ends_with('*')) {
            further = signature[signature.size() - 2];
            fixed = signature.substr(0, signature.size() - 2);
        }
    }
    [[nodiscard]] char at(std::size_t i) const { return i < fixed.size() ? fixed[i] : further; }
};

// Functions take time for the text that they are given.
std::size_t steps_for(const std::vector<Value>& values) {
    constexpr std::size_t kBytesPerStep = 256;
    std::size_t bytes = 0;
    for (const Value& value : values) {
        bytes += value.is_text() ? value.as_text().size() : 0;
    }
    return bytes / kBytesPerStep;
}

}  // namespace

Result<Value> Evaluator::pipeline(const Value& dot, const Node& node) {
    const Budget::Level level = budget_.enter();
    at_ = &node;
    TRY(placed(budget_.depth_allowed()));
    Piped value;
    for (const NodePtr& stage : node.children) {
        TRY_ASSIGN(value, command(dot, *stage, value));
    }
    TRY(declare(node, *value));
    return *value;
}

Status Evaluator::declare(const Node& pipeline, const Value& value) {
    for (const std::string& name : pipeline.declared) {
        TRY(pipeline.assigns ? assign(name, value) : add_variable(name, value));
    }
    return {};
}

Status Evaluator::add_variable(std::string_view name, const Value& value) {
    TRY(placed(budget_.memory(sizeof(Variable))));
    variables_.push_back({name, value});
    return {};
}

Result<Value> Evaluator::variable(std::string_view name) {
    TRY(placed(budget_.step(1 + variables_.size() / 16)));
    const auto found = std::find_if(variables_.rbegin(), variables_.rend(),
                                    [name](const Variable& v) { return v.name == name; });
    if (found == variables_.rend()) {
        return error("undefined variable: " + std::string(name));
    }
    return found->value;
}

Status Evaluator::assign(std::string_view name, const Value& value) {
    const auto found = std::find_if(variables_.rbegin(), variables_.rend(),
                                    [name](const Variable& v) { return v.name == name; });
    if (found == variables_.rend()) {
        return error("undefined variable: " + std::string(name));
    }
    found->value = value;
    return {};
}

Result<Value> Evaluator::command(const Value& dot, const Node& node, const Piped& piped) {
    const Node& first = *node.children.front();
    const auto arguments = std::span<const NodePtr>(node.children).subspan(1);
    // Go blames the whole for what is wrong with parentheses.
    at_ = first.kind == NodeKind::kPipeline ? &node : &first;
    TRY(placed(budget_.step()));
    switch (first.kind) {
        case NodeKind::kIdentifier:
            return call(dot, *find_function(first.text), node, arguments, piped);
        case NodeKind::kField:
            return fields(dot, dot, first, arguments, piped);
        case NodeKind::kChain: {
            TRY_ASSIGN(const Value receiver, operand(dot, *first.children.front()));
            return fields(dot, receiver, first, arguments, piped);
        }
        case NodeKind::kVariable:
            if (first.fields.size() > 1) {
                TRY_ASSIGN(const Value receiver, variable(first.fields.front()));
                return fields(dot, receiver, first, arguments, piped);
            }
            break;
        default:
            break;
    }
    if (!arguments.empty() || piped) {
        return error("can't give argument to non-function " + node_text(first));
    }
    if (first.kind == NodeKind::kNil) {
        return error("nil is not a command");
    }
    return operand(dot, first);
}

// An operand by itself, without arguments.
Result<Value> Evaluator::operand(const Value& dot, const Node& node) {
    at_ = &node;
    TRY(placed(budget_.step()));
    switch (node.kind) {
        case NodeKind::kDot:
            return dot;
        case NodeKind::kConstant:
            return node.constant;
        case NodeKind::kPipeline:
            return pipeline(dot, node);
        case NodeKind::kIdentifier:
            return call(dot, *find_function(node.text), node, {}, {});
        case NodeKind::kField:
            return fields(dot, dot, node, {}, {});
        case NodeKind::kVariable: {
            TRY_ASSIGN(const Value value, variable(node.fields.front()));
            return node.fields.size() == 1 ? value : fields(dot, value, node, {}, {});
        }
        case NodeKind::kChain: {
            TRY_ASSIGN(const Value receiver, operand(dot, *node.children.front()));
            return fields(dot, receiver, node, {}, {});
        }
        default:
            return Value();
    }
}

Result<Value> Evaluator::fields(const Value& dot, Value receiver, const Node& node,
                                std::span<const NodePtr> arguments, const Piped& piped) {
    at_ = &node;
    // A variable's first field is its own name.
    const std::size_t first = node.kind == NodeKind::kVariable ? 1 : 0;
    for (std::size_t i = first; i + 1 < node.fields.size(); ++i) {
        TRY_ASSIGN(receiver, field(dot, receiver, node.fields[i], node, {}, {}));
    }
    return field(dot, receiver, node.fields.back(), node, arguments, piped);
}

Result<Value> Evaluator::field(const Value& dot, const Value& receiver, std::string_view name,
                               const Node& node, std::span<const NodePtr> arguments,
                               const Piped& piped) {
    TRY(placed(budget_.step()));
    if (receiver.is_nil()) {
        return Value();
    }
    if (const Function* method = find_method(receiver.type(), name); method != nullptr) {
        return call(dot, *method, node, arguments, piped, &receiver);
    }
    if (!receiver.is_dict()) {
        return error("can't evaluate field " + std::string(name) + " in type " +
                     std::string(type_name(receiver.type())));
    }
    if (!arguments.empty() || piped) {
        return error(std::string(name) + " is not a method but has arguments");
    }
    const auto found = receiver.as_dict().find(name);
    return found == receiver.as_dict().end() ? Value() : found->second;
}

Result<Value> Evaluator::short_circuit(const Value& dot, bool stop_at,
                                       std::span<const NodePtr> arguments, const Piped& piped) {
    Value value;
    for (const NodePtr& node : arguments) {
        TRY_ASSIGN(value, argument(dot, *node, 'v'));
        if (is_true(value) == stop_at) {
            return value;
        }
    }
    return piped ? *piped : value;
}

Result<Value> Evaluator::call(const Value& dot, const Function& function, const Node& node,
                              std::span<const NodePtr> arguments, const Piped& piped,
                              const Value* receiver) {
    const std::string name(function.name);
    const Parameters parameters(function.signature);
    const std::size_t count = arguments.size() + (piped ? 1 : 0);
    if (parameters.further != 0 && count < parameters.fixed.size()) {
        return error("wrong number of args for " + name + ": want at least " +
                     std::to_string(parameters.fixed.size()) + " got " +
                     std::to_string(arguments.size()));
    }
    if (parameters.further == 0 && count != parameters.fixed.size()) {
        return error("wrong number of args for " + name + ": want " +
                     std::to_string(parameters.fixed.size()) + " got " + std::to_string(count));
    }
    if (function.name == "and" || function.name == "or") {
        return short_circuit(dot, function.name == "or", arguments, piped);
    }
    std::vector<Value> values;
    if (receiver != nullptr) {
        values.push_back(*receiver);
    }
    std::size_t i = 0;
    for (const NodePtr& operand : arguments) {
        TRY_ASSIGN(const Value value, argument(dot, *operand, parameters.at(i++)));
        values.push_back(value);
    }
    if (piped) {
        TRY_ASSIGN(const Value value, checked(*piped, parameters.at(i)));
        values.push_back(value);
    }
    TRY(placed(budget_.step(steps_for(values))));
    auto result = function.call(Call{.arguments = values, .arena = arena_, .budget = budget_});
    if (!result) {
        at_ = &node;
        return error("error calling " + name + ": " + result.error().message);
    }
    return result;
}

Result<Value> Evaluator::argument(const Value& dot, const Node& node, char type) {
    at_ = &node;
    if (node.kind == NodeKind::kConstant) {
        TRY(placed(budget_.step()));
        return constant_argument(node, type);
    }
    if (node.kind == NodeKind::kNil) {
        if (type != 'v' && type != 'd' && type != 'l') {
            return error("cannot assign nil to " + type_of_parameter(type));
        }
        return checked(Value(), type);
    }
    TRY_ASSIGN(const Value value, operand(dot, node));
    return checked(value, type);
}

// A constant becomes what the parameter is, where its spelling allows it.
Result<Value> Evaluator::constant_argument(const Node& node, char type) {
    const Value& constant = node.constant;
    const auto expected = [&](std::string_view what) {
        return error("expected " + std::string(what) + "; found " + std::string(node.text));
    };
    switch (type) {
        case 'v':
            return constant;
        case 's':
            return constant.is_text() ? Result<Value>(constant) : expected("string");
        case 'b':
            return constant.type() == Type::kBool ? Result<Value>(constant) : expected("bool");
        case 'f':
            return node.number.is_float
                       ? Result<Value>(Value::number(node.number.number).constant())
                       : expected("float");
        case 'i':
            return node.number.is_integer
                       ? Result<Value>(Value::integer(node.number.integer).constant())
                       : expected("integer");
        case 'n':
            return node.number.is_integer
                       ? Result<Value>(
                             Value::duration(std::chrono::nanoseconds(node.number.integer))
                                 .constant())
                       : expected("integer");
        case 'u':
            return node.number.is_integer && node.number.integer >= 0
                       ? Result<Value>(Value::integer(node.number.integer).constant())
                       : expected("unsigned integer");
        default:
            return error("can't handle " + std::string(node.text) + " for arg of type " +
                         type_of_parameter(type));
    }
}

// `value`, if a parameter of that type takes it.
Result<Value> Evaluator::checked(const Value& value, char type) {
    if (!value.is_nil()) {
        if (!fits(value.type(), type)) {
            return error("wrong type for value; expected " + type_of_parameter(type) + "; got " +
                         std::string(type_name(value.type())));
        }
        return value;
    }
    // Go makes a nil map or slice of nil, which reads as an empty one.
    if (type == 'd') {
        return arena_.dict({});
    }
    if (type == 'l') {
        return arena_.list({});
    }
    if (type != 'v') {
        return error("invalid value; expected " + type_of_parameter(type));
    }
    return value;
}

}  // namespace sealer::tmpl
