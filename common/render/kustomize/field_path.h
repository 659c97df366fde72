// SPDX-License-Identifier: Apache-2.0
// Paths of replacements: where a value comes from and where it goes.
// Source: kustomize 5.5's kyaml/utils (path splitter) and kyaml/yaml (PathGetter, PathMatcher).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/render/budget.h"

namespace sealer::kustomize {

// Steps parted by '.', "\." a point in a key, "[a.b]" a key with points, "[key=value]" an element.
[[nodiscard]] std::vector<std::string> split_field_path(std::string_view path);

// The value at a path: a number or "-" (the last) is an element's place, "[key=value]" the first
// one with that text. Null if there is none; kInvalid for a step into the wrong kind of value.
[[nodiscard]] Result<const manifest::Value*> get_field(const manifest::Value& object,
                                                       const std::vector<std::string>& path);

struct FoundField {
    manifest::Value* value = nullptr;
    bool is_new = false;  // made on the way: a null to fill
};

enum class OnMissing { kSkip, kCreate };

// The values at a path: "*" is all elements, "[key=value]" those whose text the regular expression
// `value` finds something in. With kCreate, members and elements that are missing are made, an
// element by its place only at the end of its list; below a null nothing can be made, and `value`
// is null; what is made is paid for out of `budget`. kInvalid for a step into the wrong kind of
// value or beyond a list.
[[nodiscard]] Result<std::vector<FoundField>> find_fields(manifest::Value& object,
                                                          const std::vector<std::string>& path,
                                                          OnMissing on_missing,
                                                          render::Budget& budget);

}  // namespace sealer::kustomize
