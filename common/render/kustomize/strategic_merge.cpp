// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/strategic_merge.h"

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/base/text.h"
#include "common/render/kustomize/associative_list.h"
#include "common/render/kustomize/scalar_text.h"

namespace sealer::kustomize {
namespace {

using manifest::Member;
using manifest::Schema;
using manifest::Value;

constexpr std::string_view kDirective = "$patch";
// Merging takes the square of this in steps.
constexpr std::size_t kMaxMergedElements = 10'000;

enum class Directive { kMerge, kReplace, kDelete };
enum class Shape { kNone, kScalar, kList, kMapping };

Shape shape_of(const Value* value) {
    if (value == nullptr || value->is_null()) {
        return Shape::kNone;
    }
    return value->is_object() ? Shape::kMapping : value->is_array() ? Shape::kList : Shape::kScalar;
}

Result<Directive> parse_directive(const Value& value) {
    const std::string text = text_of(value);
    if (text == "merge") {
        return Directive::kMerge;
    }
    if (text == "replace") {
        return Directive::kReplace;
    }
    if (text == "delete") {
        return Directive::kDelete;
    }
    return fail(Code::kInvalid,
                "unknown $patch directive \"" + text + "\": use merge, replace or delete");
}

// What the mapping asks for; the directive is taken out of it.
Result<Directive> take_directive(Value* patch) {
    const Value* value = patch == nullptr ? nullptr : patch->get(kDirective);
    if (value == nullptr) {
        return Directive::kMerge;
    }
    TRY_ASSIGN(const Directive directive, parse_directive(*value));
    patch->as_object().erase(kDirective);
    return directive;
}

// What the first element with a directive asks for, if it holds nothing else.
Result<Directive> take_list_directive(Nodes& patch) {
    for (const Value* element : patch) {
        const Value* value = element->get(kDirective);
        if (value == nullptr) {
            continue;
        }
        if (element->as_object().size() > 1) {
            break;
        }
        TRY_ASSIGN(const Directive directive, parse_directive(*value));
        TRY(set_element(patch, {{std::string(kDirective)}, {text_of(*value)}}, nullptr));
        return directive;
    }
    return Directive::kMerge;
}

Nodes nodes_of(Value* list) {
    Nodes nodes;
    if (shape_of(list) == Shape::kList) {
        for (Value& element : list->as_array()) {
            nodes.push_back(&element);
        }
    }
    return nodes;
}

// The list of these elements, each moved there; one that stands twice is copied.
Result<manifest::Array> collect(const Nodes& nodes, render::Budget& budget) {
    manifest::Array list;
    list.reserve(nodes.size());
    std::map<const Value*, std::size_t> moved;
    for (Value* node : nodes) {
        const auto [found, is_new] = moved.emplace(node, list.size());
        if (is_new) {
            list.push_back(std::move(*node));
        } else {
            TRY(budget.add_value(list[found->second]));
            list.push_back(list[found->second]);
        }
    }
    return list;
}

// Both trees are changed on the way: what `walk` returns stands in one of them or in `made_`. A
// place that the target has not yet is taken from the patch and merged with itself, which carries
// out the directives in it.
class Merger {
  public:
    Merger(const Schemas& schemas, render::Budget& budget) : schemas_(schemas), budget_(budget) {}

    // Null for what is to be removed.
    Result<Value*> walk(Value* target, Value* patch, const Schema* schema) {
        const Shape shape = shape_of(target) != Shape::kNone ? shape_of(target) : shape_of(patch);
        if (shape_of(patch) != Shape::kNone && shape_of(patch) != shape) {
            return fail(Code::kInvalid, where() +
                                            ": the patch has another kind of value here (mapping, "
                                            "list or scalar) than the resource");
        }
        if (shape == Shape::kScalar) {
            return patch != nullptr ? patch : target;
        }
        if (schema == nullptr) {
            schema = schema_of(target);
        }
        if (schema == nullptr) {
            schema = schema_of(patch);
        }
        if (shape != Shape::kList) {
            return walk_mapping(target, patch, schema);
        }
        if (schema != nullptr && schema->patch_merge) {
            return walk_list(target, patch, *schema);
        }
        return patch != nullptr ? patch : target;
    }

  private:
    // Objects within objects count too.
    [[nodiscard]] const Schema* schema_of(const Value* value) const {
        return shape_of(value) == Shape::kMapping && !value->text("kind").empty() &&
                       !value->text("apiVersion").empty()
                   ? schemas_.find(manifest::type_of(*value))
                   : nullptr;
    }

    Result<Value*> walk_mapping(Value* target, Value* patch, const Schema* schema) {
        Value* into = target;
        if (shape_of(target) == Shape::kNone) {
            // A fault in what is new is left as it stands.
            if (take_directive(patch) == Directive::kDelete) {
                return nullptr;
            }
            into = patch;
        } else if (patch != nullptr && patch->is_null()) {
            return nullptr;
        } else {
            const auto directive = take_directive(patch);
            if (!directive) {
                return fail(directive.error().with(where()));
            }
            if (*directive == Directive::kDelete) {
                return nullptr;
            }
            into = *directive == Directive::kReplace ? patch : target;
        }
        if (shape_of(into) == Shape::kMapping) {
            TRY(merge_members(*into, patch, schema));
        }
        return into;
    }

    Status merge_members(Value& into, Value* patch, const Schema* schema) {
        std::vector<std::string> names;
        for (const Member& member : into.as_object()) {
            names.push_back(member.key);
        }
        for (const Member& member : manifest::members(patch)) {
            if (!into.as_object().contains(member.key)) {
                names.push_back(member.key);
            }
        }
        for (const std::string& name : names) {
            path_.push_back(name);
            TRY(budget_.work());
            TRY(merge_member(into, name, patch == nullptr ? nullptr : patch->get(name),
                             schema == nullptr ? nullptr : schema->member(name)));
            path_.pop_back();
        }
        return {};
    }

    Status merge_member(Value& into, const std::string& name, Value* patch, const Schema* schema) {
        Value* present = into.get(name);
        if (present != nullptr && present->is_null() && patch == nullptr) {
            if (present->is_unwritten_null()) {
                into.as_object().erase(name);
            }
            return {};
        }
        TRY_ASSIGN(Value * merged, walk(present, patch, schema));
        if (merged == nullptr || merged->is_null()) {
            into.as_object().erase(name);
        } else if (merged != present) {
            into[name] = std::move(*merged);
        }
        return {};
    }

    Result<Value*> walk_list(Value* target, Value* patch, const Schema& schema) {
        Nodes patched = nodes_of(patch);
        Nodes present = nodes_of(target);
        bool is_new = shape_of(target) == Shape::kNone;
        if (!is_new && patch != nullptr && patch->is_null()) {
            return nullptr;
        }
        if (!is_new && patch != nullptr) {
            const auto directive = take_list_directive(patched);
            if (!directive) {
                return fail(directive.error().with(where()));
            }
            if (*directive == Directive::kDelete) {
                return nullptr;
            }
            is_new = *directive == Directive::kReplace;
        }
        Nodes& into = is_new ? patched : present;
        if (patched.size() + present.size() > kMaxMergedElements) {
            return fail(Code::kInvalid, where() + ": more than " +
                                            std::to_string(kMaxMergedElements) +
                                            " elements to merge by their keys");
        }
        path_.emplace_back("[]");
        auto merged = merge_elements(into, patched, schema);
        path_.pop_back();
        if (!merged) {
            return fail(std::move(merged).error());
        }
        TRY_ASSIGN(made_.emplace_back(), collect(*merged, budget_));
        return &made_.back();
    }

    static std::vector<std::string> keys_of(const Schema& list) {
        if (!list.list_map_keys.empty()) {
            return list.list_map_keys;
        }
        return {list.patch_merge_key};  // "" for lists of plain values
    }

    // The elements of `patch` come first, then the others of `into`, which may be the same list.
    Result<Nodes> merge_elements(Nodes& into, const Nodes& patch, const Schema& schema) {
        ElementKey key{.names = keys_of(schema), .texts = {}};
        auto all = element_texts({&patch, &into}, key.names);
        if (key.names.size() > 1) {
            unite_texts(all);
        }
        Nodes merged;
        std::vector<std::string> names;
        for (const std::vector<std::string>& texts : all) {
            TRY(budget_.work());
            key.texts = texts;
            const ElementKey wide = narrow_key(key, all);
            const ElementKey own = narrow_key(wide, {wide.texts});
            TRY_ASSIGN(Value * element,
                       walk(find_element(into, own), find_element(patch, own), schema.items));
            const bool is_gone = element == nullptr || element->is_null() ||
                                 (element->is_object() && element->as_object().empty());
            const Status status =
                is_gone ? set_element(into, wide, nullptr) : set_element(merged, wide, element);
            if (!status) {
                return fail(status.error().with(where()));
            }
            names = wide.names;
        }
        if (all.empty()) {
            return into;
        }
        if (const Status status = set_elements(merged, into, names); !status) {
            return fail(status.error().with(where()));
        }
        return merged;
    }

    [[nodiscard]] std::string where() const {
        return path_.empty() ? "the resource" : join(path_, ".");
    }

    const Schemas& schemas_;
    render::Budget& budget_;
    std::deque<Value> made_;
    std::vector<std::string> path_;
};

}  // namespace

Result<std::optional<Value>> strategic_merge(Value target, Value patch, const Schemas& schemas,
                                             render::Budget& budget) {
    // There is nothing that the whole could be replaced in.
    if (patch.text(kDirective) == "replace") {
        return target;
    }
    TRY(budget.add_value(patch));
    TRY_ASSIGN(const Value* merged, Merger(schemas, budget).walk(&target, &patch, nullptr));
    if (merged == nullptr) {
        return std::nullopt;
    }
    return target;
}

}  // namespace sealer::kustomize
