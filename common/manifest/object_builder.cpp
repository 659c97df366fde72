// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/object_builder.h"

#include <utility>

namespace sealer::manifest {

namespace {

constexpr std::size_t kIndexedFrom = 32;

}  // namespace

Value* ObjectBuilder::find(std::string_view key) {
    if (object_.size() < kIndexedFrom) {
        return object_.find(key);
    }
    const auto found = index_.find(key);
    return found == index_.end()
               ? nullptr
               : &(object_.begin() + static_cast<std::ptrdiff_t>(found->second))->value;
}

void ObjectBuilder::set(std::string key, Value value) {
    if (Value* present = find(key)) {
        *present = std::move(value);
        return;
    }
    object_.append(std::move(key), std::move(value));
    if (object_.size() < kIndexedFrom) {
        return;
    }
    for (std::size_t i = index_.size(); i < object_.size(); ++i) {
        index_.emplace((object_.begin() + static_cast<std::ptrdiff_t>(i))->key, i);
    }
}

Object ObjectBuilder::take() {
    index_.clear();
    return std::exchange(object_, Object());
}

}  // namespace sealer::manifest
