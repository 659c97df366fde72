// SPDX-License-Identifier: Apache-2.0
// The variables that texts of a source may name: Argo CD's build environment. Pure.
// Source: Argo CD's user guide, "Build Environment".
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace sealer::app {

struct Source;
struct Spec;

using BuildEnvironment = std::map<std::string, std::string, std::less<>>;

// ARGOCD_APP_NAME and so on, for one of the Application's sources, which is at `commit`. `instance`
// is the Application's instance name.
[[nodiscard]] BuildEnvironment build_environment(const Spec& spec, const Source& source,
                                                 const std::string& instance,
                                                 const std::string& commit);

// `text` with $NAME and ${NAME} replaced; unknown names become nothing, "$$" becomes "$".
[[nodiscard]] std::string expand_variables(std::string_view text,
                                           const BuildEnvironment& environment);

}  // namespace sealer::app
