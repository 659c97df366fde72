// SPDX-License-Identifier: Apache-2.0
#include "sealer/progress.h"

#include <algorithm>
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
    close(screen);
    std::string text;
    std::array<char, 1024> piece{};
    for (ssize_t size = 1; size > 0;) {  // an error once the other side is closed
        size = read(terminal, piece.data(), piece.size());
        text.append(piece.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    }
    EXPECT_THAT(text, testing::HasSubstr("[####################                    ] 2/4"));
    EXPECT_TRUE(text.ends_with("\r\x1B[K"));
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
