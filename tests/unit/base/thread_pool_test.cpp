// SPDX-License-Identifier: Apache-2.0
#include "common/base/thread_pool.h"

#include <atomic>
#include <latch>
#include <vector>

#include <gtest/gtest.h>

namespace sealer {
namespace {

TEST(ThreadPool, RunsEverythingBeforeItGoes) {
    std::atomic<int> ran{0};
    {
        ThreadPool pool(3);
        for (int i = 0; i < 1000; ++i) {
            pool.submit([&ran] { ++ran; });
        }
    }
    EXPECT_EQ(ran, 1000);
}

TEST(ThreadPool, StartsAThreadForEachTaskThatWaits) {
    ThreadPool pool(3);
    std::latch all_run(3);
    for (int i = 0; i < 3; ++i) {
        pool.submit([&all_run] { all_run.arrive_and_wait(); });
    }
    all_run.wait();
}

TEST(ThreadPool, RunsWhatTasksSubmitAtItsEnd) {
    std::atomic<int> ran{0};
    {
        ThreadPool pool(3);
        for (int i = 0; i < 100; ++i) {
            pool.submit([&pool, &ran] { pool.submit([&ran] { ++ran; }); });
        }
    }
    EXPECT_EQ(ran, 100);
}

TEST(ThreadPool, ParallelForMayNest) {
    ThreadPool pool(2);
    std::atomic<int> ran{0};
    pool.parallel_for(50,
                      [&](std::size_t) { pool.parallel_for(20, [&ran](std::size_t) { ++ran; }); });
    EXPECT_EQ(ran, 1000);
}

TEST(ThreadPool, ParallelForVisitsEachIndexOnce) {
    ThreadPool pool(4);
    std::vector<std::atomic<int>> visits(257);
    pool.parallel_for(visits.size(), [&visits](std::size_t i) { ++visits[i]; });
    for (const std::atomic<int>& count : visits) {
        EXPECT_EQ(count, 1);
    }
    pool.parallel_for(0, [](std::size_t) { FAIL(); });
}

TEST(ThreadPool, ParallelForNeedsNoFreeThread) {
    ThreadPool pool(1);
    std::latch release(1);
    pool.submit([&release] { release.wait(); });
    std::atomic<int> ran{0};
    pool.parallel_for(10, [&ran](std::size_t) { ++ran; });
    EXPECT_EQ(ran, 10);
    release.count_down();
}

}  // namespace
}  // namespace sealer
