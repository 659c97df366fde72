// SPDX-License-Identifier: Apache-2.0
// Projects whose rules others get as well: `globalProjects` of argocd-cm. Pure.
// Source:
// https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#configuring-global-projects-v18
#pragma once

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

// Adds the lists of `global` to those of `to`; of what has no whitelist of namespaced kinds, the
// other's is the whole.
void add_rules(const Project& global, Project& to);

}  // namespace sealer::app
