// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/value_add.h"

#include <algorithm>

#include "common/base/text.h"
#include "common/manifest/yaml.h"
#include "common/render/kustomize/selector.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {
namespace {

using manifest::Value;

struct AddTarget {
    std::optional<Selector> selector;
    std::string field_path;
    std::int64_t position = 0;  // of the step in the path that stands there, from 1; 0: the whole
};

void decode(Decoder& decoder, AddTarget& into) {
    decode_object(decoder, "selector", into.selector);
    decoder.text("fieldPath", into.field_path).integer("filePathPosition", into.position);
    if (into.field_path.empty()) {
        decoder.reject("fieldPath is missing");
    }
    if (into.position < 0) {
        decoder.reject("filePathPosition must not be negative");
    }
}

void decode_targets(Decoder& decoder, std::vector<AddTarget>& into) {
    decoder.objects("targets", [&into](Decoder& d) { decode(d, into.emplace_back()); });
}

// `text` as the step at `position` of the path `old`.
std::string insert_step(const std::string& old, const std::string& text, std::int64_t position) {
    std::vector<std::string> steps;
    for (const std::string_view step : split(old, '/')) {
        steps.emplace_back(step);
    }
    // An absolute path's first step is the empty one before its slash.
    const std::size_t at = static_cast<std::size_t>(position - 1) + (old.starts_with('/') ? 1 : 0);
    steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(std::min(at, steps.size())), text);
    return join(steps, "/");
}

Status add_value(Layer& layer, const AddTarget& target, const std::string& text) {
    std::optional<ExpressionMatcher> matcher;
    if (target.selector) {
        TRY_ASSIGN(matcher, ExpressionMatcher::compile(*target.selector));
    }
    const FieldSpec field{
        .group = {}, .version = {}, .kind = {}, .path = target.field_path, .create = true};
    for (ResourcePtr& slot : layer.accumulator.resources) {
        TRY(layer.build.budget.work());
        if (matcher && !matcher->matches(*slot, *layer.build.schemas)) {
            continue;
        }
        if (target.field_path == "metadata/namespace" &&
            layer.build.schemas->is_cluster_scoped(manifest::type_of(slot->object))) {
            continue;
        }
        const auto add = [&](Value& value) {
            const std::string old = value.is_string() ? value.as_string() : std::string();
            return layer.build.budget.assign(
                value, target.position == 0 ? text : insert_step(old, text, target.position));
        };
        TRY(visit_fields(edit(slot).object, field, layer.build.budget, add));
    }
    return {};
}

}  // namespace

Status run_value_add(Layer& layer, Decoder& config) {
    std::string text;
    std::string file;
    std::vector<AddTarget> targets;
    config.text("value", text).text("targetFilePath", file);
    decode_targets(config, targets);
    TRY(config.done());
    if (!file.empty()) {
        TRY_ASSIGN(const Value value, layer.read_yaml(file));
        Decoder decoder(value, file, Strictness::kLenient);
        decode_targets(decoder, targets);
        TRY(decoder.done());
    }
    if (targets.empty()) {
        return fail(Code::kInvalid, config.where() + ": needs at least one target");
    }
    text = std::string(trim(text));
    if (text.empty()) {
        const std::string& directory = layer.place.directory;
        text = directory.substr(directory.rfind('/') + 1);
    }
    for (const AddTarget& target : targets) {
        TRY(add_value(layer, target, text));
    }
    return {};
}

}  // namespace sealer::kustomize
