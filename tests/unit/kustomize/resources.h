// SPDX-License-Identifier: Apache-2.0
// Values and resources from text; resources as kustomizations read them.
#pragma once

#include <string_view>

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

}  // namespace sealer::kustomize
