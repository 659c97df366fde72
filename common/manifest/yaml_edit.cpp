// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_edit.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "common/base/check.h"
#include "common/base/text.h"
#include "common/manifest/json.h"
#include "common/manifest/yaml.h"
#include "common/manifest/yaml_insert.h"
#include "common/manifest/yaml_line_breaks.h"
#include "common/manifest/yaml_node.h"
#include "common/manifest/yaml_place.h"
#include "common/manifest/yaml_scalar_write.h"

namespace sealer::manifest {
namespace {

std::string shown(const YamlEdit& edit) {
    return join(edit.path, ".");
}

tl::unexpected<Error> refuse(const YamlEdit& edit, const std::string& why) {
    return fail(Code::kInvalid, shown(edit) + " " + why);
}

class Editor {
  public:
    Editor(std::string_view text, const std::vector<YamlNode>& documents)
        : text_(text), documents_(documents) {}

    Status add(const YamlEdit& edit) {
        if (edit.document >= documents_.size() || edit.path.empty()) {
            return fail(Code::kInvalid, "there is no such document, or no path in it");
        }
        const auto [place, depth] = find_place(documents_[edit.document], edit.path);
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
            TRY_ASSIGN(std::vector<Replacement> inserted, insert(text_, addition));
            std::ranges::move(inserted, std::back_inserter(replacements_));
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
    void replace(std::size_t begin, std::size_t end, std::string text) {
        replacements_.push_back({.begin = begin, .end = end, .indent = 0, .text = std::move(text)});
    }

    Status set(const YamlEdit& edit, const Place& place) {
        const YamlNode& node = *place.node;
        CHECK(place.parent != nullptr);  // paths are not empty
        if (node.kind == YamlNode::Kind::kAlias || node.is_decorated) {
            return refuse(edit, "has an anchor, an alias or a tag, and cannot be edited in place");
        }
        if (edit.value->is_object() || edit.value->is_array()) {
            return refuse(edit, "is there, and can be set to a single value only");
        }
        TRY_ASSIGN(const std::size_t end, end_of_place(text_, place));
        if (node.is_null() && place.parent->is_mapping()) {
            TRY_ASSIGN(const std::size_t colon, after_colon(text_, *place.parent, place.index));
            replace(colon, end, " " + write_scalar(*edit.value, 0, place.parent->is_flow));
            return {};
        }
        if (node.kind != YamlNode::Kind::kScalar && !node.is_null()) {
            return refuse(edit, "is not a single value");
        }
        replace(node.offset, end,
                write_scalar(*edit.value, text_[node.offset], place.parent->is_flow) +
                    header_comment(node));
        return {};
    }

    // The comment in a block scalar's first line.
    [[nodiscard]] std::string header_comment(const YamlNode& scalar) const {
        if (text_[scalar.offset] != '|' && text_[scalar.offset] != '>') {
            return "";
        }
        const std::size_t end = end_of_line(text_, scalar.offset);
        const std::size_t hash = std::min(text_.find('#', scalar.offset), end);
        return hash == end ? "" : " " + std::string(text_.substr(hash, end - hash));
    }

    Status remove(const YamlEdit& edit, const Place& place) {
        CHECK(place.parent != nullptr);
        const YamlNode& parent = *place.parent;
        if (!parent.is_mapping()) {
            return refuse(edit, "stands in a sequence, and cannot be removed in place");
        }
        const std::size_t begin = parent.key(place.index).offset;
        TRY_ASSIGN(const std::size_t end, end_of_place(text_, place));
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
        if (place.node->is_mapping() && addition.content.is_null()) {
            addition.content = Object();
        }
        addition.indents = indents_of(documents_[edit.document]);
        Value* member = &addition.content;
        for (; depth < edit.path.size() && member != nullptr; ++depth) {
            member = step_into(*member, edit.path[depth]);
        }
        if (member == nullptr) {
            return refuse(edit, "has no place: there is no such element");
        }
        *member = *edit.value;
        return {};
    }

    std::string_view text_;
    const std::vector<YamlNode>& documents_;
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
