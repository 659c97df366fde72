// SPDX-License-Identifier: Apache-2.0
// Which resources a selector means. There are two ways to mean them: patches select by regular
// expressions, replacements by exact texts.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/object.h"
#include "common/render/kustomize/kustomization.h"
#include "common/render/kustomize/resource.h"
#include "common/render/kustomize/schemas.h"

namespace sealer::kustomize {

// The label and annotation selectors of a selector, parsed once. Empty ones match all.
class LabelMatcher {
  public:
    // kInvalid for what does not parse.
    [[nodiscard]] static Result<LabelMatcher> compile(const Selector& selector);

    [[nodiscard]] bool matches(const manifest::Value& object) const;
    [[nodiscard]] bool empty() const { return labels_.empty() && annotations_.empty(); }

  private:
    manifest::Selector labels_;
    manifest::Selector annotations_;
};

// A selector whose texts are regular expressions over the whole of what they are compared to.
class ExpressionMatcher {
  public:
    // kInvalid for an expression or a label selector that does not parse.
    [[nodiscard]] static Result<ExpressionMatcher> compile(const Selector& selector);

    ExpressionMatcher(ExpressionMatcher&&) noexcept;
    ExpressionMatcher& operator=(ExpressionMatcher&&) noexcept;
    ~ExpressionMatcher();

    // Type as it is now; name and namespace as they are or were at first.
    [[nodiscard]] bool matches(const Resource& resource, const Schemas& schemas) const;

  private:
    struct Compiled;
    explicit ExpressionMatcher(std::unique_ptr<Compiled> compiled);
    std::unique_ptr<Compiled> compiled_;
};

// The id that a selector spells out, as far as it does.
[[nodiscard]] Id id_of(const Selector& selector);

// Whether an id has the selector's texts, exactly; its empty ones match all.
[[nodiscard]] bool selects(const Selector& selector, const Id& id, const Schemas& schemas);

// Whether the resource has, or had, an id that the selector selects.
[[nodiscard]] bool is_selected(const Resource& resource, const Selector& selector,
                               const Schemas& schemas);

// False if no id of the resource can be selected: a quick look at kinds and names.
[[nodiscard]] bool may_select(const Selector& selector, const Resource& resource);

// Whether the resource has, or had, this name.
[[nodiscard]] bool is_named(const Resource& resource, std::string_view name);

// What the resource is and was, oldest first, each with the group and version that it has now.
[[nodiscard]] std::vector<Id> all_ids(const Resource& resource);

}  // namespace sealer::kustomize
