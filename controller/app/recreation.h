// SPDX-License-Identifier: Apache-2.0
// Which objects are deleted to be made anew, where the API server refuses to change them. Pure.
#pragma once

#include "common/kube/client.h"
#include "common/manifest/value.h"

namespace sealer::app {

enum class Recreation {
    kNever,      // what it holds would go with it
    kWhenAsked,  // what works would stop for a while, or come back with another address
    kUnasked,    // nothing is lost: what it says stands in Git, and what runs goes on
};

[[nodiscard]] Recreation recreation_of(const manifest::Value& desired, const manifest::Value& live);

// How it is deleted; `fallback` is the Application's way.
[[nodiscard]] kube::Propagation propagation_of(const manifest::Value& live, Recreation recreation,
                                               kube::Propagation fallback);

}  // namespace sealer::app
