// SPDX-License-Identifier: Apache-2.0
#include "common/crypto/secret_bytes.h"

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "common/crypto/secret_heap.h"

namespace sealer::crypto {
namespace {

TEST(SecretBytes, GrowsAndShrinksLikeAString) {
    SecretBytes bytes;
    EXPECT_TRUE(bytes.empty());
    std::string expected;
    for (int i = 0; i < 1000; ++i) {
        const std::string piece = std::to_string(i);
        bytes.append(piece);
        expected += piece;
    }
    EXPECT_EQ(bytes.expose(), expected);

    bytes.resize(3);
    EXPECT_EQ(bytes.expose(), "012");
    bytes.resize(5);
    EXPECT_EQ(bytes.expose(), std::string_view("012\0\0", 5)) << "the tail was wiped";
    bytes.push_back('x');
    EXPECT_EQ(bytes.expose(), std::string_view("012\0\0x", 6));
    bytes.clear();
    EXPECT_TRUE(bytes.empty());
}

TEST(SecretBytes, MovesAndClones) {
    SecretBytes a(std::string_view("first"));
    SecretBytes b(std::move(a));
    EXPECT_EQ(b.expose(), "first");
    const SecretBytes copy = b.clone();
    SecretBytes c(std::string_view("second"));
    c = std::move(b);
    EXPECT_EQ(c.expose(), "first");
    EXPECT_EQ(copy.expose(), "first");
}

// Small blocks stay mapped, so their old content can be looked at.
TEST(SecretBytes, SmallBlocksAreWipedWhenReleased) {
    for (const std::size_t size : {1U, 64U, 65U, 256U, 1000U, 4096U}) {
        SCOPED_TRACE(size);
        const std::uint8_t* old_place = nullptr;
        {
            SecretBytes bytes(std::string(size, 'p'));
            old_place = bytes.expose_mutable().data();
        }
        EXPECT_TRUE(std::all_of(old_place, old_place + size, [](int byte) { return byte == 0; }));
    }
}

TEST(SecretBytes, GrowthWipesTheOldBlock) {
    SecretBytes bytes(std::string_view("plaintext"));
    const std::uint8_t* old_place = bytes.expose_mutable().data();
    bytes.reserve(2000);
    EXPECT_EQ(bytes.expose(), "plaintext");
    EXPECT_TRUE(std::all_of(old_place, old_place + 9, [](int byte) { return byte == 0; }));
}

TEST(SecretHeap, BlocksAreZeroAndDoNotOverlap) {
    std::vector<std::span<std::uint8_t>> blocks;
    for (std::size_t i = 0; i < 3000; ++i) {
        const std::size_t size = 1 + i * 37 % 5000;
        blocks.push_back(allocate_secret(size));
        ASSERT_GE(blocks.back().size(), size);
        ASSERT_TRUE(std::ranges::all_of(blocks.back(), [](int byte) { return byte == 0; }));
        std::ranges::fill(blocks.back(), static_cast<std::uint8_t>(i));
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const auto expected = static_cast<std::uint8_t>(i);
        EXPECT_TRUE(std::ranges::all_of(blocks[i], [&](int byte) { return byte == expected; }));
        release_secret(blocks[i]);
    }
}

TEST(SecretHeap, ServesSeveralThreads) {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([t] {
            for (std::size_t i = 1; i < 2000; ++i) {
                const SecretBytes bytes(std::string(i % 300 + 1, static_cast<char>('a' + t)));
                ASSERT_EQ(bytes.expose().back(), 'a' + t);
            }
        });
    }
}

TEST(EqualInConstantTime, ComparesContentAndLength) {
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
}

TEST(LockDownProcess, IsIdempotent) {
    EXPECT_EQ(lock_down_process(), lock_down_process());
}

}  // namespace
}  // namespace sealer::crypto
