// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "common/manifest/value.h"

namespace sealer::manifest {

// Makes an Object of members whose keys are not trusted to be unique or few: from some size on it
// keeps an index, so that a million keys cost no more than a million look-ups in a tree.
class ObjectBuilder {
  public:
    // The member with that key; null if there is none. Valid until the next insert.
    [[nodiscard]] Value* find(std::string_view key);
    // Sets the member, in its old place if the key was there.
    void set(std::string key, Value value);
    [[nodiscard]] std::size_t size() const { return object_.size(); }
    // Leaves the builder empty.
    [[nodiscard]] Object take();

  private:
    Object object_;
    std::map<std::string, std::size_t, std::less<>> index_;  // used from kIndexedFrom members on
};

}  // namespace sealer::manifest
