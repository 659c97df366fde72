// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/scope.h"

#include <gtest/gtest.h>

namespace sealer::crypto {
namespace {

TEST(Scope, ParsesItsOwnNames) {
    for (const Scope scope : {Scope::kStrict, Scope::kNamespaceWide, Scope::kClusterWide}) {
        EXPECT_EQ(parse_scope(to_string(scope)), scope);
    }
    EXPECT_EQ(parse_scope(""), Scope::kStrict);
    for (const char* wrong : {"wide", "Strict", "strict "}) {
        const auto scope = parse_scope(wrong);
        ASSERT_FALSE(scope) << wrong;
        EXPECT_EQ(scope.error().message, "must be one of: strict, namespace-wide, cluster-wide");
    }
}

TEST(Scope, Labels) {
    EXPECT_EQ(scope_label(Scope::kStrict, "ns", "name"), "ns/name");
    EXPECT_EQ(scope_label(Scope::kNamespaceWide, "ns", "name"), "ns");
    EXPECT_EQ(scope_label(Scope::kClusterWide, "ns", "name"), "");
}

}  // namespace
}  // namespace sealer::crypto
