// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/refusal.h"

#include <gtest/gtest.h>

namespace sealer::unseal {
namespace {

TEST(Refusal, TooLargeIsToldByTheServersWords) {
    EXPECT_TRUE(is_too_large(
        {Code::kInvalid,
         "Secret \"db\" is invalid: data: Too long: must have at most 1048576 bytes"}));
    EXPECT_TRUE(is_too_large({Code::kInvalid, "Request entity too large: limit is 3145728"}));
    EXPECT_TRUE(
        is_too_large({Code::kInvalid, "the API server answered 413 Request Entity Too Large"}));
    EXPECT_FALSE(
        is_too_large({Code::kInvalid, "Secret \"db\" is invalid: data[a b]: Invalid value"}));
    // May be gone in a moment.
    EXPECT_FALSE(is_too_large({Code::kUnavailable, "the queue is too large"}));
}

TEST(Refusal, ImmutableNamesTheSecretToDelete) {
    EXPECT_TRUE(is_immutable({Code::kInvalid,
                              "Secret \"db\" is invalid: data: Forbidden: field is immutable when "
                              "`immutable` is set"}));
    EXPECT_FALSE(is_immutable({Code::kInvalid, "type: Invalid value: field is immutable"}));
    EXPECT_NE(explain_immutable("db").message.find("Delete the Secret \"db\""), std::string::npos);
}

}  // namespace
}  // namespace sealer::unseal
