// SPDX-License-Identifier: Apache-2.0
// The syntax tree of a template. Texts are views of the template, which outlives the tree.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/template/value.h"

namespace sealer::tmpl {

struct Node;
using NodePtr = std::unique_ptr<Node>;
using Nodes = std::vector<NodePtr>;

enum class NodeKind {
    // Operands of a command.
    kIdentifier,  // a function
    kDot,
    kNil,
    kField,     // .a.b
    kVariable,  // $x.a.b
    kChain,     // operand.a.b
    kConstant,  // bool, number, string
    kPipeline,  // in parentheses, or of an action
    kCommand,
    // Statements.
    kText,
    kAction,
    kIf,
    kWith,
    kRange,
    kTemplate,
    kBreak,
    kContinue,
};

// The numbers that the spelling of a number can mean; Go picks by what is asked for.
struct NumberForms {
    bool is_integer = false;
    bool is_float = false;
    bool float_is_meant = false;  // by its spelling: 1.0, 1e3
    std::int64_t integer = 0;
    double number = 0;
};

struct Node {
    NodeKind kind = NodeKind::kText;
    std::size_t position = 0;  // in the text, as Go counts it

    std::string_view text;            // kIdentifier, kText; of a kConstant as it was written
    std::vector<std::string> fields;  // of kField, kVariable (its name first) and kChain
    Value constant;                   // kConstant
    NumberForms number;               // kConstant, where it is a number
    std::string name;                 // kTemplate: what is called; a string constant's value

    // kChain: its operand. kPipeline: commands. kCommand: operands. kAction, kIf, kWith, kRange,
    // kTemplate: the pipeline, if any.
    Nodes children;
    Nodes body;       // kIf, kWith, kRange
    Nodes else_body;  // likewise
    bool has_else = false;

    // kPipeline: $a, $b := … or $a = …
    std::vector<std::string> declared;
    bool assigns = false;
};

// As Go prints a node, which is how errors name it.
[[nodiscard]] std::string node_text(const Node& node);

// The templates of one text: itself, under its name, and those that it defines.
using Trees = std::map<std::string, Nodes, std::less<>>;

}  // namespace sealer::tmpl
