// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_settings.h"

#include <utility>

#include "common/base/text.h"
#include "sealer/output.h"

namespace sealer::cli {

using manifest::Value;

Result<Value> read_settings(const AppClient& client, std::string_view namespace_,
                            std::string_view lost, const World& world) {
    auto found = client.get_setting(kube::config_maps(), namespace_, "argocd-cm");
    if (!found && found.error().code != Code::kNotFound) {
        TRY(print_warnings({std::string(lost) + " is not known: " + found.error().message}, world));
    }
    return std::move(found).value_or(Value());
}

std::set<std::string> sensitive_annotations(const Value& config) {
    std::set<std::string> keys;
    for (const std::string_view key :
         list_entries(config.text("data", "resource.sensitive.mask.annotations"), ',')) {
        keys.emplace(key);
    }
    return keys;
}

}  // namespace sealer::cli
