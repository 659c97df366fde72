// SPDX-License-Identifier: Apache-2.0
// Kinds that argocd-cm has health scripts in Lua for. This version runs none, and says so where it
// matters. Pure.
// Source: Argo CD's "Resource Health" (https://argo-cd.readthedocs.io/en/stable/operator-manual/).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/manifest/object.h"
#include "controller/app/comparison.h"
#include "controller/app/settings.h"
#include "controller/app/status.h"

namespace sealer::app {

constexpr std::string_view kHealthScriptWarning = "HealthScriptWarning";

class HealthScripts {
  public:
    HealthScripts() = default;
    // Of `resource.customizations.health.<group>_<kind>`, and of `health.lua` in the older
    // `resource.customizations`, one YAML text for all. What is no YAML has no scripts.
    explicit HealthScripts(const Settings& settings);

    [[nodiscard]] bool cover(const manifest::ObjectKey& key) const;
    // Of the settings.
    [[nodiscard]] std::uint64_t version() const { return version_; }

  private:
    std::vector<std::pair<std::string, std::string>> kinds_;  // globs of group and kind
    std::uint64_t version_ = 0;
};

// Names the kinds of the Application's objects that scripts are not run for; unset: there are none.
[[nodiscard]] std::optional<Condition> describe_scripts(const HealthScripts& scripts,
                                                        const Comparison& comparison);

}  // namespace sealer::app
