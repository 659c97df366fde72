// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/field_spec.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

struct PathStep {
    std::string name;
    bool is_sequence = false;  // "[]" behind the name
};

std::vector<PathStep> parse_path(std::string_view path) {
    std::vector<PathStep> steps(1);
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] == '\\' && i + 1 < path.size() && path[i + 1] == '/') {
            steps.back().name += path[++i];
        } else if (path[i] == '/') {
            steps.emplace_back();
        } else {
            steps.back().name += path[i];
        }
    }
    for (PathStep& step : steps) {
        if (step.name.ends_with("[]")) {
            step.name.resize(step.name.size() - 2);
            step.is_sequence = true;
        }
    }
    if (steps.front().name.empty() && steps.size() > 1) {
        steps.erase(steps.begin());
    }
    return steps;
}

class Visitor {
  public:
    Visitor(const std::vector<PathStep>& steps, const FieldSpec& spec, render::Budget& budget,
            const std::function<Status(Value&)>& change)
        : steps_(steps), spec_(spec), budget_(budget), change_(change) {}

    Status visit(Value& value, std::size_t depth) {
        if (depth == steps_.size()) {
            return change_(value);
        }
        if (value.is_array()) {
            return visit_elements(value, depth);
        }
        if (value.is_object() || (value.is_null() && spec_.create)) {
            return visit_member(value, depth);
        }
        return value.is_null() ? Status()
                               : fail(Code::kInvalid,
                                      spec_.path + ": expected a mapping or a sequence on the way");
    }

  private:
    Status visit_elements(Value& sequence, std::size_t depth) {
        for (Value& element : sequence.as_array()) {
            TRY(visit(element, depth));
        }
        return {};
    }

    Status visit_member(Value& mapping, std::size_t depth) {
        const PathStep& step = steps_[depth];
        Value* member = mapping.get(step.name);
        if (member == nullptr && (!spec_.create || step.is_sequence)) {
            return {};
        }
        if (member == nullptr) {
            TRY(budget_.add_memory(sizeof(manifest::Member) + step.name.size()));
            member = &mapping[step.name];
        }
        if (member->is_null() && step.is_sequence) {
            *member = manifest::Array();
        }
        return visit(*member, depth + 1);
    }

    const std::vector<PathStep>& steps_;
    const FieldSpec& spec_;
    render::Budget& budget_;
    const std::function<Status(Value&)>& change_;
};

}  // namespace

bool FieldSpec::matches(const manifest::GroupVersionKind& type) const {
    return (group.empty() || group == type.group) && (version.empty() || version == type.version) &&
           (kind.empty() || kind == type.kind);
}

std::vector<std::string> split_path(std::string_view path) {
    std::vector<std::string> names;
    for (PathStep& step : parse_path(path)) {
        names.push_back(std::move(step.name));
    }
    return names;
}

Status visit_fields(Value& object, const FieldSpec& spec, render::Budget& budget,
                    const std::function<Status(Value&)>& change) {
    if (spec.path.empty()) {
        return fail(Code::kInvalid, "a field spec's path is empty");
    }
    const std::vector<PathStep> steps = parse_path(spec.path);
    TRY(budget.check_depth(steps.size()));
    TRY(budget.work());
    return Visitor(steps, spec, budget, change).visit(object, 0);
}

}  // namespace sealer::kustomize
