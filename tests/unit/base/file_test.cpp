// SPDX-License-Identifier: Apache-2.0
#include "common/base/file.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "common/base/random.h"

namespace sealer {
namespace {

class FileTest : public testing::Test {
  protected:
    void SetUp() override { std::filesystem::create_directory(directory_); }
    void TearDown() override { std::filesystem::remove_all(directory_); }

    [[nodiscard]] std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(directory_), {}));
    }
    static unsigned mode(const std::filesystem::path& path) {
        struct stat info {};
        ::stat(path.c_str(), &info);
        return info.st_mode & 0777U;
    }

    std::filesystem::path directory_ =
        std::filesystem::temp_directory_path() / ("sealer-file-" + random_uuid());
};

TEST_F(FileTest, MissingFileIsSaidInGosWords) {
    const Result<std::string> content = read_file("/no/such/file");
    ASSERT_FALSE(content);
    EXPECT_EQ(content.error().message, "open /no/such/file: no such file or directory");
    EXPECT_EQ(content.error().code, Code::kNotFound);
}

TEST_F(FileTest, WritesWholeAndReadsBack) {
    const std::filesystem::path path = directory_ / "a";
    const std::string content(200'000, 'x');
    ASSERT_TRUE(write_file_atomically(path, content));
    EXPECT_EQ(*read_file(path), content);
    EXPECT_EQ(mode(path), 0600U);
    EXPECT_EQ(files(), 1U);
}

TEST_F(FileTest, KeepsTheOldModeWhenAsked) {
    const std::filesystem::path path = directory_ / "a";
    ASSERT_TRUE(write_file_atomically(path, "1", 0644));
    ASSERT_TRUE(write_file_atomically(path, "2", 0600, true));
    EXPECT_EQ(mode(path), 0644U);
}

TEST_F(FileTest, FailureLeavesNothingBehind) {
    const std::filesystem::path path = directory_ / "taken";
    std::filesystem::create_directories(path / "below");
    EXPECT_FALSE(write_file_atomically(path, "x"));
    EXPECT_EQ(files(), 1U);
}

TEST_F(FileTest, ReadingIsBounded) {
    const std::filesystem::path path = directory_ / "a";
    ASSERT_TRUE(write_file_atomically(path, "12345"));
    EXPECT_EQ(read_file(path, 4).error().code, Code::kInvalid);
    EXPECT_TRUE(read_file(path, 5));
}

TEST_F(FileTest, PrivateDirectoriesAreTheirOwnersAlone) {
    const std::filesystem::path path = directory_ / "above" / "private";
    ASSERT_TRUE(make_private_directory(path));
    EXPECT_EQ(mode(path), 0700U);
    std::filesystem::permissions(path, std::filesystem::perms::all);
    ASSERT_TRUE(make_private_directory(path));
    EXPECT_EQ(mode(path), 0700U);
    std::ofstream(directory_ / "file") << "x";
    const Status refused = make_private_directory(directory_ / "file" / "below");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::kUnavailable);
    EXPECT_TRUE(refused.error().message.starts_with((directory_ / "file" / "below").string()))
        << refused.error().message;
}

}  // namespace
}  // namespace sealer
