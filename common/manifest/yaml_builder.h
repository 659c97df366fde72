// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/object_builder.h"
#include "common/manifest/value.h"
#include "common/manifest/yaml.h"

namespace sealer::manifest {

// Where in the text a node starts; line and column count from 0.
struct YamlMark {
    std::size_t offset = 0;
    int line = 0;
    int column = 0;
};

// What is wrong with a document. Thrown, because the parser that calls the builder knows no other
// way to stop.
struct YamlFault {
    YamlMark mark;
    std::string message;
};

// How the messages of two limits end, by which those who set them know them.
inline constexpr std::string_view kNestedTooDeep = "nested too deep";
inline constexpr std::string_view kExpandsTooMuch = "anchors and aliases expand to too much";

// "line 3, column 5: …"
[[nodiscard]] Error error_at(const YamlMark& mark, std::string_view message);

// Makes a tree of the nodes of one document at a time, as they come, with all limits of a whole
// stream charged before memory is spent. Anchors are numbers that the caller gives to nodes, 0 for
// none. Throws YamlFault.
class YamlBuilder {
  public:
    explicit YamlBuilder(const YamlOptions& options) : options_(options) {}

    void begin_document();
    // The document's root; null for an empty one.
    [[nodiscard]] Value end_document();

    // `tag` is "?" for a plain scalar and "!" for a quoted one, else its tag in full form.
    void scalar(const YamlMark& mark, std::string_view tag, std::size_t anchor,
                std::string_view text);
    void alias(const YamlMark& mark, std::size_t anchor);
    void begin_sequence(const YamlMark& mark, std::size_t anchor) { begin(mark, anchor, false); }
    void begin_mapping(const YamlMark& mark, std::size_t anchor) { begin(mark, anchor, true); }
    void end_collection();
    // Whether the next node is a key.
    [[nodiscard]] bool expects_key() const;

  private:
    // A mapping or sequence that is not finished yet.
    struct Frame {
        YamlMark mark;
        std::size_t anchor = 0;
        bool is_mapping = false;
        bool has_key = false;
        bool is_merge = false;  // the key is "<<"
        bool has_merged = false;
        std::string key;
        ObjectBuilder object;
        ObjectBuilder merged;  // from "<<", where `object` has no such key
        Array array;
    };

    void begin(const YamlMark& mark, std::size_t anchor, bool is_mapping);
    // Whether the next node is the value of an object's annotation, or a key of one.
    [[nodiscard]] bool expects_annotation() const;
    void count_node(const YamlMark& mark);
    void charge_expansion(const YamlMark& mark, const Value& value);
    void remember(const YamlMark& mark, std::size_t anchor, const Value& value);
    void add(const YamlMark& mark, Value value);
    void set_key(const YamlMark& mark, std::string key);
    void set_merge_key(const YamlMark& mark);
    void merge(const YamlMark& mark, Value value);
    void check_text(const YamlMark& mark, std::string_view text, bool is_key) const;

    YamlOptions options_;
    std::size_t nodes_ = 0;
    std::size_t expanded_nodes_ = 0;
    std::size_t expanded_bytes_ = 0;
    std::vector<Frame> open_;
    std::map<std::size_t, Value> anchors_;
    Value root_;
};

}  // namespace sealer::manifest
