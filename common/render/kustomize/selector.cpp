// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/selector.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <re2/re2.h>

namespace sealer::kustomize {

// A regular expression. Most say just one text, and need not be compiled.
struct SelectorExpression {
    std::string text;  // empty: matches all
    std::unique_ptr<re2::RE2> compiled;

    [[nodiscard]] bool matches(std::string_view other) const {
        return compiled == nullptr ? text.empty() || text == other
                                   : re2::RE2::PartialMatch(
                                         re2::StringPiece(other.data(), other.size()), *compiled);
    }
};

namespace {

using manifest::Value;

Result<SelectorExpression> compile_expression(std::string_view name, const std::string& text) {
    constexpr std::string_view kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/";
    if (text.find_first_not_of(kPlain) == std::string::npos) {
        return SelectorExpression{text, nullptr};
    }
    auto compiled = std::make_unique<re2::RE2>("^(?:" + text + ")$", re2::RE2::Quiet);
    if (!compiled->ok()) {
        return fail(Code::kInvalid, "the selector's " + std::string(name) + " \"" + text +
                                        "\" is no regular expression: " + compiled->error());
    }
    return SelectorExpression{text, std::move(compiled)};
}

Result<manifest::Selector> parse_selector(std::string_view name, const std::string& text) {
    auto selector = manifest::Selector::parse(text);
    return selector ? selector
                    : fail(selector.error().with("the selector's " + std::string(name) + " \"" +
                                                 text + "\""));
}

}  // namespace

Result<LabelMatcher> LabelMatcher::compile(const Selector& selector) {
    LabelMatcher matcher;
    TRY_ASSIGN(matcher.labels_, parse_selector("labelSelector", selector.label_selector));
    TRY_ASSIGN(matcher.annotations_,
               parse_selector("annotationSelector", selector.annotation_selector));
    return matcher;
}

bool LabelMatcher::matches(const Value& object) const {
    return (labels_.empty() || labels_.matches(object.get("metadata", "labels"))) &&
           (annotations_.empty() || annotations_.matches(object.get("metadata", "annotations")));
}

struct ExpressionMatcher::Compiled {
    SelectorExpression group, version, kind, name, namespace_;
    LabelMatcher labels;
};

ExpressionMatcher::ExpressionMatcher(std::unique_ptr<Compiled> compiled)
    : compiled_(std::move(compiled)) {}
ExpressionMatcher::ExpressionMatcher(ExpressionMatcher&&) noexcept = default;
ExpressionMatcher& ExpressionMatcher::operator=(ExpressionMatcher&&) noexcept = default;
ExpressionMatcher::~ExpressionMatcher() = default;

Result<ExpressionMatcher> ExpressionMatcher::compile(const Selector& selector) {
    auto compiled = std::make_unique<Compiled>();
    TRY_ASSIGN(compiled->group, compile_expression("group", selector.group));
    TRY_ASSIGN(compiled->version, compile_expression("version", selector.version));
    TRY_ASSIGN(compiled->kind, compile_expression("kind", selector.kind));
    TRY_ASSIGN(compiled->name, compile_expression("name", selector.name));
    TRY_ASSIGN(compiled->namespace_, compile_expression("namespace", selector.namespace_));
    TRY_ASSIGN(compiled->labels, LabelMatcher::compile(selector));
    return ExpressionMatcher(std::move(compiled));
}

bool ExpressionMatcher::matches(const Resource& resource, const Schemas& schemas) const {
    // Kinds and names first: they tell most apart.
    const Value& object = resource.object;
    const std::string_view name = manifest::name_of(object);
    if (!compiled_->kind.matches(object.text("kind")) ||
        !(compiled_->name.matches(name) ||
          (!resource.previous.empty() &&
           compiled_->name.matches(resource.previous.front().name)))) {
        return false;
    }
    const auto [group, version] = manifest::split_api_version(object.text("apiVersion"));
    if (!compiled_->group.matches(group) || !compiled_->version.matches(version)) {
        return false;
    }
    if (!compiled_->namespace_.text.empty() &&
        !compiled_->namespace_.matches(effective_namespace(resource.first_id(), schemas)) &&
        !compiled_->namespace_.matches(effective_namespace(resource.id(), schemas))) {
        return false;
    }
    return compiled_->labels.matches(resource.object);
}

Id id_of(const Selector& selector) {
    return {.type = {selector.group, selector.version, selector.kind},
            .namespace_ = selector.namespace_,
            .name = selector.name};
}

bool selects(const Selector& selector, const Id& id, const Schemas& schemas) {
    const auto fits = [](const std::string& wanted, const std::string& text) {
        return wanted.empty() || wanted == text;
    };
    return fits(selector.group, id.type.group) && fits(selector.version, id.type.version) &&
           fits(selector.kind, id.type.kind) && fits(selector.name, id.name) &&
           (selector.namespace_.empty() ||
            effective_namespace(id_of(selector), schemas) == effective_namespace(id, schemas));
}

bool is_selected(const Resource& resource, const Selector& selector, const Schemas& schemas) {
    if (!may_select(selector, resource)) {
        return false;
    }
    const std::vector<Id> ids = all_ids(resource);
    return std::any_of(ids.begin(), ids.end(),
                       [&](const Id& id) { return selects(selector, id, schemas); });
}

bool is_named(const Resource& resource, std::string_view name) {
    return manifest::name_of(resource.object) == name ||
           std::any_of(resource.previous.begin(), resource.previous.end(),
                       [name](const Id& previous) { return previous.name == name; });
}

bool may_select(const Selector& selector, const Resource& resource) {
    const bool has_kind = selector.kind.empty() || resource.object.text("kind") == selector.kind ||
                          std::any_of(resource.previous.begin(), resource.previous.end(),
                                      [&selector](const Id& previous) {
                                          return previous.type.kind == selector.kind;
                                      });
    return has_kind && (selector.name.empty() || is_named(resource, selector.name));
}

std::vector<Id> all_ids(const Resource& resource) {
    std::vector<Id> ids = resource.previous;
    ids.push_back(resource.id());
    for (Id& id : ids) {
        id.type.group = ids.back().type.group;
        id.type.version = ids.back().type.version;
    }
    return ids;
}

}  // namespace sealer::kustomize
