// SPDX-License-Identifier: Apache-2.0
// Resources as text, for tables of cases.
#pragma once

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "common/manifest/yaml.h"
#include "common/render/kustomize/parse.h"
#include "common/render/kustomize/resource.h"

namespace sealer::kustomize {

inline manifest::Value yaml(std::string_view text) {
    return manifest::parse_yaml_document(text).value();
}

inline Resources resources(std::string_view text) {
    auto parsed = parse_resources(text, "test.yaml");
    EXPECT_TRUE(parsed) << parsed.error().message;
    return parsed.value_or(Resources());
}

inline std::string text_of(const Resources& list) {
    std::string text;
    for (const ResourcePtr& resource : list) {
        text += (text.empty() ? "" : "---\n") + manifest::write_yaml(resource->object);
    }
    return text;
}

}  // namespace sealer::kustomize
