// SPDX-License-Identifier: Apache-2.0
#include "common/base/shared_library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sealer {
namespace {

using testing::HasSubstr;

TEST(SharedLibrary, FindsFunctions) {
    const auto library = SharedLibrary::load("libc.so.6");
    ASSERT_TRUE(library.has_value()) << library.error().message;
    int (*absolute)(int) = nullptr;
    ASSERT_TRUE(library->find("abs", absolute).has_value());
    EXPECT_EQ(absolute(-3), 3);
}

TEST(SharedLibrary, TellsWhatIsMissing) {
    const auto missing = SharedLibrary::load("libsealer-has-no-such.so.1");
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error().code, Code::kUnavailable);
    EXPECT_THAT(missing.error().message, HasSubstr("libsealer-has-no-such.so.1"));

    void (*function)() = nullptr;
    const Status found = SharedLibrary::load("libc.so.6")->find("no_such_function", function);
    ASSERT_FALSE(found.has_value());
    EXPECT_THAT(found.error().message, HasSubstr("no_such_function"));
    EXPECT_EQ(function, nullptr);
}

}  // namespace
}  // namespace sealer
