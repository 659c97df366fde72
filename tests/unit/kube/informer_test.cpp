// SPDX-License-Identifier: Apache-2.0
#include "common/kube/informer.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/time.h"
#include "common/manifest/object.h"
#include "fake_api_server.h"

namespace sealer::kube {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

// Changes as text, in their order: "+a=1", "a=1>2", "-a".
class Changes {
  public:
    void operator()(const Change& change) {
        const std::lock_guard lock(mutex_);
        if (change.before == nullptr) {
            texts_.push_back("+" + text(*change.after));
        } else if (change.after == nullptr) {
            texts_.push_back("-" + std::string(manifest::name_of(*change.before)));
        } else {
            texts_.push_back(text(*change.before) + ">" +
                             std::string(change.after->text("data", "value")));
        }
        changed_.notify_all();
    }
    // The changes so far, once there are `count`.
    std::vector<std::string> await(std::size_t count) {
        std::unique_lock lock(mutex_);
        EXPECT_TRUE(changed_.wait_for(lock, std::chrono::seconds(20),
                                      [&] { return texts_.size() >= count; }));
        return texts_;
    }

  private:
    static std::string text(const manifest::Value& object) {
        return std::string(manifest::name_of(object)) + "=" +
               std::string(object.text("data", "value"));
    }
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> texts_;
};

class InformerTest : public testing::Test {
  protected:
    void start(InformerOptions options = {}) {
        informer_ =
            std::make_unique<Informer>(*client_, FakeApiServer::resource(), std::move(options));
        informer_->on_change([this](const Change& change) { changes_(change); });
        informer_->start();
        ASSERT_TRUE(informer_->wait_until_synced({}));
        server_.await_watchers(1);
    }

    // Waits until the informer tells of a failure, or of none.
    void await_error(bool expected) {
        const auto deadline = Clock::now() + std::chrono::seconds(20);
        while (informer_->last_error().empty() == expected) {
            ASSERT_LT(Clock::now(), deadline);
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    FakeApiServer server_;
    std::unique_ptr<Client> client_ = server_.connect({.max_retries = 0});
    Changes changes_;
    std::unique_ptr<Informer> informer_;
};

TEST_F(InformerTest, ListsThenFollows) {
    server_.put("a", "1");
    server_.put("b", "1");
    start();
    server_.put("c", "1");
    server_.put("a", "2");
    server_.remove("b");
    EXPECT_THAT(changes_.await(5), ElementsAre("+a=1", "+b=1", "+c=1", "a=1>2", "-b"));
    EXPECT_EQ(informer_->size(), 2U);
    EXPECT_EQ(informer_->get("default", "b"), nullptr);
    const ObjectPtr a = informer_->get("default", "a");
    ASSERT_NE(a, nullptr);
    EXPECT_EQ(a->text("data", "value"), "2");
    EXPECT_EQ(a->get("metadata", "managedFields"), nullptr);
    EXPECT_EQ(informer_->last_error(), "");
}

// Lists leave it out, and a transform may.
TEST_F(InformerTest, GivesEveryObjectItsType) {
    server_.put("listed", "1");
    start({.transform = [](std::string_view json) -> Result<manifest::Value> {
        TRY_ASSIGN(manifest::Value object, manifest::parse_json(json));
        object.as_object().erase("kind");
        return object;
    }});
    server_.put("watched", "1");
    changes_.await(2);
    for (const ObjectPtr& object : informer_->list()) {
        EXPECT_EQ(object->text("apiVersion"), "v1");
        EXPECT_EQ(object->text("kind"), "ConfigMap");
    }
}

TEST_F(InformerTest, KeepsWhatTheTransformMakes) {
    server_.put("a", "1");
    start({.transform = [](std::string_view json) -> Result<manifest::Value> {
        TRY_ASSIGN(manifest::Value object, manifest::parse_json(json));
        object["data"]["value"] = "kept";
        return object;
    }});
    EXPECT_THAT(changes_.await(1), ElementsAre("+a=kept"));
}

TEST_F(InformerTest, ResumesAWatchThatEnds) {
    server_.put("a", "1");
    start();
    server_.end_watches();
    server_.put("b", "1");
    EXPECT_THAT(changes_.await(2), ElementsAre("+a=1", "+b=1"));
    server_.await_watchers(1);
    const auto requests = server_.requests();
    EXPECT_EQ(std::count_if(requests.begin(), requests.end(),
                            [](const std::string& request) {
                                return request.find("watch=") == std::string::npos;
                            }),
              1);
}

TEST_F(InformerTest, ResumesFromABookmark) {
    start();
    server_.put("other", "1");
    changes_.await(1);
    server_.send_bookmark();
    server_.end_watches();
    server_.await_watchers(1);
    EXPECT_THAT(server_.requests().back(), testing::HasSubstr("resourceVersion=2"));
}

// The server is away while everything changes, and has forgotten the changes when it is back.
TEST_F(InformerTest, MissesNothingWhileTheServerIsAway) {
    server_.put("changed", "1");
    server_.put("deleted", "1");
    server_.put("kept", "1");
    start();
    changes_.await(3);
    server_.go_down();
    server_.put("changed", "2");
    server_.put("new", "1");
    server_.remove("deleted");
    server_.forget_history();
    EXPECT_EQ(informer_->size(), 3U);  // still readable
    server_.go_up();
    const auto changes = changes_.await(6);
    EXPECT_THAT(std::vector<std::string>(changes.begin() + 3, changes.end()),
                UnorderedElementsAre("changed=1>2", "+new=1", "-deleted"));
    EXPECT_EQ(informer_->size(), 3U);
}

TEST_F(InformerTest, ForgetsAFailureOnceTheServerIsBack) {
    start();
    server_.go_down();
    await_error(true);
    server_.go_up();  // nothing changes, so that the watch has nothing to say
    await_error(false);
}

TEST_F(InformerTest, MissesNothingOverManyCuts) {
    start();
    for (int round = 0; round < 5; ++round) {
        server_.go_down();
        server_.put("a", std::to_string(round));
        server_.go_up();
        server_.put("b" + std::to_string(round), "1");
        changes_.await(static_cast<std::size_t>(round + 1) * 2);
    }
    EXPECT_EQ(informer_->get("default", "a")->text("data", "value"), "4");
    EXPECT_EQ(informer_->size(), 6U);
}

TEST_F(InformerTest, ListsAgainAfterALineItCannotRead) {
    server_.put("a", "1");
    start();
    server_.send_line_to_watchers("garbage");
    server_.put("b", "1");
    EXPECT_THAT(changes_.await(2), ElementsAre("+a=1", "+b=1"));
}

TEST_F(InformerTest, StopsWhileTheServerIsAway) {
    start();
    server_.go_down();
    informer_->stop();
    EXPECT_TRUE(informer_->synced());
    server_.go_up();
}

}  // namespace
}  // namespace sealer::kube
