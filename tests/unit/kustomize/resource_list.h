// SPDX-License-Identifier: Apache-2.0
// Resources written as YAML, for tests.
#pragma once

#include <string>
#include <string_view>

#include "ample_budget.h"
#include "common/base/check.h"
#include "common/manifest/yaml.h"
#include "common/render/kustomize/resource.h"

namespace sealer::kustomize {

inline Resources resources_of(std::string_view yaml) {
    Resources resources;
    std::vector<manifest::Document> documents = manifest::parse_yaml(yaml).value();
    for (manifest::Document& document : documents) {
        Resource resource;
        resource.object = std::move(document.value);
        resources.push_back(make_resource(std::move(resource)));
    }
    return resources;
}

// Calls the resource by another name, and remembers what it was.
inline void rename(ResourcePtr& slot, std::string_view prefix) {
    Resource& resource = edit(slot);
    CHECK(resource.remember_id(ample_budget()));
    resource.prefixes.emplace_back(prefix);
    manifest::Value& name = resource.object["metadata"]["name"];
    name = std::string(prefix) + name.as_string();
}

inline std::string text_of(const ResourcePtr& resource) {
    return manifest::write_yaml(resource->object);
}

}  // namespace sealer::kustomize
