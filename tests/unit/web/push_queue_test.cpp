// SPDX-License-Identifier: Apache-2.0
#include "controller/web/push_queue.h"

#include <future>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace sealer::web {
namespace {

git::PushEvent push_to(std::string ref, std::vector<std::string> files = {}) {
    return {.repositories = {"host/shop"}, .ref = std::move(ref), .files = std::move(files)};
}

// A queue whose worker is held up by its first push.
class PushQueueTest : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(queue_->offer(push_to("first")));
        begun_.get_future().wait();
    }
    // What has been handled after the first, once `count` have been.
    std::vector<git::PushEvent> handled(std::size_t count) {
        go_on_.set_value();
        const MutexLock lock(mutex_);
        while (handled_.size() < count) {
            changed_.wait(mutex_);
        }
        return handled_;
    }
    void TearDown() override { queue_.reset(); }

    void handle(const git::PushEvent& push) {
        if (push.ref == "first") {
            begun_.set_value();
            go_on_.get_future().wait();
            return;
        }
        const MutexLock lock(mutex_);
        handled_.push_back(push);
        changed_.notify_all();
    }

    std::promise<void> begun_;
    std::promise<void> go_on_;
    Mutex mutex_;
    CondVar changed_;
    std::vector<git::PushEvent> handled_ GUARDED_BY(mutex_);
    std::unique_ptr<PushQueue> queue_ =
        std::make_unique<PushQueue>([this](const git::PushEvent& push) { handle(push); });
};

TEST_F(PushQueueTest, ABranchWaitsOnceWithAllThatHasChanged) {
    EXPECT_TRUE(queue_->offer(push_to("main", {"a"})));
    EXPECT_TRUE(queue_->offer(push_to("next", {"c"})));
    EXPECT_TRUE(queue_->offer(push_to("main", {"b"})));
    EXPECT_TRUE(queue_->offer(push_to("next")));
    const auto pushes = handled(2);
    ASSERT_EQ(pushes.size(), 2);
    EXPECT_EQ(pushes[0].ref, "main");
    EXPECT_EQ(pushes[0].files, (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(pushes[1].files.empty()) << "of one of them nobody knows";
}

TEST_F(PushQueueTest, WhatIsTooMuchIsRefused) {
    for (std::size_t i = 0; i < PushQueue::kMaxWaiting; ++i) {
        ASSERT_TRUE(queue_->offer(push_to("b" + std::to_string(i))));
    }
    EXPECT_FALSE(queue_->offer(push_to("one-more")));
    EXPECT_TRUE(queue_->offer(push_to("b7"))) << "it waits already";
    EXPECT_EQ(handled(PushQueue::kMaxWaiting).size(), PushQueue::kMaxWaiting);
}

}  // namespace
}  // namespace sealer::web
