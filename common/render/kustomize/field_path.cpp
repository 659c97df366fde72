// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/field_path.h"

#include <optional>
#include <utility>

#include <re2/re2.h>

#include "common/base/integer.h"
#include "common/base/text.h"
#include "common/manifest/yaml.h"
#include "common/manifest/yaml_scalar.h"
#include "common/render/kustomize/scalar_text.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

// A step "[key=value]"; the key is empty for elements that are scalars.
struct ElementStep {
    std::string key;
    std::string value;
};

bool is_element_step(std::string_view step) {
    return step.starts_with('[') && step.ends_with(']');
}

Result<ElementStep> parse_element_step(std::string_view step) {
    const std::string_view inner = step.substr(1, step.size() - 2);
    const std::size_t equals = inner.find('=');
    if (equals == std::string_view::npos) {
        return fail(Code::kInvalid, "\"" + std::string(step) +
                                        "\": elements are selected by "
                                        "[key=value]");
    }
    return ElementStep{.key = std::string(inner.substr(0, equals)),
                       .value = std::string(inner.substr(equals + 1))};
}

tl::unexpected<Error> wrong_kind(const std::string& step, std::string_view wanted) {
    return fail(Code::kInvalid,
                "\"" + step + "\" is a step into something that is no " + std::string(wanted));
}

// Pieces between points; a backslash keeps the point behind it.
std::vector<std::string> split_at_points(std::string_view path) {
    std::vector<std::string> pieces;
    bool joins = false;
    for (const std::string_view piece : split(path, '.')) {
        if (joins) {
            pieces.back().back() = '.';
            pieces.back() += piece;
        } else {
            pieces.emplace_back(piece);
        }
        joins = pieces.back().ends_with('\\');
    }
    if (pieces.size() > 1 && pieces.front().empty()) {
        pieces.erase(pieces.begin());
    }
    return pieces;
}

Result<const Value*> get_element(const Value& list, const std::string& step) {
    const manifest::Array& elements = manifest::elements(&list);
    if (const auto place = parse_integer<std::size_t>(step)) {
        return *place < elements.size() ? &elements[*place] : nullptr;
    }
    if (step == "-") {
        return elements.empty() ? nullptr : &elements.back();
    }
    TRY_ASSIGN(const ElementStep wanted, parse_element_step(step));
    for (const Value& element : elements) {
        const Value* text = wanted.key.empty() ? &element : element.get(wanted.key);
        if (text != nullptr && text_of(*text) == wanted.value) {
            return &element;
        }
    }
    return nullptr;
}

// As the expressions of element steps see it: they may look into lists and mappings too.
std::string yaml_of(const Value& value) {
    return value.is_object() || value.is_array() ? std::string(trim(manifest::write_yaml(value)))
                                                 : text_of(value);
}

Value plain(const std::string& text) {
    auto value = manifest::resolve_scalar("?", text, manifest::YamlTyping::kKustomize);
    return value ? std::move(*value) : Value(text);
}

class Finder {
  public:
    Finder(const std::vector<std::string>& path, OnMissing on_missing, render::Budget& budget)
        : path_(path), creates_(on_missing == OnMissing::kCreate), budget_(budget) {}

    Status find(Value& value, std::size_t depth, bool is_new) {
        if (depth == path_.size()) {
            found_.push_back({.value = &value, .is_new = is_new});
            return {};
        }
        const std::string& step = path_[depth];
        const bool enters_list =
            parse_integer<std::size_t>(step) || is_element_step(step) || step == "*";
        if (is_new) {
            value = enters_list ? Value(manifest::Array()) : Value(manifest::Object());
        }
        if (value.is_null()) {
            return find_in_null(step);
        }
        return enters_list ? find_in_list(value, depth) : find_member(value, depth);
    }

    std::vector<FoundField> take() { return std::move(found_); }

  private:
    Status find_in_null(const std::string& step) {
        if (creates_ && step != "*") {
            found_.push_back({.value = nullptr, .is_new = true});
        }
        return {};
    }

    Status find_member(Value& value, std::size_t depth) {
        if (!value.is_object()) {
            return wrong_kind(path_[depth], "mapping");
        }
        Value* member = value.get(path_[depth]);
        if (member == nullptr && !creates_) {
            return {};
        }
        const bool is_new = member == nullptr;
        TRY(is_new ? budget_.add_memory(sizeof(manifest::Member) + path_[depth].size()) : Status());
        return find(is_new ? value[path_[depth]] : *member, depth + 1, is_new);
    }

    Status find_in_list(Value& value, std::size_t depth) {
        if (!value.is_array()) {
            return wrong_kind(path_[depth], "list");
        }
        manifest::Array& list = value.as_array();
        if (is_element_step(path_[depth])) {
            return find_elements(list, depth);
        }
        if (const auto place = parse_integer<std::size_t>(path_[depth])) {
            return find_place(list, *place, depth);
        }
        for (Value& element : list) {
            TRY(find(element, depth + 1, false));
        }
        return {};
    }

    Status find_place(manifest::Array& list, std::size_t place, std::size_t depth) {
        const bool is_new = creates_ && place == list.size();
        if (is_new) {
            TRY(budget_.add_memory(sizeof(Value)));
            list.emplace_back();
        }
        if (place >= list.size()) {
            return fail(Code::kInvalid, "there is no element " + std::to_string(place) +
                                            ": the list has " + std::to_string(list.size()));
        }
        return find(list[place], depth + 1, is_new);
    }

    Status find_elements(manifest::Array& list, std::size_t depth) {
        TRY_ASSIGN(const ElementStep wanted, parse_element_step(path_[depth]));
        const re2::RE2 expression(wanted.value, re2::RE2::Quiet);
        if (!expression.ok()) {
            return fail(Code::kInvalid, "\"" + path_[depth] +
                                            "\" has no regular expression: " + expression.error());
        }
        const std::size_t found_before = found_.size();
        const auto is_wanted = [&](const Value& element) {
            const Value* text = wanted.key.empty() ? &element : element.get(wanted.key);
            return text != nullptr && re2::RE2::PartialMatch(yaml_of(*text), expression);
        };
        for (Value& element : list) {
            TRY(budget_.work());
            TRY(is_wanted(element) ? find_below(element, wanted, depth) : Status());
        }
        if (!creates_ || found_.size() != found_before) {
            return {};
        }
        TRY(budget_.add_memory(sizeof(Value) + sizeof(manifest::Member) + path_[depth].size()));
        Value& element = list.emplace_back();
        if (wanted.key.empty()) {
            found_.push_back({.value = &element, .is_new = true});
            return {};
        }
        element[wanted.key] = plain(wanted.value);
        return find(element, depth + 1, false);
    }

    // Scalars that match are found, whatever steps follow.
    Status find_below(Value& element, const ElementStep& wanted, std::size_t depth) {
        return find(element, wanted.key.empty() ? path_.size() : depth + 1, false);
    }

    const std::vector<std::string>& path_;
    const bool creates_;
    render::Budget& budget_;
    std::vector<FoundField> found_;
};

}  // namespace

std::vector<std::string> split_field_path(std::string_view path) {
    std::vector<std::string> steps;
    const std::vector<std::string> pieces = split_at_points(path);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        std::string step = pieces[i];
        if (!step.starts_with('[') || step.ends_with(']')) {
            steps.push_back(std::move(step));
            continue;
        }
        while (!step.ends_with(']') && i + 1 < pieces.size()) {
            step += "." + pieces[++i];
        }
        if (step.find('=') == std::string::npos) {
            step.erase(0, step.find_first_not_of("[]"));
            step.erase(step.find_last_not_of("[]") + 1);
        }
        steps.push_back(std::move(step));
    }
    return steps;
}

Result<const Value*> get_field(const Value& object, const std::vector<std::string>& path) {
    const Value* value = &object;
    for (const std::string& raw : path) {
        const std::string step(trim(raw));
        if (step.empty()) {
            continue;
        }
        const bool enters_list =
            parse_integer<std::size_t>(step) || is_element_step(step) || step == "-";
        if (!value->is_null() && (enters_list ? !value->is_array() : !value->is_object())) {
            return wrong_kind(step, enters_list ? "list" : "mapping");
        }
        if (enters_list) {
            TRY_ASSIGN(value, get_element(*value, step));
        } else {
            value = value->get(step);
        }
        if (value == nullptr) {
            return nullptr;
        }
    }
    return value;
}

Result<std::vector<FoundField>> find_fields(Value& object, const std::vector<std::string>& path,
                                            OnMissing on_missing, render::Budget& budget) {
    TRY(budget.check_depth(path.size()));
    Finder finder(path, on_missing, budget);
    TRY(finder.find(object, 0, false));
    return finder.take();
}

}  // namespace sealer::kustomize
