// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_node.h"

#include <istream>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "common/base/check.h"
#include "common/manifest/utf8.h"
#include "common/manifest/view_buffer.h"

namespace sealer::manifest {
namespace {

class NodeHandler : public YAML::EventHandler {
  public:
    explicit NodeHandler(std::size_t skipped) : skipped_(skipped) {}

    std::vector<YamlNode> take() { return std::move(documents_); }

    void OnDocumentStart(const YAML::Mark& /*mark*/) override { CHECK(open_.empty()); }
    void OnDocumentEnd() override {
        if (!root_.is_null()) {
            documents_.push_back(std::move(root_));
        }
        root_ = YamlNode();
    }

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        add(node(YamlNode::Kind::kNull, mark, anchor != 0));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
        add(node(YamlNode::Kind::kAlias, mark, false));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& text) override {
        YamlNode scalar =
            node(YamlNode::Kind::kScalar, mark, anchor != 0 || (tag != "?" && tag != "!"));
        scalar.is_plain = tag == "?";
        scalar.text = text;
        add(std::move(scalar));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        begin(node(YamlNode::Kind::kSequence, mark, anchor != 0 || tag != "?"), style);
    }
    void OnSequenceEnd() override { end(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        begin(node(YamlNode::Kind::kMapping, mark, anchor != 0 || tag != "?"), style);
    }
    void OnMapEnd() override { end(); }

  private:
    [[nodiscard]] YamlNode node(YamlNode::Kind kind, const YAML::Mark& mark,
                                bool is_decorated) const {
        YamlNode node;
        node.kind = kind;
        node.is_decorated = is_decorated;
        node.offset = (mark.is_null() ? 0 : static_cast<std::size_t>(mark.pos)) + skipped_;
        node.column = mark.is_null() ? 0 : mark.column;
        return node;
    }

    void begin(YamlNode collection, YAML::EmitterStyle::value style) {
        collection.is_flow = style == YAML::EmitterStyle::Flow;
        open_.push_back(std::move(collection));
    }

    void end() {
        YamlNode collection = std::move(open_.back());
        open_.pop_back();
        add(std::move(collection));
    }

    void add(YamlNode node) {
        if (open_.empty()) {
            root_ = std::move(node);
        } else {
            open_.back().children.push_back(std::move(node));
        }
    }

    std::size_t skipped_;
    YamlNode root_;
    std::vector<YamlNode> open_;  // from the root down
    std::vector<YamlNode> documents_;
};

}  // namespace

Result<std::vector<YamlNode>> parse_yaml_nodes(std::string_view text) {
    const std::size_t skipped = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    ViewBuffer buffer(text.substr(skipped));
    std::istream stream(&buffer);
    NodeHandler handler(skipped);
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(handler)) {
        }
    } catch (const YAML::Exception& error) {
        return fail(Code::kInvalid,
                    "line " + std::to_string(error.mark.line + 1) + ": not well-formed YAML");
    }
    return handler.take();
}

}  // namespace sealer::manifest
