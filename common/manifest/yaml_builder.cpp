// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_builder.h"

#include <algorithm>
#include <utility>

#include "common/base/check.h"
#include "common/manifest/json_in_yaml.h"
#include "common/manifest/yaml_scalar.h"

namespace sealer::manifest {

namespace {

constexpr std::size_t kMaxQuotedKey = 100;

template <class T>
T value_or_throw(const YamlMark& mark, Result<T> result) {
    if (!result) {
        throw YamlFault{mark, std::move(result.error().message)};
    }
    return *std::move(result);
}

struct Size {
    std::size_t nodes = 0;
    std::size_t bytes = 0;
    std::size_t depth = 0;
};

void measure(const Value& value, std::size_t depth, Size& size) {
    ++size.nodes;
    size.depth = std::max(size.depth, depth);
    if (value.is_string()) {
        size.bytes += value.as_string().size();
    }
    for (const Value& element : elements(&value)) {
        measure(element, depth + 1, size);
    }
    for (const Member& member : members(&value)) {
        size.bytes += member.key.size();
        measure(member.value, depth + 1, size);
    }
}

bool is_merge_key(std::string_view tag, std::string_view text) {
    return text == "<<" && (tag == "?" || tag == "tag:yaml.org,2002:merge");
}

}  // namespace

Error error_at(const YamlMark& mark, std::string_view message) {
    return Error{Code::kInvalid, "line " + std::to_string(mark.line + 1) + ", column " +
                                     std::to_string(mark.column + 1) + ": " + std::string(message)};
}

void YamlBuilder::begin_document() {
    CHECK(open_.empty());
    anchors_.clear();
    root_ = Value();
}

Value YamlBuilder::end_document() {
    return std::exchange(root_, Value());
}

bool YamlBuilder::expects_key() const {
    return !open_.empty() && open_.back().is_mapping && !open_.back().has_key;
}

bool YamlBuilder::expects_annotation() const {
    const std::size_t depth = open_.size();
    const bool is_in_annotations = depth >= 3 && open_.back().is_mapping &&
                                   open_[depth - 2].key == "annotations" &&
                                   open_[depth - 3].key == "metadata";
    if (!is_in_annotations) {
        return false;
    }
    for (std::size_t i = 0; i + 3 < depth; ++i) {  // an object at the top, or an item of Lists
        if (open_[i].is_mapping && open_[i].key != "items") {
            return false;
        }
    }
    return true;
}

void YamlBuilder::count_node(const YamlMark& mark) {
    if (++nodes_ > options_.limits.max_nodes) {
        throw YamlFault{mark,
                        "too many nodes: more than " + std::to_string(options_.limits.max_nodes)};
    }
}

void YamlBuilder::charge_expansion(const YamlMark& mark, const Value& value) {
    Size size;
    measure(value, open_.size(), size);
    expanded_nodes_ += size.nodes;
    expanded_bytes_ += size.bytes;
    if (expanded_nodes_ > options_.limits.max_alias_nodes ||
        expanded_bytes_ > options_.limits.max_bytes) {
        throw YamlFault{mark, std::string(kExpandsTooMuch)};
    }
    if (size.depth > options_.limits.max_depth) {
        throw YamlFault{mark, std::string(kNestedTooDeep)};
    }
}

// A copy is kept for aliases to come. It is charged like one of theirs, or anchors within anchors
// would multiply.
void YamlBuilder::remember(const YamlMark& mark, std::size_t anchor, const Value& value) {
    if (anchor != 0) {
        charge_expansion(mark, value);
        anchors_.insert_or_assign(anchor, value);
    }
}

void YamlBuilder::scalar(const YamlMark& mark, std::string_view tag, std::size_t anchor,
                         std::string_view text) {
    count_node(mark);
    const bool is_key = expects_key();
    if (is_key && is_merge_key(tag, text)) {
        set_merge_key(mark);
        return;
    }
    if (is_key && anchor == 0) {
        const bool is_top = open_.size() == 1;
        set_key(mark, value_or_throw(mark, resolve_key(tag, text, is_top, options_.typing)));
        return;
    }
    Value value = value_or_throw(mark, resolve_scalar(tag, text, options_.typing));
    if (!value.is_null() && options_.typing == YamlTyping::kKustomize && expects_annotation()) {
        value = text;
    }
    if (value.is_string()) {
        check_text(mark, value.as_string(), is_key);
    } else if (value.is_null() && text.empty()) {
        value = Value::unwritten_null();
    }
    remember(mark, anchor, value);
    if (is_key) {
        set_key(mark, value_or_throw(mark, as_key(value)));
    } else {
        add(mark, value_or_throw(mark, as_json_value(std::move(value))));
    }
}

void YamlBuilder::alias(const YamlMark& mark, std::size_t anchor) {
    count_node(mark);
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
        throw YamlFault{mark, "the alias stands inside the node that it refers to"};
    }
    if (expects_key()) {
        set_key(mark, value_or_throw(mark, as_key(found->second)));
        return;
    }
    charge_expansion(mark, found->second);
    add(mark, value_or_throw(mark, as_json_value(found->second)));
}

void YamlBuilder::begin(const YamlMark& mark, std::size_t anchor, bool is_mapping) {
    count_node(mark);
    if (expects_key()) {
        throw YamlFault{mark, "a mapping or sequence cannot be a key"};
    }
    if (open_.size() == options_.limits.max_depth) {
        throw YamlFault{mark, std::string(kNestedTooDeep)};
    }
    Frame& frame = open_.emplace_back();
    frame.mark = mark;
    frame.anchor = anchor;
    frame.is_mapping = is_mapping;
}

void YamlBuilder::end_collection() {
    Frame frame = std::move(open_.back());
    open_.pop_back();
    if (!frame.is_mapping) {
        Value array(std::move(frame.array));
        remember(frame.mark, frame.anchor, array);
        add(frame.mark, std::move(array));
        return;
    }
    for (Member& member : frame.merged.take()) {
        if (frame.object.find(member.key) == nullptr) {
            frame.object.set(std::move(member.key), std::move(member.value));
        }
    }
    Value object(frame.object.take());
    remember(frame.mark, frame.anchor, object);
    add(frame.mark, std::move(object));
}

void YamlBuilder::check_text(const YamlMark& mark, std::string_view text, bool is_key) const {
    if ((options_.typing == YamlTyping::kKustomize || options_.refuse_controls) &&
        !fits_json_in_yaml(text, is_key)) {
        throw YamlFault{mark, std::string(kControlCharacters)};
    }
}

void YamlBuilder::set_key(const YamlMark& mark, std::string key) {
    check_text(mark, key, true);
    Frame& frame = open_.back();
    frame.key = std::move(key);
    frame.has_key = true;
    if (options_.duplicate_keys == DuplicateKeys::kError &&
        frame.object.find(frame.key) != nullptr) {
        throw YamlFault{mark,
                        "key \"" + frame.key.substr(0, kMaxQuotedKey) + "\" already set in map"};
    }
}

void YamlBuilder::set_merge_key(const YamlMark& mark) {
    Frame& frame = open_.back();
    if (std::exchange(frame.has_merged, true) && options_.typing == YamlTyping::kKustomize) {
        throw YamlFault{mark, "\"<<\" stands twice in the mapping"};
    }
    frame.has_key = true;
    frame.is_merge = true;
}

void YamlBuilder::add(const YamlMark& mark, Value value) {
    if (open_.empty()) {
        root_ = std::move(value);
        return;
    }
    Frame& frame = open_.back();
    if (!frame.is_mapping) {
        frame.array.push_back(std::move(value));
        return;
    }
    frame.has_key = false;
    if (std::exchange(frame.is_merge, false)) {
        merge(mark, std::move(value));
    } else {
        frame.object.set(std::move(frame.key), std::move(value));
    }
}

// Of mappings merged at once, the first to have a key gives its value. To go-yaml 2, which
// Kubernetes has, they go before what stands above them; to go-yaml 3 all that the mapping says
// itself goes before them.
void YamlBuilder::merge(const YamlMark& mark, Value value) {
    Array sources;
    if (value.is_array()) {
        sources = std::move(value.as_array());
    } else {
        sources.push_back(std::move(value));
    }
    const bool overrides = options_.typing == YamlTyping::kKubernetes;
    if (overrides) {
        std::ranges::reverse(sources);
    }
    Frame& frame = open_.back();
    for (Value& source : sources) {
        if (!source.is_object()) {
            throw YamlFault{mark, "\"<<\" takes a mapping or a sequence of mappings"};
        }
        for (Member& member : source.as_object()) {
            Value* own = overrides ? frame.object.find(member.key) : nullptr;
            if (own != nullptr) {
                *own = std::move(member.value);
            } else if (overrides || frame.merged.find(member.key) == nullptr) {
                frame.merged.set(std::move(member.key), std::move(member.value));
            }
        }
    }
}

}  // namespace sealer::manifest
