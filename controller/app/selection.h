// SPDX-License-Identifier: Apache-2.0
// What a selective operation is about; of any other, all. Pure.
#pragma once

#include <set>

#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::app {

class Selection {
  public:
    explicit Selection(const manifest::Value& operation);

    [[nodiscard]] bool contains(manifest::ObjectKey key) const;

  private:
    std::set<manifest::ObjectKey> keys_;  // without a namespace: in any
};

}  // namespace sealer::app
