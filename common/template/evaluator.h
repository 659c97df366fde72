// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"
#include "common/template/arena.h"
#include "common/template/functions.h"
#include "common/template/node.h"
#include "common/template/template.h"

namespace sealer::tmpl {

// One execution of parsed templates. Errors are worded and placed as Go words and places them.
class Evaluator {
  public:
    // All stay the caller's. `name` is the template to start with, `text` what it was parsed from.
    Evaluator(std::string_view name, std::string_view text, const Trees& trees, Arena& arena,
              Budget& budget);

    [[nodiscard]] Result<crypto::SecretBytes> run(const Value& dot);

  private:
    enum class Flow { kOn, kBreak, kContinue };
    struct Variable {
        std::string_view name;
        Value value;
    };
    // Keys and elements.
    using Entries = std::vector<std::pair<Value, Value>>;
    // What comes through the pipe as last argument; nothing in front of the first command.
    using Piped = std::optional<Value>;

    [[nodiscard]] tl::unexpected<Error> error(const std::string& message) const;
    // An error of the budget, placed.
    [[nodiscard]] Status placed(const Status& status) const;

    // Statements (evaluator.cpp).
    [[nodiscard]] Result<Flow> walk(const Value& dot, const Nodes& nodes);
    [[nodiscard]] Result<Flow> walk(const Value& dot, const Node& node);
    [[nodiscard]] Result<Flow> walk_branch(const Value& dot, const Node& node);
    [[nodiscard]] Result<Flow> walk_range(const Value& dot, const Node& node);
    [[nodiscard]] Result<Flow> walk_body(const Node& range, const Value& key, const Value& element);
    [[nodiscard]] Status walk_template(const Value& dot, const Node& node);
    [[nodiscard]] Status write(std::string_view text);
    [[nodiscard]] Status write_value(const Value& value);
    [[nodiscard]] Result<Entries> entries(const Value& value, const Node& range);
    [[nodiscard]] Result<Entries> count_to(const Value& end, const Node& range);
    [[nodiscard]] Status add_entry(const Value& key, const Value& element, Entries& entries);

    // Expressions (evaluator_expressions.cpp).
    [[nodiscard]] Result<Value> pipeline(const Value& dot, const Node& node);
    [[nodiscard]] Result<Value> command(const Value& dot, const Node& node, const Piped& piped);
    [[nodiscard]] Status declare(const Node& pipeline, const Value& value);
    [[nodiscard]] Result<Value> variable(std::string_view name);
    [[nodiscard]] Status add_variable(std::string_view name, const Value& value);
    [[nodiscard]] Status assign(std::string_view name, const Value& value);
    [[nodiscard]] Result<Value> fields(const Value& dot, Value receiver, const Node& node,
                                       std::span<const NodePtr> arguments, const Piped& piped);
    [[nodiscard]] Result<Value> field(const Value& dot, const Value& receiver,
                                      std::string_view name, const Node& node,
                                      std::span<const NodePtr> arguments, const Piped& piped);
    [[nodiscard]] Result<Value> call(const Value& dot, const Function& function, const Node& node,
                                     std::span<const NodePtr> arguments, const Piped& piped,
                                     const Value* receiver = nullptr);
    [[nodiscard]] Result<Value> short_circuit(const Value& dot, bool stop_at,
                                              std::span<const NodePtr> arguments,
                                              const Piped& piped);
    [[nodiscard]] Result<Value> operand(const Value& dot, const Node& node);
    [[nodiscard]] Result<Value> argument(const Value& dot, const Node& node, char type);
    [[nodiscard]] Result<Value> constant_argument(const Node& node, char type);
    [[nodiscard]] Result<Value> checked(const Value& value, char type);

    std::string_view name_;
    std::string_view text_;
    const Trees& trees_;
    Arena& arena_;
    Budget& budget_;
    crypto::SecretBytes output_;
    std::string_view template_;  // the one being executed
    const Node* at_ = nullptr;   // what errors name
    std::vector<Variable> variables_;
};

}  // namespace sealer::tmpl
