// SPDX-License-Identifier: Apache-2.0
// Whether an Application is as somebody waits for it to be. Pure.
// Source: argocd's `app wait`.
#pragma once

#include <string>

#include "common/manifest/value.h"
#include "sealer/app_selection.h"

namespace sealer::cli {

struct Awaited {
    bool sync = false;
    bool operation = false;  // none is under way
    bool deletion = false;
    // One of these, where any is set.
    bool health = false;
    bool suspended = false;
    bool degraded = false;
    ResourceSelection resources;  // where not empty: sync and health of these, not of all

    [[nodiscard]] bool nothing() const {
        return !sync && !operation && !deletion && !health && !suspended && !degraded;
    }
};

// What is still waited for, for people: "argocd/shop to be Healthy, which is Progressing"; empty
// when it is so. `application` is null when there is none.
[[nodiscard]] std::string awaits(const Awaited& awaited, const std::string& name,
                                 const manifest::Value* application);

}  // namespace sealer::cli
