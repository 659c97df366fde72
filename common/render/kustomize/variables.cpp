// SPDX-License-Identifier: Apache-2.0
// $(NAME) stands for a field of a resource (`vars`).
// Source of the rules: kustomize 5.5, api/filters/refvar and ResAccumulator.
#include <algorithm>
#include <functional>
#include <map>

#include "common/base/integer.h"
#include "common/render/kustomize/field_walk.h"
#include "common/render/kustomize/scalar_text.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

// "a.b[0].c\.d[e.f]" -> a, b, 0, c.d, e.f: brackets are steps of their own, also right behind a
// key, and part of none. (Replacements split theirs otherwise: see field_path.h.)
std::vector<std::string> split_at_points_and_brackets(std::string_view path) {
    std::vector<std::string> steps;
    std::string step;
    const auto end_step = [&steps, &step] {
        if (!step.empty()) {
            steps.push_back(std::exchange(step, ""));
        }
    };
    for (std::size_t i = 0; i < path.size(); ++i) {
        const std::size_t close = path[i] == '[' ? path.find(']', i) : std::string_view::npos;
        if (path[i] == '\\' && i + 1 < path.size() && path[i + 1] == '.') {
            step += path[++i];
        } else if (path[i] == '.') {
            end_step();
        } else if (close != std::string_view::npos) {
            end_step();
            step = path.substr(i + 1, close - i - 1);
            end_step();
            i = close;
        } else {
            step += path[i];
        }
    }
    end_step();
    return steps;
}

// The element that a step means: by its index, by a field ("name=web"), or the last ("-").
const Value* element_at(const manifest::Array& array, std::string_view step) {
    if (step == "-" && !array.empty()) {
        return &array.back();
    }
    if (const auto index = parse_integer<std::size_t>(step)) {
        return *index < array.size() ? &array[*index] : nullptr;
    }
    const std::size_t equals = step.find('=');
    if (equals == std::string_view::npos) {
        return nullptr;
    }
    const auto found = std::ranges::find_if(array, [&](const Value& element) {
        return element.text(step.substr(0, equals)) == step.substr(equals + 1);
    });
    return found == array.end() ? nullptr : &*found;
}

// Null where there is nothing.
const Value* field_at(const Value& object, std::string_view path) {
    const Value* value = &object;
    for (const std::string& step : split_at_points_and_brackets(path)) {
        value = value->is_array() ? element_at(value->as_array(), step) : value->get(step);
        if (value == nullptr) {
            return nullptr;
        }
    }
    return value;
}

// Scalars by the names of their variables. Mappings and lists are not put into texts.
class Values {
  public:
    // A null is what it is written as.
    void add(const std::string& name, const Value& value) {
        by_name_.emplace(name, value.is_null() ? Value("null") : value);
    }

    // What `text` becomes: another text, or the value itself where the text is one reference.
    [[nodiscard]] Result<Value> expand(std::string_view text, render::Budget& budget) const {
        const std::size_t size = text.size();
        bool may_close = true;  // there is a ')' perhaps
        std::string out;
        while (!text.empty()) {
            const std::size_t dollar = std::min(text.find('$'), text.size());
            out += text.substr(0, dollar);
            text.remove_prefix(dollar);
            if (text.starts_with("$$")) {
                out += '$';
                text.remove_prefix(2);
                continue;
            }
            const std::size_t close =
                may_close && text.starts_with("$(") ? text.find(')') : std::string_view::npos;
            may_close = may_close && (close != std::string_view::npos || !text.starts_with("$("));
            if (close == std::string_view::npos) {
                out += text.substr(0, 1);
                text.remove_prefix(std::min<std::size_t>(1, text.size()));
                continue;
            }
            const std::string_view reference = text.substr(0, close + 1);
            const auto found = by_name_.find(reference.substr(2, close - 2));
            text.remove_prefix(close + 1);
            const bool is_known =
                found != by_name_.end() && !found->second.is_object() && !found->second.is_array();
            const std::string value =
                is_known ? printed_by_go(found->second) : std::string(reference);
            TRY(budget.add_memory(value.size()));
            if (is_known && reference.size() == size) {
                return found->second;
            }
            out += value;
        }
        return out;
    }

  private:
    std::map<std::string, Value, std::less<>> by_name_;
};

// The text that a field is, or those in the mapping or list that it is.
template <class AnyValue, class Visit>
Status visit_leaf(AnyValue& leaf, const Visit& visit) {
    if (leaf.is_string()) {
        return visit(leaf);
    }
    if (leaf.is_object()) {
        for (auto& member : leaf.as_object()) {
            TRY(member.value.is_string() ? visit(member.value) : Status());
        }
        return {};
    }
    if (!leaf.is_array()) {
        return {};
    }
    for (auto& element : leaf.as_array()) {
        if (!element.is_string()) {
            return fail(Code::kInvalid,
                        "expected texts in the list: variables are expanded in them");
        }
        TRY(visit(element));
    }
    return {};
}

// Calls `visit` with each text at the field that may hold references.
template <class AnyValue, class Visit>
Status walk_texts(AnyValue& object, std::span<const std::string> steps, const Visit& visit) {
    return walk_fields(object, steps, [&visit](AnyValue& leaf) { return visit_leaf(leaf, visit); });
}

Status expand_field(ResourcePtr& slot, std::span<const std::string> steps, const Values& values,
                    render::Budget& budget) {
    bool any = false;
    const Value& object = slot->object;
    TRY(walk_texts(object, steps, [&any](const Value& text) {
        any = any || text.as_string().find('$') != std::string::npos;
        return Status();
    }));
    if (!any) {
        return {};
    }
    return walk_texts(edit(slot).object, steps, [&](Value& text) -> Status {
        TRY_ASSIGN(text, values.expand(text.as_string(), budget));
        return {};
    });
}

Result<Values> read_values(const Resources& resources, const std::vector<Variable>& variables,
                           render::Budget& budget) {
    std::map<std::string_view, const Resource*> bound;
    for (const ResourcePtr& resource : resources) {
        for (const std::string& name : resource->variables) {
            bound.emplace(name, resource.get());
        }
    }
    Values values;
    for (const Variable& variable : variables) {
        const auto found = bound.find(variable.name);
        if (found == bound.end()) {
            return fail(Code::kInvalid, "var " + variable.name + ": no " + variable.kind + " " +
                                            variable.object_name +
                                            " among the resources of its kustomization");
        }
        const Value* value = field_at(found->second->object, variable.field_path);
        if (value == nullptr) {
            return fail(Code::kInvalid, "var " + variable.name + ": " + describe(*found->second) +
                                            " has no field " + variable.field_path);
        }
        TRY(budget.add_value(*value));
        values.add(variable.name, *value);
    }
    return values;
}

}  // namespace

Status merge_variables(std::vector<Variable>& into, const std::vector<Variable>& from,
                       render::Budget& budget) {
    for (const Variable& variable : from) {
        TRY(budget.work());
        if (std::ranges::find(into, variable.name, &Variable::name) != into.end()) {
            return fail(Code::kInvalid, "var " + variable.name +
                                            " is defined twice; names must be unique among a "
                                            "kustomization and its bases");
        }
        into.push_back(variable);
    }
    return {};
}

Status bind_variable(const Variable& variable, Resources& resources, const Schemas& schemas,
                     render::Budget& budget) {
    const auto [group, version] = manifest::split_api_version(variable.api_version);
    const Id wanted{.type = {std::string(group), std::string(version), variable.kind},
                    .namespace_ = variable.namespace_,
                    .name = variable.object_name};
    // Where no namespace is said, any will do.
    const bool any_namespace =
        variable.namespace_.empty() && !schemas.is_cluster_scoped(wanted.type);
    const auto is_wanted = [&](const Id& id) {
        return id.name == wanted.name && id.type == wanted.type &&
               (any_namespace || same_object(id, wanted, schemas));
    };
    ResourcePtr* match = nullptr;
    for (ResourcePtr& resource : resources) {
        TRY(budget.work());
        if (!is_wanted(resource->id()) && std::ranges::none_of(resource->previous, is_wanted)) {
            continue;
        }
        if (match != nullptr) {
            return fail(Code::kInvalid, "var " + variable.name + " could mean " +
                                            describe(**match) + " or " + describe(*resource) +
                                            "; say its namespace in objref");
        }
        match = &resource;
    }
    if (match != nullptr) {
        edit(*match).variables.push_back(variable.name);
    }
    return {};
}

Status expand_variables(Resources& resources, const std::vector<Variable>& variables,
                        const FieldSpecs& fields, render::Budget& budget) {
    if (variables.empty()) {
        return {};
    }
    TRY_ASSIGN(const Values values, read_values(resources, variables, budget));
    std::vector<std::vector<std::string>> paths;
    for (const FieldSpec& field : fields) {
        paths.push_back(split_path(field.path));
    }
    for (ResourcePtr& slot : resources) {
        const manifest::GroupVersionKind type = manifest::type_of(slot->object);
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (!fields[i].matches(type)) {
                continue;
            }
            TRY(budget.work());
            const Status expanded = expand_field(slot, paths[i], values, budget);
            if (!expanded) {
                return fail(expanded.error().with(describe(*slot) + ": " + fields[i].path));
            }
        }
    }
    return {};
}

}  // namespace sealer::kustomize
