// SPDX-License-Identifier: Apache-2.0
// Label selectors, in the grammar of k8s.io/apimachinery/pkg/labels.
#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/text.h"
#include "common/manifest/object.h"

namespace sealer::manifest {

namespace {

constexpr std::size_t kMaxSelectorBytes = std::size_t{64} << 10;

// The tokens of a selector's text: words, and each of ! = == != ( ) ,
class Tokens {
  public:
    explicit Tokens(std::string_view text) : text_(text) {}

    // The next token, left in place; empty at the end.
    std::string_view peek() {
        while (!text_.empty() && std::isspace(static_cast<unsigned char>(text_[0])) != 0) {
            text_.remove_prefix(1);
        }
        if (text_.starts_with("==") || text_.starts_with("!=")) {
            return text_.substr(0, 2);
        }
        const std::size_t end = std::min(text_.find_first_of("!=(), \t\r\n"), text_.size());
        return text_.substr(0, std::max<std::size_t>(end, text_.empty() ? 0 : 1));
    }

    std::string_view next() {
        const std::string_view token = peek();
        text_.remove_prefix(token.size());
        return token;
    }

    bool take(std::string_view token) {
        if (peek() != token) {
            return false;
        }
        next();
        return true;
    }

  private:
    std::string_view text_;
};

bool is_word(std::string_view token) {
    const auto allowed = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               std::string_view("-_./").find(c) != std::string_view::npos;
    };
    return !token.empty() && std::all_of(token.begin(), token.end(), allowed);
}

tl::unexpected<Error> malformed(std::string_view expected) {
    return fail(Code::kInvalid, "malformed label selector: expected " + std::string(expected));
}

Result<std::string> read_key(Tokens& tokens) {
    const std::string_view key = tokens.next();
    if (!is_word(key)) {
        return malformed("a label's key");
    }
    return std::string(key);
}

// A value may be empty: "a=" asks for the empty one.
std::string read_value(Tokens& tokens) {
    return is_word(tokens.peek()) ? std::string(tokens.next()) : std::string();
}

Result<std::vector<std::string>> read_set(Tokens& tokens) {
    if (!tokens.take("(")) {
        return malformed("'(' after in or notin");
    }
    std::vector<std::string> values;
    do {
        values.push_back(read_value(tokens));
    } while (tokens.take(","));
    if (!tokens.take(")")) {
        return malformed("')' after the values of in or notin");
    }
    return values;
}

}  // namespace

Result<Selector> Selector::parse(std::string_view text) {
    if (text.size() > kMaxSelectorBytes) {
        return fail(Code::kInvalid, "label selector of more than 64 KiB");
    }
    Selector selector;
    Tokens tokens(text);
    if (tokens.peek().empty()) {
        return selector;
    }
    do {
        Requirement& requirement = selector.requirements_.emplace_back();
        requirement.op = tokens.take("!") ? Operator::kDoesNotExist : Operator::kExists;
        TRY_ASSIGN(requirement.key, read_key(tokens));
        if (requirement.op == Operator::kDoesNotExist) {
            continue;
        }
        if (tokens.take("=") || tokens.take("==")) {
            requirement.op = Operator::kIn;
            requirement.values = {read_value(tokens)};
        } else if (tokens.take("!=")) {
            requirement.op = Operator::kNotIn;
            requirement.values = {read_value(tokens)};
        } else if (tokens.take("in")) {
            requirement.op = Operator::kIn;
            TRY_ASSIGN(requirement.values, read_set(tokens));
        } else if (tokens.take("notin")) {
            requirement.op = Operator::kNotIn;
            TRY_ASSIGN(requirement.values, read_set(tokens));
        }
    } while (tokens.take(","));
    if (!tokens.peek().empty()) {
        return malformed("',' between requirements");
    }
    return selector;
}

Result<Selector> Selector::from_object(const Value& object) {
    Selector selector;
    for (const Member& label : members(object.get("matchLabels"))) {
        if (!label.value.is_string()) {
            return fail(Code::kInvalid,
                        "label selector: matchLabels." + label.key + " is no string");
        }
        selector.requirements_.push_back(
            {.key = label.key, .op = Operator::kIn, .values = {label.value.as_string()}});
    }
    for (const Value& expression : elements(object.get("matchExpressions"))) {
        Requirement& requirement = selector.requirements_.emplace_back();
        requirement.key = expression.text("key");
        for (const Value& value : elements(expression.get("values"))) {
            if (!value.is_string()) {
                return fail(Code::kInvalid,
                            "label selector: a value of matchExpressions is no string");
            }
            requirement.values.push_back(value.as_string());
        }
        const std::string_view op = expression.text("operator");
        const bool with_values = op == "In" || op == "NotIn";
        if (requirement.key.empty() || (!with_values && op != "Exists" && op != "DoesNotExist") ||
            with_values == requirement.values.empty()) {
            return fail(
                Code::kInvalid,
                "label selector: matchExpressions need a key, an operator (In, NotIn, Exists, "
                "DoesNotExist) and, for the first two, values");
        }
        requirement.op = op == "In"       ? Operator::kIn
                         : op == "NotIn"  ? Operator::kNotIn
                         : op == "Exists" ? Operator::kExists
                                          : Operator::kDoesNotExist;
    }
    return selector;
}

bool Selector::matches(const Value* labels) const {
    const auto holds = [labels](const Requirement& requirement) {
        const Value* value = labels == nullptr ? nullptr : labels->get(requirement.key);
        const auto is_listed = [&] {
            return value->is_string() &&
                   std::find(requirement.values.begin(), requirement.values.end(),
                             value->as_string()) != requirement.values.end();
        };
        switch (requirement.op) {
            case Operator::kExists:
                return value != nullptr;
            case Operator::kDoesNotExist:
                return value == nullptr;
            case Operator::kIn:
                return value != nullptr && is_listed();
            case Operator::kNotIn:
                return value == nullptr || !is_listed();
        }
        return false;
    };
    return std::all_of(requirements_.begin(), requirements_.end(), holds);
}

}  // namespace sealer::manifest
