// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <utility>

#include "common/manifest/yaml_scalar.h"
#include "common/render/kustomize/field_path.h"
#include "common/render/kustomize/scalar_text.h"
#include "common/render/kustomize/selector.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

constexpr std::string_view kDefaultField = "metadata.name";

bool is_scalar(const Value& value) {
    return !value.is_object() && !value.is_array();
}

struct Span {
    std::size_t begin;
    std::size_t end;
};

// Where the part `index` of a text stands, parts being what is between delimiters.
std::optional<Span> find_part(std::string_view text, std::string_view delimiter,
                              std::int64_t index) {
    std::size_t begin = 0;
    std::size_t end = text.find(delimiter);
    for (; index > 0 && end != std::string_view::npos; --index) {
        begin = end + delimiter.size();
        end = text.find(delimiter, begin);
    }
    return index == 0 ? std::optional(Span{begin, std::min(end, text.size())}) : std::nullopt;
}

tl::unexpected<Error> delimiter_fault() {
    return fail(Code::kInvalid, "`delimiter` is for plain values, not for mappings and lists");
}

// --- the source ------------------------------------------------------------------------------

Result<const Resource*> find_source(const Resources& resources, const Selector& selector,
                                    const Schemas& schemas, render::Budget& budget) {
    const Resource* found = nullptr;
    for (const ResourcePtr& resource : resources) {
        TRY(budget.work());
        if (!is_selected(*resource, selector, schemas)) {
            continue;
        }
        if (found != nullptr) {
            return fail(Code::kInvalid, "more than one resource is the source " +
                                            to_string(id_of(selector)) +
                                            ": select it more closely");
        }
        found = resource.get();
    }
    return found != nullptr
               ? Result<const Resource*>(found)
               : fail(Code::kInvalid, "no resource is the source " + to_string(id_of(selector)));
}

bool is_missing(const Value* value) {
    return value == nullptr || value->is_null() ||
           (value->is_object() && value->as_object().empty()) ||
           (value->is_array() && value->as_array().empty());
}

Result<Value> read_source(const Resources& resources, const Replacement::Source& source,
                          const Schemas& schemas, render::Budget& budget) {
    TRY_ASSIGN(const Resource* resource, find_source(resources, source.select, schemas, budget));
    const std::string path =
        source.field_path.empty() ? std::string(kDefaultField) : source.field_path;
    TRY_ASSIGN(const Value* value, get_field(resource->object, split_field_path(path)));
    if (is_missing(value)) {
        return fail(Code::kInvalid,
                    "the source " + to_string(resource->id()) + " has no field " + path);
    }
    if (source.options.delimiter.empty()) {
        return *value;
    }
    if (!is_scalar(*value)) {
        return delimiter_fault();
    }
    const std::string text = text_of(*value);
    const auto part = find_part(text, source.options.delimiter, source.options.index);
    if (!part) {
        return fail(Code::kInvalid, "the source's `index` " + std::to_string(source.options.index) +
                                        " is out of bounds: its value has not so many parts");
    }
    return Value(text.substr(part->begin, part->end - part->begin));
}

// --- the targets -----------------------------------------------------------------------------

// The target's text with the value put where the options say.
std::string insert_part(std::string text, const std::string& value,
                        const ReplacementOptions& options) {
    if (const auto part = find_part(text, options.delimiter, options.index)) {
        return text.replace(part->begin, part->end - part->begin, value);
    }
    return options.index < 0 ? value + options.delimiter + text : text + options.delimiter + value;
}

// A scalar keeps its type, whatever text it takes; a new one takes what its text reads as.
std::string_view tag_of(const FoundField& field) {
    if (field.is_new) {
        return "?";
    }
    switch (field.value->kind()) {
        case Value::Kind::kNull:
            return "tag:yaml.org,2002:null";
        case Value::Kind::kBool:
            return "tag:yaml.org,2002:bool";
        case Value::Kind::kInt:
        case Value::Kind::kUint:
            return "tag:yaml.org,2002:int";
        case Value::Kind::kDouble:
            return "tag:yaml.org,2002:float";
        default:
            return "tag:yaml.org,2002:str";
    }
}

Status set_field(const FoundField& field, std::size_t depth, const Value& value,
                 const ReplacementOptions& options, render::Budget& budget) {
    if (field.value == nullptr) {
        return {};
    }
    const bool is_plain = is_scalar(*field.value) && (!field.is_new || is_scalar(value));
    if (!options.delimiter.empty() && !is_plain) {
        return delimiter_fault();
    }
    if (!is_plain) {
        return budget.assign(*field.value, value, depth);
    }
    const std::string text = options.delimiter.empty()
                                 ? text_of(value)
                                 : insert_part(text_of(*field.value), text_of(value), options);
    TRY_ASSIGN(Value scalar,
               manifest::resolve_scalar(tag_of(field), text, manifest::YamlTyping::kKustomize));
    return budget.assign(*field.value, std::move(scalar), depth);
}

Status fill_target(Resource& resource, const Value& value, const Replacement::Target& target,
                   render::Budget& budget) {
    std::vector<std::string> paths = target.field_paths;
    if (paths.empty()) {
        paths.emplace_back(kDefaultField);
    }
    const OnMissing on_missing = target.options.create ? OnMissing::kCreate : OnMissing::kSkip;
    for (const std::string& path : paths) {
        const std::string where = to_string(resource.id()) + ": field " + path;
        const std::vector<std::string> steps = split_field_path(path);
        const auto fields = find_fields(resource.object, steps, on_missing, budget);
        if (!fields) {
            return fail(fields.error().with(where));
        }
        if (fields->empty()) {
            return fail(Code::kInvalid, where + " is not there: `options.create` would make it");
        }
        for (const FoundField& field : *fields) {
            const Status status = set_field(field, steps.size(), value, target.options, budget);
            if (!status) {
                return fail(status.error().with(where));
            }
        }
    }
    return {};
}

// A target's selectors, the labels' parsed once.
class TargetMatcher {
  public:
    static Result<TargetMatcher> compile(const Replacement::Target& target) {
        TargetMatcher matcher(target);
        TRY_ASSIGN(matcher.labels_, LabelMatcher::compile(*target.select));
        for (const Selector& reject : target.reject) {
            TRY_ASSIGN(matcher.rejected_labels_.emplace_back(), LabelMatcher::compile(reject));
        }
        return matcher;
    }

    // By some id, if none is rejected.
    [[nodiscard]] bool matches(const Resource& resource, const Schemas& schemas) const {
        if (!may_select(*target_.select, resource) || !labels_.matches(resource.object) ||
            std::any_of(rejected_labels_.begin(), rejected_labels_.end(),
                        [&resource](const LabelMatcher& labels) {
                            return !labels.empty() && labels.matches(resource.object);
                        })) {
            return false;
        }
        const std::vector<Id> ids = all_ids(resource);
        return std::any_of(ids.begin(), ids.end(),
                           [&](const Id& id) { return selects(*target_.select, id, schemas); }) &&
               std::none_of(ids.begin(), ids.end(),
                            [&](const Id& id) { return rejects(id, schemas); });
    }

  private:
    explicit TargetMatcher(const Replacement::Target& target) : target_(target) {}

    [[nodiscard]] bool rejects(const Id& id, const Schemas& schemas) const {
        return std::any_of(
            target_.reject.begin(), target_.reject.end(), [&](const Selector& reject) {
                const bool is_empty = reject.group.empty() && reject.version.empty() &&
                                      reject.kind.empty() && reject.name.empty() &&
                                      reject.namespace_.empty();
                return !is_empty && selects(reject, id, schemas);
            });
    }

    const Replacement::Target& target_;
    LabelMatcher labels_;
    std::vector<LabelMatcher> rejected_labels_;
};

Status fill_targets(Resources& resources, const Value& value, const Replacement::Target& target,
                    const Schemas& schemas, render::Budget& budget) {
    TRY_ASSIGN(const TargetMatcher matcher, TargetMatcher::compile(target));
    for (ResourcePtr& resource : resources) {
        TRY(budget.work());
        TRY(matcher.matches(*resource, schemas) ? fill_target(edit(resource), value, target, budget)
                                                : Status());
    }
    return {};
}

}  // namespace

Status apply_replacement(Resources& resources, const Replacement& replacement,
                         const Schemas& schemas, render::Budget& budget) {
    if (!replacement.source || replacement.targets.empty()) {
        return fail(Code::kInvalid, "a replacement needs a `source` and `targets`");
    }
    TRY_ASSIGN(const Value value, read_source(resources, *replacement.source, schemas, budget));
    for (const Replacement::Target& target : replacement.targets) {
        if (!target.select) {
            return fail(Code::kInvalid, "a replacement's target needs `select`");
        }
        TRY(fill_targets(resources, value, target, schemas, budget));
    }
    return {};
}

}  // namespace sealer::kustomize
