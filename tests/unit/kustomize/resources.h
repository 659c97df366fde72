// SPDX-License-Identifier: Apache-2.0
// Values and resources from text; resources as kustomizations read them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "ample_budget.h"
#include "common/manifest/json.h"
#include "common/manifest/yaml.h"
#include "common/render/kustomize/parse.h"
#include "common/render/kustomize/resource.h"

namespace sealer::kustomize {

inline manifest::Value yaml(std::string_view text) {
    return manifest::parse_yaml_document(text).value();
}

inline Resources resources(std::string_view text) {
    auto parsed = parse_resources(text, "test.yaml", ample_budget());
    EXPECT_TRUE(parsed) << parsed.error().message;
    return parsed.value_or(Resources());
}

// Puts a prefix before the resource's name, which is remembered.
inline void rename(ResourcePtr& slot, std::string_view prefix) {
    Resource& resource = edit(slot);
    EXPECT_TRUE(resource.remember_id(ample_budget()));
    resource.prefixes.emplace_back(prefix);
    manifest::Value& name = resource.object["metadata"]["name"];
    name = std::string(prefix) + name.as_string();
}

inline std::string yaml_of(const ResourcePtr& resource) {
    return manifest::write_yaml(resource->object);
}

// A field of the first resource, as JSON; "none" if it is not there.
template <class... Keys>
std::string field_of(const Resources& resources, Keys... keys) {
    const manifest::Value* found = resources.front()->object.get(keys...);
    return found == nullptr ? "none" : manifest::canonical_json(*found);
}

// "Kind name" of each, or "Kind name/namespace".
inline std::vector<std::string> ids_of(const Resources& resources) {
    std::vector<std::string> ids;
    for (const ResourcePtr& resource : resources) {
        Id id = resource->id();
        id.type.group.clear();
        id.type.version.clear();
        ids.push_back(to_string(id));
    }
    return ids;
}

}  // namespace sealer::kustomize
