// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <gtest/gtest.h>

#include "common/manifest/yaml.h"

namespace sealer::cli {

// Objects are easier to read as YAML.
inline manifest::Value yaml(std::string_view text) {
    const auto value = manifest::parse_yaml_document(text);
    EXPECT_TRUE(value) << (value ? "" : value.error().message) << "\n" << text;
    return value.value_or(manifest::Value());
}

}  // namespace sealer::cli
