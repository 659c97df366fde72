// SPDX-License-Identifier: Apache-2.0
// Lists whose elements are told apart by some of their members, or by their own value.
// Source: kustomize 5.5's kyaml/yaml (ElementSetter, ElementMatcher) and walk.
#pragma once

#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"

namespace sealer::kustomize {

// Elements that stand in some tree; moving them between lists moves no contents.
using Nodes = std::vector<manifest::Value*>;

// What tells an element apart: names of members and their texts. The one name "" means the
// element's own text. An empty text stands for a missing member.
struct ElementKey {
    std::vector<std::string> names;
    std::vector<std::string> texts;
};

// The texts of each element under `names`, in order, each combination once.
[[nodiscard]] std::vector<std::vector<std::string>> element_texts(
    const std::vector<const Nodes*>& lists, const std::vector<std::string>& names);

// Combinations that agree where both have a text become one and the same: a port without protocol
// is the port of that number that has one.
void unite_texts(std::vector<std::vector<std::string>>& texts);

// Of the key, the names for which some combination in `all` has a text; the whole key if none has.
[[nodiscard]] ElementKey narrow_key(const ElementKey& key,
                                    const std::vector<std::vector<std::string>>& all);

// The first element of that key; null if there is none.
[[nodiscard]] manifest::Value* find_element(const Nodes& list, const ElementKey& key);

// Puts `element` in the place of each one that has the key, or at the end; null removes them. Nulls
// and empty mappings go in any case. kInvalid where an element is of the wrong kind.
[[nodiscard]] Status set_element(Nodes& list, const ElementKey& key, manifest::Value* element);

// Puts each of `elements` into the list, in the place of those with the same key.
[[nodiscard]] Status set_elements(Nodes& list, const Nodes& elements,
                                  const std::vector<std::string>& names);

}  // namespace sealer::kustomize
