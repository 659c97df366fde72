// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/overrides.h"

#include <algorithm>

#include <re2/re2.h>

namespace sealer::kustomize {
namespace {

constexpr std::string_view kKeep = "*";

// A rule that keeps something takes it from the one it replaces.
std::string kept(const std::string& wanted, const std::string& present) {
    return wanted == kKeep ? present : wanted;
}

ImageRule merge(ImageRule rule, const ImageRule& present) {
    rule.new_name = kept(rule.new_name, present.new_name);
    rule.new_tag = kept(rule.new_tag, present.new_tag);
    rule.digest = kept(rule.digest, present.digest);
    return rule;
}

// Puts `rule` in the place of the one of its name; the list is in order of names then, as an edit
// leaves it.
template <class Rule>
void put(std::vector<Rule>& rules, Rule rule) {
    std::erase_if(rules, [&rule](const Rule& other) { return other.name == rule.name; });
    rules.push_back(std::move(rule));
    std::ranges::stable_sort(rules, {}, &Rule::name);
}

Status set_images(const std::vector<std::string>& images, std::vector<ImageRule>& into) {
    std::size_t index = 0;
    for (const std::string& text : images) {
        Result<ImageRule> rule = parse_image(text);
        if (!rule) {
            return fail(rule.error().with("images[" + std::to_string(index) + "]"));
        }
        const auto present = std::ranges::find(into, rule->name, &ImageRule::name);
        put(into, merge(*std::move(rule), present == into.end() ? ImageRule() : *present));
        ++index;
    }
    return {};
}

Status merge_pairs(const TextMap& pairs, bool force, std::string_view field, TextMap& into) {
    for (const auto& [key, value] : pairs) {
        if (!force && into.contains(key)) {
            return fail(Code::kInvalid, std::string(field) + ": " + key +
                                            " is set in the kustomization already; force it to "
                                            "change it");
        }
        into[key] = value;
    }
    return {};
}

Status add_labels(const Overrides& overrides, Kustomization& into) {
    if (overrides.common_labels.empty()) {
        return {};
    }
    if (!overrides.label_without_selector) {
        return overrides.label_include_templates
                   ? fail(Code::kInvalid,
                          "labelIncludeTemplates is for labelWithoutSelector: selectors and "
                          "templates get commonLabels anyway")
                   : merge_pairs(overrides.common_labels, overrides.force_common_labels,
                                 "commonLabels", into.common_labels);
    }
    auto rule = std::ranges::find_if(into.labels, [&overrides](const LabelRule& label) {
        return !label.include_selectors &&
               label.include_templates == overrides.label_include_templates;
    });
    if (rule == into.labels.end()) {
        LabelRule label;
        label.include_templates = overrides.label_include_templates;
        rule = into.labels.insert(rule, std::move(label));
    }
    return merge_pairs(overrides.common_labels, overrides.force_common_labels, "commonLabels",
                       rule->pairs);
}

void set_text(const std::string& wanted, std::string& into) {
    if (!wanted.empty()) {
        into = wanted;
    }
}

}  // namespace

Result<ImageRule> parse_image(std::string_view text) {
    static const re2::RE2 kTagged("(.*):([a-zA-Z0-9._-]*|\\*)");
    const std::size_t equals = text.find('=');
    const bool renames = equals != std::string_view::npos;
    std::string_view image = renames ? text.substr(equals + 1) : text;
    ImageRule rule;
    const std::size_t at = std::min(image.find('@'), image.size());
    rule.digest = image.substr(std::min(at + 1, image.size()));
    image = image.substr(0, at);
    std::string name(image);
    const bool is_tagged = re2::RE2::FullMatch(std::string(image), kTagged, &name, &rule.new_tag);
    if (renames) {
        rule.name = text.substr(0, equals);
        rule.new_name = std::move(name);
    } else {
        rule.name = std::move(name);
    }
    const bool changes = renames ? equals + 1 < text.size() : is_tagged || !rule.digest.empty();
    if (rule.name.empty() || !changes) {
        return fail(Code::kInvalid, "\"" + std::string(text) +
                                        "\" is no change of an image, such as name=new:tag, "
                                        "name:tag or name@digest");
    }
    return rule;
}

Status apply(const Overrides& overrides, Kustomization& into) {
    set_text(overrides.name_prefix, into.name_prefix);
    set_text(overrides.name_suffix, into.name_suffix);
    TRY(set_images(overrides.images, into.images));
    for (const ReplicaRule& rule : overrides.replicas) {
        put(into.replicas, rule);
    }
    TRY(add_labels(overrides, into));
    TRY(merge_pairs(overrides.common_annotations, overrides.force_common_annotations,
                    "commonAnnotations", into.common_annotations));
    set_text(overrides.namespace_, into.namespace_);
    into.patches.insert(into.patches.end(), overrides.patches.begin(), overrides.patches.end());
    for (const std::string& component : overrides.components) {
        if (std::ranges::find(into.components, component) == into.components.end()) {
            into.components.push_back(component);
        }
    }
    return {};
}

}  // namespace sealer::kustomize
