// SPDX-License-Identifier: Apache-2.0
#include "controller/app/selection.h"

#include "common/app/application.h"

namespace sealer::app {

using manifest::Value;

Selection::Selection(const Value& operation) {
    for (const Value& one : manifest::elements(operation.get("sync", "resources"))) {
        keys_.insert(key_of_row(one));
    }
}

bool Selection::contains(manifest::ObjectKey key) const {
    if (keys_.empty() || keys_.contains(key)) {
        return true;
    }
    key.namespace_.clear();
    return keys_.contains(key);
}

}  // namespace sealer::app
