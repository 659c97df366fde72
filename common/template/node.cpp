// SPDX-License-Identifier: Apache-2.0
#include "common/template/node.h"

#include "common/template/literal.h"

namespace sealer::tmpl {
namespace {

std::string operand_text(const Node& node) {
    return node.kind == NodeKind::kPipeline ? "(" + node_text(node) + ")" : node_text(node);
}

std::string dotted(const std::vector<std::string>& fields) {
    std::string text;
    for (const std::string& field : fields) {
        text += "." + field;
    }
    return text;
}

std::string pipeline_text(const Node& node) {
    std::string text;
    for (const std::string& variable : node.declared) {
        text += (text.empty() ? "" : ", ") + variable;
    }
    if (!text.empty()) {
        text += node.assigns ? " = " : " := ";
    }
    bool first = true;
    for (const NodePtr& command : node.children) {
        text += (first ? "" : " | ") + node_text(*command);
        first = false;
    }
    return text;
}

std::string command_text(const Node& node) {
    std::string text;
    for (const NodePtr& operand : node.children) {
        text += (text.empty() ? "" : " ") + operand_text(*operand);
    }
    return text;
}

std::string block_text(const Nodes& nodes) {
    std::string text;
    for (const NodePtr& node : nodes) {
        text += node_text(*node);
    }
    return text;
}

std::string control_text(std::string_view keyword, const Node& node) {
    std::string text = "{{" + std::string(keyword) + " " + node_text(*node.children.front()) +
                       "}}" + block_text(node.body);
    if (node.has_else) {
        text += "{{else}}" + block_text(node.else_body);
    }
    return text + "{{end}}";
}

}  // namespace

std::string node_text(const Node& node) {
    switch (node.kind) {
        case NodeKind::kDot:
            return ".";
        case NodeKind::kNil:
            return "nil";
        case NodeKind::kField:
            return dotted(node.fields);
        case NodeKind::kVariable:
            return dotted(node.fields).substr(1);
        case NodeKind::kChain:
            return operand_text(*node.children.front()) + dotted(node.fields);
        case NodeKind::kPipeline:
            return pipeline_text(node);
        case NodeKind::kCommand:
            return command_text(node);
        case NodeKind::kIdentifier:
        case NodeKind::kConstant:
        case NodeKind::kText:
            return std::string(node.text);
        case NodeKind::kAction:
            return "{{" + node_text(*node.children.front()) + "}}";
        case NodeKind::kIf:
            return control_text("if", node);
        case NodeKind::kWith:
            return control_text("with", node);
        case NodeKind::kRange:
            return control_text("range", node);
        case NodeKind::kTemplate:
            return "{{template " + quote(node.name) +
                   (node.children.empty() ? "" : " " + node_text(*node.children.front())) + "}}";
        case NodeKind::kBreak:
            return "{{break}}";
        case NodeKind::kContinue:
            return "{{continue}}";
    }
    return "";
}

}  // namespace sealer::tmpl
