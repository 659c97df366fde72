// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/mutex.h"
#include "common/kube/informer.h"

namespace sealer::kube {

// The objects that an informer holds. One writer, any number of readers.
class Store {
  public:
    using Key = std::pair<std::string, std::string>;  // namespace, name

    // Puts the object in place of the one there; what that was.
    ObjectPtr put(ObjectPtr object);
    // What was there, or null.
    ObjectPtr remove(std::string_view namespace_, std::string_view name);
    // Puts `objects` in place of all; what changed thereby.
    [[nodiscard]] std::vector<Change> replace(std::vector<ObjectPtr> objects);

    [[nodiscard]] ObjectPtr get(std::string_view namespace_, std::string_view name) const;
    [[nodiscard]] std::vector<ObjectPtr> list() const;
    [[nodiscard]] std::size_t size() const;

  private:
    mutable Mutex mutex_;
    std::map<Key, ObjectPtr> objects_ GUARDED_BY(mutex_);
};

}  // namespace sealer::kube
