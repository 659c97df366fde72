// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_tolerance.h"

#include <algorithm>

#include "sealer/app_settings.h"
#include "sealer/app_status.h"

namespace sealer::cli {

using manifest::Value;

Result<Tolerance> tolerance_of(const Value& application, const Value& config) {
    auto own = app::parse_ignore_rules(application.get("spec", "ignoreDifferences"));
    if (!own) {
        return fail(own.error().with(full_name(application)));
    }
    app::SettingTexts settings;
    app::add_texts(config, settings);
    const auto of_all = app::parse_system_ignore_rules(settings);
    if (!of_all) {
        return fail(of_all.error().with("ConfigMap argocd-cm"));
    }
    Tolerance tolerance{.rules = *std::move(own)};
    tolerance.rules.add(*of_all);
    tolerance.is_respected =
        std::ranges::count(manifest::elements(application.get("spec", "syncPolicy", "syncOptions")),
                           Value("RespectIgnoreDifferences=true")) > 0;
    tolerance.tracking = app::parse_tracking_rules(settings);
    tolerance.sensitive_annotations = sensitive_annotations(config);
    return tolerance;
}

}  // namespace sealer::cli
