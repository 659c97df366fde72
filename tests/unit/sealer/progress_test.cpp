// SPDX-License-Identifier: Apache-2.0
#include "sealer/progress.h"

#include <array>
#include <string>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli_runner.h"

namespace sealer::cli {
namespace {

TEST(Progress, IsABarOnATerminalAndGoesAtTheEnd) {
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    ASSERT_GE(terminal, 0);
    ASSERT_EQ(grantpt(terminal) + unlockpt(terminal), 0);
    std::array<char, 64> name{};
    ASSERT_EQ(ptsname_r(terminal, name.data(), name.size()), 0);
    const int screen = open(name.data(), O_RDWR | O_NOCTTY);
    ASSERT_GE(screen, 0);
    {
        Progress progress(screen, 4);
        progress.advance();
        progress.advance();
    }
    std::array<char, 1024> shown{};
    const ssize_t size = read(terminal, shown.data(), shown.size());
    ASSERT_GT(size, 0);
    const std::string text(shown.data(), static_cast<std::size_t>(size));
    EXPECT_THAT(text, testing::HasSubstr("[####################                    ] 2/4"));
    EXPECT_TRUE(text.ends_with("\r\x1B[K"));
    close(screen);
    close(terminal);
}

TEST(Progress, IsNothingElsewhereAndForOneThing) {
    const MemoryFile file;
    {
        Progress progress(file.descriptor(), 2);
        progress.advance();
    }
    EXPECT_EQ(file.content(), "");
}

}  // namespace
}  // namespace sealer::cli
