// SPDX-License-Identifier: Apache-2.0
// What the ConfigMap argocd-cm says that concerns this program.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "sealer/app_client.h"
#include "sealer/world.h"

namespace sealer::cli {

// argocd-cm of the installation that `namespace_` is of (AppClient::get_setting). Null where there
// is none, and where it cannot be read, for not everybody may: then with a warning that `lost` is
// not known.
[[nodiscard]] Result<manifest::Value> read_settings(const AppClient& client,
                                                    std::string_view namespace_,
                                                    std::string_view lost, const World& world);

// The keys of annotations whose values are shown of no Secret:
// resource.sensitive.mask.annotations. `config` is argocd-cm, or null. Pure.
[[nodiscard]] std::set<std::string> sensitive_annotations(const manifest::Value& config);

}  // namespace sealer::cli
