// SPDX-License-Identifier: Apache-2.0
// One row of a table of live objects and what is to be said of their health.
#pragma once

#include <span>
#include <string>

#include <gtest/gtest.h>

#include "controller/app/health.h"
#include "values.h"

namespace sealer::app {

struct HealthCase {
    const char* type;  // "apiVersion/kind"
    const char* rest;  // flow YAML of metadata, spec, status
    HealthStatus status;
    const char* message = nullptr;  // null: not looked at
};

inline manifest::Value object_of(const HealthCase& c) {
    manifest::Value object = yaml(c.rest);
    const std::string type = c.type;
    object["apiVersion"] = type.substr(0, type.rfind('/'));
    object["kind"] = type.substr(type.rfind('/') + 1);
    return object;
}

inline void expect_health(std::span<const HealthCase> cases) {
    for (const HealthCase& c : cases) {
        SCOPED_TRACE(std::string(c.type) + " " + c.rest);
        const std::optional<Health> health = health_of(object_of(c));
        ASSERT_TRUE(health);
        EXPECT_EQ(to_string(health->status), to_string(c.status));
        if (c.message != nullptr) {
            EXPECT_EQ(health->message, c.message);
        }
    }
}

}  // namespace sealer::app
