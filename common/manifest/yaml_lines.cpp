// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_lines.h"

#include <algorithm>
#include <map>
#include <sstream>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "common/manifest/yaml_line_breaks.h"

namespace sealer::manifest {
namespace {

// The wanted nodes, as a tree: a stream's other nodes then cost nothing.
struct Wanted {
    std::map<std::string, Wanted> steps;
    int line = 0;  // 0: not met yet

    Wanted* find(const std::string& step) {
        const auto found = steps.find(step);
        return found == steps.end() ? nullptr : &found->second;
    }
};

using WantedByDocument = std::map<int, Wanted>;  // by the document's line

class Finder : public YAML::EventHandler {
  public:
    explicit Finder(WantedByDocument& documents) : documents_(documents) {}

    void OnDocumentStart(const YAML::Mark& /*at*/) override { open_.clear(); }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& at, YAML::anchor_t /*anchor*/) override { enter(at, ""); }
    void OnAlias(const YAML::Mark& at, YAML::anchor_t /*anchor*/) override { enter(at, ""); }
    void OnScalar(const YAML::Mark& at, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  const std::string& text) override {
        enter(at, text);
    }
    void OnSequenceStart(const YAML::Mark& at, const std::string& /*tag*/,
                         YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {
        open_.push_back({.wanted = enter(at, ""), .is_mapping = false});
    }
    void OnMapStart(const YAML::Mark& at, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                    YAML::EmitterStyle::value /*style*/) override {
        open_.push_back({.wanted = enter(at, ""), .is_mapping = true});
    }
    void OnSequenceEnd() override { open_.pop_back(); }
    void OnMapEnd() override { open_.pop_back(); }

  private:
    struct Frame {
        Wanted* wanted = nullptr;  // null where nothing below is wanted
        bool is_mapping = false;
        bool has_key = false;
        Wanted* member = nullptr;  // of the key
        std::size_t index = 0;     // of the next element
    };

    // What is wanted of the node that starts here, if anything. `text` matters for keys.
    Wanted* enter(const YAML::Mark& at, const std::string& text) {
        if (open_.empty()) {
            const auto found = documents_.find(at.line + 1);
            return found == documents_.end() ? nullptr : met(&found->second, at);
        }
        Frame& frame = open_.back();
        if (!frame.is_mapping) {
            const std::size_t index = frame.index++;
            return frame.wanted == nullptr ? nullptr
                                           : met(frame.wanted->find(std::to_string(index)), at);
        }
        frame.has_key = !frame.has_key;
        if (!frame.has_key) {
            return frame.member;
        }
        frame.member = frame.wanted == nullptr ? nullptr : met(frame.wanted->find(text), at);
        return nullptr;
    }

    static Wanted* met(Wanted* wanted, const YAML::Mark& at) {
        if (wanted != nullptr) {
            wanted->line = at.line + 1;
        }
        return wanted;
    }

    WantedByDocument& documents_;
    std::vector<Frame> open_;
};

// Fills in the lines.
void parse(std::string_view text, WantedByDocument& documents) {
    try {
        std::istringstream stream{with_line_feeds(text).value_or(std::string(text))};
        YAML::Parser parser(stream);
        Finder finder(documents);
        while (parser.HandleNextDocument(finder)) {
        }
    } catch (const YAML::Exception&) {
        // What is broken behind the nodes that were parsed before is not asked for here.
    }
}

}  // namespace

std::vector<int> find_lines(std::string_view text, const std::vector<NodePath>& nodes) {
    WantedByDocument documents;
    for (const NodePath& node : nodes) {
        Wanted* wanted = &documents[node.document_line];
        for (const std::string& step : node.steps) {
            wanted = &wanted->steps[step];
        }
    }
    // Of roots alone the lines are known.
    if (std::ranges::any_of(nodes, [](const NodePath& node) { return !node.steps.empty(); })) {
        parse(text, documents);
    }
    std::vector<int> lines;
    lines.reserve(nodes.size());
    for (const NodePath& node : nodes) {
        Wanted* wanted = &documents[node.document_line];
        int line = node.document_line;
        for (const std::string& step : node.steps) {
            wanted = wanted->find(step);
            line = wanted->line == 0 ? line : wanted->line;
        }
        lines.push_back(line);
    }
    return lines;
}

}  // namespace sealer::manifest
