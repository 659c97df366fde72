// SPDX-License-Identifier: Apache-2.0
// Projects whose rules others get as well: `globalProjects` of argocd-cm.
// Source:
// https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#configuring-global-projects-v18
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/app/project.h"
#include "common/base/result.h"
#include "common/manifest/value.h"

namespace sealer::app {

// The names of those for `project`, which is none of them itself, in order; `text` is the setting,
// perhaps empty. kInvalid: it is no such list.
[[nodiscard]] Result<std::vector<std::string>> global_projects_of(std::string_view text,
                                                                  const manifest::Value& project);

// An AppProject by its name; null: it is not there.
using FindProject =
    std::function<Result<std::shared_ptr<const manifest::Value>>(const std::string& name)>;

// `project` with the rules that `text`, the setting, adds to it; those of projects that are not
// there add nothing, as with Argo CD. kInvalid: one cannot be honoured.
[[nodiscard]] Result<Project> parse_with_globals(const manifest::Value& project,
                                                 std::string_view text, const FindProject& find);

// Adds the lists of `global` to those of `to`; of what has no whitelist of namespaced kinds, the
// other's is the whole.
void add_rules(const Project& global, Project& to);

}  // namespace sealer::app
