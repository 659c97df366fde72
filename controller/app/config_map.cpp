// SPDX-License-Identifier: Apache-2.0
#include "controller/app/config_map.h"

#include "common/manifest/json.h"

namespace sealer::app {
namespace {

Result<manifest::Value> keep_data(std::string_view json) {
    TRY_ASSIGN(const manifest::Value map, manifest::parse_json(json));
    manifest::Value kept;
    for (const char* field : {"metadata", "data"}) {
        if (const manifest::Value* value = map.get(field)) {
            kept[field] = *value;
        }
    }
    return kept;
}

}  // namespace

kube::InformerOptions one_config_map(const std::string& namespace_, const std::string& name) {
    return {.namespace_ = namespace_,
            .field_selector = "metadata.name=" + name,
            .transform = keep_data};
}

}  // namespace sealer::app
