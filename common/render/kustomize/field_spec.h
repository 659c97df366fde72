// SPDX-License-Identifier: Apache-2.0
// Which fields of which objects a transformer changes. Source: kustomize's "fieldSpecs".
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"
#include "common/render/budget.h"

namespace sealer::kustomize {

struct FieldSpec {
    // Of the object; an empty part matches all.
    std::string group;
    std::string version;
    std::string kind;
    // Steps parted by '/', "\/" a slash in a key, "[]" behind the name of a sequence.
    std::string path;
    bool create = false;  // makes what is missing on the way, but sequences

    [[nodiscard]] bool matches(const manifest::GroupVersionKind& type) const;
    friend bool operator==(const FieldSpec&, const FieldSpec&) = default;
};

using FieldSpecs = std::vector<FieldSpec>;

// What `path` says, step by step, without "[]" and escapes.
[[nodiscard]] std::vector<std::string> split_path(std::string_view path);

// Calls `change` with each value that the spec's path leads to in `object`; a sequence on the way
// is entered element by element. With `create`, what is missing becomes a null for `change` to
// fill; without, nothing is called. Whether the spec's type matches is the caller's to ask.
// What is made is
// paid for out of `budget`. kInvalid for a scalar on the way ("spec/template: expected a mapping or
// a sequence").
[[nodiscard]] Status visit_fields(manifest::Value& object, const FieldSpec& spec,
                                  render::Budget& budget,
                                  const std::function<Status(manifest::Value&)>& change);

}  // namespace sealer::kustomize
