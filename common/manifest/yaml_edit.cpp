// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_edit.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "common/base/check.h"
#include "common/base/text.h"
#include "common/manifest/json.h"
#include "common/manifest/yaml.h"
#include "common/manifest/yaml_node.h"
#include "common/manifest/yaml_scalar.h"
#include "common/manifest/yaml_scalar_write.h"
#include "common/manifest/yaml_style.h"

namespace sealer::manifest {
namespace {

constexpr std::size_t kNone = std::string::npos;
constexpr std::string_view kNewElement = "-";

struct Replacement {
    std::size_t begin = 0;
    std::size_t end = 0;
    int indent = 0;  // of what two mappings get at one place, the inner one's comes first
    std::string text;
};

// A node, and where it stands in what holds it: the entry of a mapping, the element of a sequence.
struct Place {
    const YamlNode* node = nullptr;
    const YamlNode* parent = nullptr;  // null for a root
    std::size_t index = 0;
};

std::string shown(const YamlEdit& edit) {
    return join(edit.path, ".");
}

tl::unexpected<Error> refuse(const YamlEdit& edit, const std::string& why) {
    return fail(Code::kInvalid, shown(edit) + " " + why);
}

std::string key_of(const YamlNode& key) {
    return resolve_key(key.is_plain ? "?" : "!", key.text, false, YamlTyping::kKubernetes)
        .value_or(key.text);
}

std::size_t index_of(const std::string& step, std::size_t count) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
    return error == std::errc() && end == step.data() + step.size() && index < count ? index
                                                                                     : kNone;
}

// The value at `step` of `holder`, made if it is new; null where an index leads nowhere.
Value* step_into(Value& holder, const std::string& step) {
    if (step == kNewElement && (holder.is_null() || holder.is_array())) {
        if (holder.is_null()) {
            holder = Array();
        }
        return &holder.as_array().emplace_back();
    }
    if (!holder.is_array()) {
        return &holder[step];
    }
    const std::size_t index = index_of(step, holder.as_array().size());
    return index == kNone ? nullptr : &holder.as_array()[index];
}

// The child at `step`; kNone if there is none.
std::size_t find_child(const YamlNode& node, const std::string& step) {
    if (node.kind == YamlNode::Kind::kSequence) {
        return index_of(step, node.children.size());
    }
    for (std::size_t i = 0; node.is_mapping() && i < node.entries(); ++i) {
        if (node.key(i).kind == YamlNode::Kind::kScalar && key_of(node.key(i)) == step) {
            return i;
        }
    }
    return kNone;
}

class Editor {
  public:
    Editor(std::string_view text, const std::vector<YamlNode>& documents)
        : text_(text),
          documents_(documents),
          line_break_(text.find("\r\n") == kNone ? "\n" : "\r\n") {}

    Status add(const YamlEdit& edit) {
        if (edit.document >= documents_.size() || edit.path.empty()) {
            return fail(Code::kInvalid, "there is no such document, or no path in it");
        }
        Place place{.node = &documents_[edit.document]};
        std::size_t depth = 0;
        while (depth < edit.path.size()) {
            const std::size_t index = find_child(*place.node, edit.path[depth]);
            if (index == kNone) {
                break;
            }
            const YamlNode* parent = place.node;
            place = {
                .node = parent->is_mapping() ? &parent->value(index) : &parent->children[index],
                .parent = parent,
                .index = index};
            ++depth;
        }
        if (depth == edit.path.size()) {
            return edit.value ? set(edit, place) : remove(edit, place);
        }
        if (!edit.value) {
            return refuse(edit, "is not there to be removed");
        }
        return remember_addition(edit, place, depth);
    }

    Result<std::string> finish() {
        for (const auto& [node, addition] : additions_) {
            TRY(addition.members.is_array()
                    ? append_elements(addition)
                    : append(addition.place, addition.members, addition.indents));
        }
        std::ranges::stable_sort(replacements_, [](const Replacement& a, const Replacement& b) {
            return std::pair(a.begin, -a.indent) < std::pair(b.begin, -b.indent);
        });
        std::string result;
        std::size_t at = 0;
        for (const Replacement& replacement : replacements_) {
            if (replacement.begin < at) {
                return fail(Code::kInvalid, "the changes overlap");
            }
            result += text_.substr(at, replacement.begin - at);
            result += replacement.text;
            at = replacement.end;
        }
        return result + std::string(text_.substr(at));
    }

  private:
    // How far a document indents.
    struct Indents {
        int mapping = 2;
        int sequence = 0;
    };

    // New members of a mapping, or elements of a sequence: edits that meet in it are written
    // together.
    struct Addition {
        Place place;
        Value members;
        Indents indents;
    };

    [[nodiscard]] Result<std::size_t> end_of(const Place& place) const {
        CHECK(place.parent != nullptr);  // paths are not empty
        return place.parent->is_mapping() ? end_of_entry(text_, *place.parent, place.index)
                                          : end_of_node(text_, *place.node, place.parent->column);
    }

    void replace(std::size_t begin, std::size_t end, std::string text, int indent = 0) {
        replacements_.push_back(
            {.begin = begin, .end = end, .indent = indent, .text = std::move(text)});
    }

    Status set(const YamlEdit& edit, const Place& place) {
        const YamlNode& node = *place.node;
        CHECK(place.parent != nullptr);
        if (node.kind == YamlNode::Kind::kAlias || node.is_decorated) {
            return refuse(edit, "has an anchor, an alias or a tag, and cannot be edited in place");
        }
        if (edit.value->is_object() || edit.value->is_array()) {
            return refuse(edit, "is there, and can be set to a single value only");
        }
        TRY_ASSIGN(const std::size_t end, end_of(place));
        if (node.is_null() && place.parent->is_mapping()) {
            TRY_ASSIGN(const std::size_t colon, after_colon(text_, *place.parent, place.index));
            replace(colon, end, " " + write_scalar(*edit.value, 0, place.parent->is_flow));
            return {};
        }
        if (node.kind != YamlNode::Kind::kScalar && !node.is_null()) {
            return refuse(edit, "is not a single value");
        }
        replace(node.offset, end,
                write_scalar(*edit.value, text_[node.offset], place.parent->is_flow));
        return {};
    }

    Status remove(const YamlEdit& edit, const Place& place) {
        CHECK(place.parent != nullptr);
        const YamlNode& parent = *place.parent;
        if (!parent.is_mapping()) {
            return refuse(edit, "stands in a sequence, and cannot be removed in place");
        }
        const std::size_t begin = parent.key(place.index).offset;
        TRY_ASSIGN(const std::size_t end, end_of(place));
        if (parent.entries() == 1) {
            replace(begin, end, parent.is_flow ? "" : "{}");
            return {};
        }
        const bool is_last = place.index + 1 == parent.entries();
        const std::size_t line = text_.rfind('\n', begin) + 1;  // 0 where there is none
        if (!parent.is_flow && trim(text_.substr(line, begin - line)).empty()) {
            remove_lines(line, end_of_line(text_, end));
        } else if (!is_last) {
            replace(begin, parent.key(place.index + 1).offset, "");
        } else {
            TRY_ASSIGN(const std::size_t previous, end_of_entry(text_, parent, place.index - 1));
            replace(previous, end, "");
        }
        return {};
    }

    // With the break before them, if there is one: what is new behind them then follows what was
    // before them.
    void remove_lines(std::size_t begin, std::size_t end) {
        if (begin > 0) {
            begin -= text_.substr(0, begin).ends_with("\r\n") ? 2 : 1;
        } else {
            end = std::min(text_.find('\n', end), text_.size() - 1) + 1;
        }
        replace(begin, end, "");
    }

    Status remember_addition(const YamlEdit& edit, const Place& place, std::size_t depth) {
        const bool is_unset = place.node->is_null() && place.parent != nullptr;
        const bool is_element =
            edit.path[depth] == kNewElement && place.node->kind == YamlNode::Kind::kSequence;
        if (!place.node->is_mapping() && !is_unset && !is_element) {
            return refuse(edit, "has no place: what is above it is not a mapping");
        }
        Addition& addition =
            additions_.try_emplace(place.node, Addition{place, {}, {}}).first->second;
        if (place.node->is_mapping() && addition.members.is_null()) {
            addition.members = Object();
        }
        addition.indents = indents_of(documents_[edit.document]);
        Value* member = &addition.members;
        for (; depth < edit.path.size() && member != nullptr; ++depth) {
            member = step_into(*member, edit.path[depth]);
        }
        if (member == nullptr) {
            return refuse(edit, "has no place: there is no such element");
        }
        *member = *edit.value;
        return {};
    }

    // As the first nested mapping and the first sequence show.
    static Indents indents_of(const YamlNode& root) {
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

    static bool is_in_block_mapping(const Place& place) {
        return place.parent != nullptr && place.parent->is_mapping() && !place.parent->is_flow;
    }

    Status append(const Place& place, const Value& members, const Indents& indents) {
        const YamlNode& node = *place.node;
        if (node.is_mapping() && node.entries() > 0) {
            return node.is_flow ? append_to_flow(node, members)
                                : append_to_block(place, members, indents);
        }
        if (!is_in_block_mapping(place)) {
            return fill_flow(place, members);
        }
        return fill_block(place, members, indents.mapping);
    }

    // What is new behind the last element, in the way in which the sequence is written.
    Status append_elements(const Addition& addition) {
        const YamlNode& node = *addition.place.node;
        if (node.children.empty() && is_in_block_mapping(addition.place)) {
            return fill_block(addition.place, addition.members, addition.indents.sequence);
        }
        if (node.children.empty() && (node.is_null() || node.is_decorated)) {
            return fail(Code::kInvalid, "a null in braces cannot become a sequence in place");
        }
        if (!node.is_flow) {
            TRY_ASSIGN(const std::size_t end,
                       end_of_node(text_, node.children.back(), node.column));
            const std::size_t at = end_of_line(text_, end);
            replace(at, at, block_text(addition.members, node.column), node.column);
            return {};
        }
        std::size_t at = node.offset + 1;
        if (!node.children.empty()) {
            TRY_ASSIGN(at, end_of_node(text_, node.children.back(), node.column));
        }
        const std::string elements = write_json(addition.members);
        replace(at, at,
                (node.children.empty() ? "" : ", ") + elements.substr(1, elements.size() - 2));
        return {};
    }

    // The value of an entry that has none but {}, [] or null.
    Status fill_block(const Place& place, const Value& content, int step) {
        TRY_ASSIGN(std::size_t begin, after_colon(text_, *place.parent, place.index));
        TRY_ASSIGN(std::size_t end, end_of(place));
        if (begin == end) {  // nothing but perhaps a comment, which stays in its line
            begin = end = end_of_line(text_, end);
        }
        const int indent = place.parent->column + step;
        replace(begin, end, block_text(content, indent), indent);
        return {};
    }

    // Where the keys are in order, a new one takes its place among them; else it is the last, and
    // at the root, where the order is one of custom.
    Status append_to_block(const Place& place, const Value& members, const Indents& indents) {
        const YamlNode& node = *place.node;
        Object sorted = members.as_object();
        sorted.sort();
        for (const Member& member : sorted) {
            TRY_ASSIGN(const std::size_t at, place_of_new_entry(place, member.key));
            const int deeper = member.value.is_array() ? indents.sequence : 0;
            replace(at, at, block_text(Object{member}, node.column, deeper), node.column);
        }
        return {};
    }

    [[nodiscard]] Result<std::size_t> place_of_new_entry(const Place& place,
                                                         const std::string& key) const {
        const YamlNode& node = *place.node;
        std::size_t before = node.entries();  // how many stand before the new one
        for (std::size_t i = 0; place.parent != nullptr && i < node.entries(); ++i) {
            const std::string entry = key_of(node.key(i));
            if (i > 0 && !key_less(key_of(node.key(i - 1)), entry)) {
                before = node.entries();
                break;
            }
            if (before == node.entries() && key_less(key, entry)) {
                before = i;
            }
        }
        const bool has_own_line = place.parent != nullptr && place.parent->is_mapping();
        if (before == 0 && has_own_line) {
            TRY_ASSIGN(const std::size_t colon, after_colon(text_, *place.parent, place.index));
            return end_of_line(text_, colon);
        }
        const std::size_t last = before == 0 ? node.entries() : before;
        TRY_ASSIGN(const std::size_t end, end_of_entry(text_, node, last - 1));
        return end_of_line(text_, end);
    }

    // In the way in which the last entry is written: each on a line, or all on one.
    Status append_to_flow(const YamlNode& node, const Value& members) {
        const std::size_t last = node.entries() - 1;
        TRY_ASSIGN(const std::size_t end, end_of_entry(text_, node, last));
        TRY_ASSIGN(const std::size_t colon, after_colon(text_, node, last));
        const std::size_t before = text_.find_last_not_of(" \t\r\n", node.key(last).offset - 1);
        const bool is_tight = colon < text_.size() && text_[colon] != ' ';
        std::string gap(text_.substr(before + 1, node.key(last).offset - before - 1));
        const bool is_telling =
            text_[before] == ',' || (text_[before] == '{' && gap.find('\n') != kNone);
        if (!is_telling) {
            gap = is_tight ? "" : " ";
        }
        replace(end, end, "," + gap + flow_text(members, "," + gap, is_tight ? ":" : ": "));
        return {};
    }

    // What was {} or null inside of a flow mapping, or is a root.
    Status fill_flow(const Place& place, const Value& members) {
        const YamlNode& node = *place.node;
        const std::string content = flow_text(members, ", ", ": ");
        if (node.is_mapping() && !node.is_decorated) {
            replace(node.offset + 1, node.offset + 1, content);
            return {};
        }
        if (place.parent == nullptr || !place.parent->is_mapping()) {
            return fail(Code::kInvalid, "a null in a sequence cannot become a mapping in place");
        }
        TRY_ASSIGN(const std::size_t begin, after_colon(text_, *place.parent, place.index));
        TRY_ASSIGN(const std::size_t end, end_of(place));
        replace(begin, end, " {" + content + "}");
        return {};
    }

    static std::string flow_text(const Value& members, const std::string& separator,
                                 const std::string& colon) {
        std::string text;
        for (const Member& member : members.as_object()) {
            text += (text.empty() ? "" : separator) + write_quoted(member.key) + colon +
                    write_json(member.value);
        }
        return text;
    }

    // A line break and the content, each line as deep as `indent`, those behind the first `deeper`
    // yet.
    [[nodiscard]] std::string block_text(const Value& content, int indent, int deeper = 0) const {
        const std::string written = write_yaml(content);
        std::string text;
        for (const std::string_view line : split(trim_end(written), '\n')) {
            const int depth = text.empty() ? indent : indent + deeper;
            text += line_break_;
            if (!line.empty()) {
                text.append(static_cast<std::size_t>(depth), ' ');
            }
            text += line;
        }
        return text;
    }

    static std::string_view trim_end(std::string_view text) {
        text.remove_suffix(text.ends_with('\n') ? 1 : 0);
        return text;
    }

    std::string_view text_;
    const std::vector<YamlNode>& documents_;
    std::string line_break_;
    std::vector<Replacement> replacements_;
    std::map<const YamlNode*, Addition> additions_;
};

// The same change to the values, which the new text must then say.
Status apply(const YamlEdit& edit, Value& root) {
    Value* holder = &root;
    for (std::size_t i = 0; i < edit.path.size(); ++i) {
        const bool is_last = i + 1 == edit.path.size();
        const std::string& step = edit.path[i];
        if (is_last && !edit.value) {
            if (!holder->is_object() || !holder->as_object().erase(step)) {
                return refuse(edit, "is not there to be removed");
            }
            return {};
        }
        holder = step_into(*holder, step);
        if (holder == nullptr) {
            return refuse(edit, "is not there");
        }
    }
    *holder = *edit.value;
    return {};
}

Status check_result(const std::vector<Document>& wanted, std::string_view text) {
    const auto got = parse_yaml(text);
    bool same = got && got->size() == wanted.size();
    for (std::size_t i = 0; same && i < wanted.size(); ++i) {
        same = canonical_json((*got)[i].value) == canonical_json(wanted[i].value);
    }
    if (!same) {
        return fail(Code::kInvalid,
                    "the text cannot be edited in place without changing something else: it may "
                    "use anchors and aliases, or an unusual form");
    }
    return {};
}

bool has_lone_carriage_return(std::string_view text) {
    for (std::size_t at = text.find('\r'); at != kNone; at = text.find('\r', at + 1)) {
        if (at + 1 == text.size() || text[at + 1] != '\n') {
            return true;
        }
    }
    return false;
}

Result<std::string> edit_once(std::string_view text, const std::vector<YamlEdit>& edits) {
    TRY_ASSIGN(std::vector<Document> wanted, parse_yaml(text));
    TRY_ASSIGN(const std::vector<YamlNode> nodes, parse_yaml_nodes(text));
    if (nodes.size() != wanted.size() || has_lone_carriage_return(text)) {
        return fail(Code::kInvalid, "the text has documents or line ends of an unusual form");
    }
    Editor editor(text, nodes);
    for (const YamlEdit& edit : edits) {
        TRY(editor.add(edit));
        TRY(apply(edit, wanted[edit.document].value));
    }
    TRY_ASSIGN(std::string result, editor.finish());
    TRY(check_result(wanted, result));
    return result;
}

}  // namespace

Result<std::string> edit_yaml(std::string_view text, const std::vector<YamlEdit>& edits) {
    // Beside an entry that goes a new one has no place: those that go are the second step.
    std::vector<YamlEdit> steps = edits;
    const auto removals = std::stable_partition(
        steps.begin(), steps.end(), [](const YamlEdit& edit) { return edit.value.has_value(); });
    if (removals == steps.begin() || removals == steps.end()) {
        return edit_once(text, edits);
    }
    TRY_ASSIGN(const std::string set, edit_once(text, {steps.begin(), removals}));
    return edit_once(set, {removals, steps.end()});
}

}  // namespace sealer::manifest
