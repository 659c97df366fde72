// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_insert.h"

#include <utility>

#include "common/base/text.h"
#include "common/manifest/json.h"
#include "common/manifest/yaml.h"
#include "common/manifest/yaml_scalar_write.h"
#include "common/manifest/yaml_style.h"

namespace sealer::manifest {
namespace {

std::string flow_text(const Value& members, const std::string& separator,
                      const std::string& colon) {
    std::string text;
    for (const Member& member : members.as_object()) {
        text += (text.empty() ? "" : separator) + write_quoted(member.key) + colon +
                write_json(member.value);
    }
    return text;
}

class Inserter {
  public:
    Inserter(std::string_view text, const Addition& addition)
        : text_(text),
          place_(addition.place),
          node_(*addition.place.node),
          content_(addition.content),
          indents_(addition.indents) {}

    Result<std::vector<Replacement>> insert() {
        TRY(content_.is_array() ? add_elements() : add_members());
        return std::move(replacements_);
    }

  private:
    void replace(std::size_t begin, std::size_t end, std::string text, int indent = 0) {
        replacements_.push_back(
            {.begin = begin, .end = end, .indent = indent, .text = std::move(text)});
    }

    // Whether the content may take lines of its own in place of {}, [] or null. Brackets that hold
    // a comment stay, and it with them.
    [[nodiscard]] Result<bool> may_become_block() const {
        if (!place_.is_in_mapping() || place_.parent->is_flow) {
            return false;
        }
        TRY_ASSIGN(const std::size_t end, end_of_place(text_, place_));
        return !node_.is_flow ||
               text_.substr(node_.offset, end - node_.offset).find('#') == std::string_view::npos;
    }

    Status add_members() {
        if (node_.is_mapping() && node_.entries() > 0) {
            return node_.is_flow ? append_to_flow() : append_to_block();
        }
        TRY_ASSIGN(const bool is_block, may_become_block());
        return is_block ? fill_block(indents_.mapping) : fill_flow();
    }

    Status add_elements() {
        if (!node_.children.empty()) {
            return append_elements();
        }
        TRY_ASSIGN(const bool is_block, may_become_block());
        if (is_block) {
            return fill_block(indents_.sequence);
        }
        if (node_.is_null() || node_.is_decorated) {
            return fail(Code::kInvalid, "a null in braces cannot become a sequence in place");
        }
        const std::string elements = write_json(content_);
        replace(node_.offset + 1, node_.offset + 1, elements.substr(1, elements.size() - 2));
        return {};
    }

    // Behind the last one, in the way in which the sequence is written.
    Status append_elements() {
        TRY_ASSIGN(const std::size_t end, end_of_node(text_, node_.children.back(), node_.column));
        if (node_.is_flow) {
            const std::string elements = write_json(content_);
            replace(end, end, ", " + elements.substr(1, elements.size() - 2));
        } else {
            const std::size_t at = end_of_line(text_, end);
            replace(at, at, block_text(content_, node_.column), node_.column);
        }
        return {};
    }

    // The value of an entry that has none but {}, [] or null.
    Status fill_block(int step) {
        TRY_ASSIGN(std::size_t begin, after_colon(text_, *place_.parent, place_.index));
        TRY_ASSIGN(std::size_t end, end_of_place(text_, place_));
        if (begin == end) {  // nothing but perhaps a comment, which stays in its line
            begin = end = end_of_line(text_, end);
        }
        const int indent = place_.parent->column + step;
        replace(begin, end, block_text(content_, indent), indent);
        return {};
    }

    // Where the keys are in order, a new one takes its place among them; else it is the last, and
    // at the root, where the order is one of custom.
    Status append_to_block() {
        Object sorted = content_.as_object();
        sorted.sort();
        for (const Member& member : sorted) {
            TRY_ASSIGN(const std::size_t at, place_of_new_entry(member.key));
            const int deeper = member.value.is_array() ? indents_.sequence : 0;
            replace(at, at, block_text(Object{member}, node_.column, deeper), node_.column);
        }
        return {};
    }

    [[nodiscard]] Result<std::size_t> place_of_new_entry(const std::string& key) const {
        const std::size_t before = place_.parent == nullptr ? node_.entries() : rank_of(key);
        if (before == 0 && place_.is_in_mapping()) {
            TRY_ASSIGN(const std::size_t colon, after_colon(text_, *place_.parent, place_.index));
            return end_of_line(text_, colon);
        }
        const std::size_t last = before == 0 ? node_.entries() : before;
        TRY_ASSIGN(const std::size_t end, end_of_entry(text_, node_, last - 1));
        return end_of_line(text_, end);
    }

    // How many entries stand before a new one.
    [[nodiscard]] std::size_t rank_of(const std::string& key) const {
        std::size_t rank = node_.entries();
        for (std::size_t i = 0; i < node_.entries(); ++i) {
            const std::string entry = key_of(node_.key(i));
            if (i > 0 && !key_less(key_of(node_.key(i - 1)), entry)) {
                return node_.entries();
            }
            if (rank == node_.entries() && key_less(key, entry)) {
                rank = i;
            }
        }
        return rank;
    }

    // In the way in which the last entry is written: each on a line, or all on one.
    Status append_to_flow() {
        const std::size_t last = node_.entries() - 1;
        const std::size_t key = node_.key(last).offset;
        TRY_ASSIGN(const std::size_t end, end_of_entry(text_, node_, last));
        TRY_ASSIGN(const std::size_t colon, after_colon(text_, node_, last));
        const std::size_t before = text_.find_last_not_of(" \t\r\n", key - 1);
        const bool is_tight = colon < text_.size() && text_[colon] != ' ';
        std::string gap(text_.substr(before + 1, key - before - 1));
        const bool is_telling =
            text_[before] == ',' || (text_[before] == '{' && gap.find('\n') != std::string::npos);
        if (!is_telling) {
            gap = is_tight ? "" : " ";
        }
        replace(end, end, "," + gap + flow_text(content_, "," + gap, is_tight ? ":" : ": "));
        return {};
    }

    // What was {} or null inside of a flow mapping, or is a root.
    Status fill_flow() {
        const std::string content = flow_text(content_, ", ", ": ");
        if (node_.is_mapping() && !node_.is_decorated) {
            replace(node_.offset + 1, node_.offset + 1, content);
            return {};
        }
        if (!place_.is_in_mapping()) {
            return fail(Code::kInvalid, "a null in a sequence cannot become a mapping in place");
        }
        TRY_ASSIGN(const std::size_t begin, after_colon(text_, *place_.parent, place_.index));
        TRY_ASSIGN(const std::size_t end, end_of_place(text_, place_));
        replace(begin, end, " {" + content + "}");
        return {};
    }

    // A line break and the content, each line as deep as `indent`, those behind the first `deeper`
    // yet.
    [[nodiscard]] std::string block_text(const Value& content, int indent, int deeper = 0) const {
        const std::string written = write_yaml(content);
        const std::string_view lines = std::string_view(written).substr(0, written.size() - 1);
        const std::string_view line_break =
            text_.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
        std::string text;
        for (const std::string_view line : split(lines, '\n')) {
            const int depth = text.empty() ? indent : indent + deeper;
            text += line_break;
            if (!line.empty()) {
                text.append(static_cast<std::size_t>(depth), ' ');
            }
            text += line;
        }
        return text;
    }

    std::string_view text_;
    const Place& place_;
    const YamlNode& node_;
    const Value& content_;
    const Indents& indents_;
    std::vector<Replacement> replacements_;
};

}  // namespace

Indents indents_of(const YamlNode& root) {
    Indents indents;
    bool has_mapping = false;
    bool has_sequence = false;
    for (std::size_t i = 0; root.is_mapping() && i < root.entries(); ++i) {
        const YamlNode& value = root.value(i);
        if (value.is_flow) {
            continue;
        }
        if (value.is_mapping() && value.column > root.column && !has_mapping) {
            indents.mapping = value.column - root.column;
            has_mapping = true;
        } else if (value.kind == YamlNode::Kind::kSequence && !has_sequence) {
            indents.sequence = value.column - root.column;
            has_sequence = true;
        }
    }
    return indents;
}

Result<std::vector<Replacement>> insert(std::string_view text, const Addition& addition) {
    return Inserter(text, addition).insert();
}

}  // namespace sealer::manifest
