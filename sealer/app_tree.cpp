// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_tree.h"

#include <algorithm>
#include <map>
#include <utility>

#include "sealer/app_report.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

using manifest::ObjectKey;
using manifest::Value;

constexpr int kMaxTreeDepth = 20;

// By owner. An object's owners are in its own namespace, or in none.
using Children = std::multimap<ObjectKey, const Value*>;

Children children_of(const std::vector<Value>& objects) {
    Children children;
    for (const Value& object : objects) {
        for (const Value& owner : manifest::elements(object.get("metadata", "ownerReferences"))) {
            const auto group = manifest::split_api_version(owner.text("apiVersion")).first;
            children.emplace(ObjectKey{.group = std::string(group),
                                       .kind = std::string(owner.text("kind")),
                                       .namespace_ = std::string(manifest::namespace_of(object)),
                                       .name = std::string(owner.text("name"))},
                             &object);
        }
    }
    return children;
}

// Of a Pod: what there is of a status without the controller.
std::string state_of(const Value& object) {
    return std::string(object.text("kind") == "Pod" ? object.text("status", "phase") : "");
}

class Drawing {
  public:
    Drawing(const Children& children, bool detailed) : children_(children), detailed_(detailed) {
        rows_.push_back({"KIND/NAME", "NAMESPACE", "STATUS", "HEALTH"});
        if (detailed) {
            rows_.front().emplace_back("MESSAGE");
        }
    }

    void add(const ResourceRow& row, const std::string& stem) {
        rows_.push_back(
            {stem + row.key.kind + "/" + row.key.name, row.key.namespace_, row.status, row.health});
        if (detailed_) {
            rows_.back().push_back(row.message.empty() ? row.health_message : row.message);
        }
    }

    void add_below(const ObjectKey& owner, const std::string& margin, int depth = 0) {
        const auto [begin, end] = children_.equal_range(owner);
        for (auto child = begin; child != end && depth < kMaxTreeDepth; ++child) {
            const bool is_last = std::next(child) == end;
            const ObjectKey key = manifest::key_of(*child->second);
            ResourceRow row{.key = key};
            row.status = state_of(*child->second);
            add(row, margin + (is_last ? "└─" : "├─"));
            add_below(key, margin + (is_last ? "  " : "│ "), depth + 1);
        }
    }

    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

  private:
    const Children& children_;
    const bool detailed_;
    std::vector<Row> rows_;
};

}  // namespace

std::string draw_tree(const std::vector<ResourceRow>& rows, const std::vector<Value>& others,
                      bool detailed, bool in_colour) {
    const Children children = children_of(others);
    Drawing drawing(children, detailed);
    for (const ResourceRow& row : rows) {
        drawing.add(row, "");
        drawing.add_below(row.key, "");
    }
    return print_table(drawing.rows(), 2, in_colour ? status_colour : nullptr);
}

}  // namespace sealer::cli
