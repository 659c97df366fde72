// SPDX-License-Identifier: Apache-2.0
#include "common/kube/work_queue.h"

#include <condition_variable>
#include <mutex>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sealer::kube {
namespace {

using namespace std::chrono_literals;

TEST(WorkQueue, GivesEachKeyOnce) {
    WorkQueue queue;
    queue.add("a");
    queue.add("b");
    queue.add("a");
    EXPECT_EQ(queue.size(), 2U);
    EXPECT_EQ(queue.get(), "a");
    EXPECT_EQ(queue.get(), "b");
    EXPECT_EQ(queue.size(), 0U);
}

TEST(WorkQueue, PutsChangesBeforeTheBacklog) {
    WorkQueue queue;
    queue.add("old1", Priority::kBacklog);
    queue.add("old2", Priority::kBacklog);
    queue.add("old3", Priority::kBacklog);
    queue.add("new");
    queue.add("old2");
    queue.add("old3", Priority::kBacklog);
    EXPECT_EQ(queue.get(), "new");
    EXPECT_EQ(queue.get(), "old2");
    EXPECT_EQ(queue.get(), "old1");
    EXPECT_EQ(queue.get(), "old3");
    EXPECT_EQ(queue.size(), 0U);
}

TEST(WorkQueue, HoldsBackAKeyThatIsWorkedOn) {
    WorkQueue queue;
    queue.add("a");
    EXPECT_EQ(queue.get(), "a");
    queue.add("a");
    queue.add("a");
    queue.add("b", Priority::kBacklog);
    EXPECT_EQ(queue.get(), "b");
    queue.done("a");
    EXPECT_EQ(queue.get(), "a");
    queue.done("a");
    queue.done("b");
    EXPECT_EQ(queue.size(), 0U);
}

TEST(WorkQueue, DelaysToTheEarliestTime) {
    WorkQueue queue;
    queue.add_after("late", 1h);
    queue.add_after("a", 1h);
    queue.add_after("a", 1ms);
    queue.add_after("a", 2h);
    EXPECT_EQ(queue.size(), 2U);
    EXPECT_EQ(queue.get(), "a");
    EXPECT_EQ(queue.size(), 1U);
}

TEST(WorkQueue, EndsItsWaiters) {
    WorkQueue queue;
    std::jthread waiter([&] { EXPECT_EQ(queue.get(), std::nullopt); });
    queue.shut_down();
    waiter.join();
    queue.add("a");
    EXPECT_EQ(queue.get(), std::nullopt);
}

// Counts calls, and lets a test wait for them.
class Calls {
  public:
    int add(const std::string& key) {
        const std::lock_guard lock(mutex_);
        const int count = ++counts_[key];
        changed_.notify_all();
        return count;
    }
    void await(const std::string& key, int count) {
        std::unique_lock lock(mutex_);
        EXPECT_TRUE(changed_.wait_for(lock, 20s, [&] { return counts_[key] >= count; }));
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, int> counts_;
};

TEST(Controller, RetriesUntilSuccess) {
    Calls calls;
    Controller controller({.name = "test", .initial_backoff = 1ms},
                          [&](const std::string& key, const auto&) {
                              const int call = calls.add(key);
                              if (call == 1) {
                                  throw std::runtime_error("thrown");
                              }
                              return call < 4 ? Result<Requeue>(fail(Code::kInternal, "failed"))
                                              : Result<Requeue>(Requeue{});
                          });
    controller.start();
    controller.queue().add("a");
    calls.await("a", 4);
}

TEST(Controller, LooksAgainWhenAsked) {
    Calls calls;
    Controller controller({.name = "test"},
                          [&](const std::string& key, const auto&) -> Result<Requeue> {
                              return calls.add(key) < 3 ? Requeue{1ms} : Requeue{};
                          });
    controller.start();
    controller.queue().add("a");
    calls.await("a", 3);
}

TEST(Controller, PutsALookAfterNothingBehindWhatWaits) {
    Calls calls;
    std::vector<std::string> order;
    Controller controller({.name = "test", .workers = 1},
                          [&](const std::string& key, const auto&) -> Result<Requeue> {
                              order.push_back(key);
                              return calls.add(key) < 2 ? Requeue{0ms} : Requeue{};
                          });
    for (const char* key : {"a", "b"}) {
        controller.queue().add(key);
    }
    controller.start();
    calls.await("b", 2);
    controller.stop();
    EXPECT_THAT(order, testing::ElementsAre("a", "b", "a", "b"));
}

TEST(Controller, NeverWorksOnAKeyTwiceAtATime) {
    std::mutex mutex;
    std::set<std::string> running;
    Calls calls;
    Controller controller({.name = "test", .workers = 8}, [&](const std::string& key, const auto&) {
        {
            const std::lock_guard lock(mutex);
            EXPECT_TRUE(running.insert(key).second);
        }
        std::this_thread::yield();
        const std::lock_guard lock(mutex);
        running.erase(key);
        return Result<Requeue>(Requeue{calls.add(key) < 200 ? std::optional(0ms) : std::nullopt});
    });
    controller.start();
    for (int i = 0; i < 300; ++i) {
        controller.queue().add(std::to_string(i % 3));
    }
    for (const char* key : {"0", "1", "2"}) {
        calls.await(key, 200);
    }
    controller.stop();
}

TEST(Controller, StopsWhileWorking) {
    Calls calls;
    Controller controller({.name = "test"},
                          [&](const std::string& key, const std::stop_token& stop) {
                              std::mutex mutex;
                              std::condition_variable_any never;
                              calls.add(key);
                              std::unique_lock lock(mutex);
                              never.wait(lock, stop, [] { return false; });
                              return Result<Requeue>(Requeue{});
                          });
    controller.start();
    controller.queue().add("a");
    calls.await("a", 1);
    controller.stop();
}

}  // namespace
}  // namespace sealer::kube
