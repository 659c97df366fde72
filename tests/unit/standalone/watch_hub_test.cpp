// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/watch_hub.h"

#include "api_fixture.h"
#include "common/base/text.h"

namespace sealer::standalone {
namespace {

using manifest::Value;

// A client that keeps all that it is told.
class Listener : public http::Responder {
  public:
    void send(int, http::Headers, std::string) override {}
    void send_secret(int, http::Headers, crypto::SecretBytes) override {}
    void start(int status, http::Headers) override {
        const MutexLock lock(mutex_);
        status_ = status;
    }
    bool push(std::string_view piece) override {
        const MutexLock lock(mutex_);
        text_ += piece;
        return true;
    }
    void finish() override {
        const MutexLock lock(mutex_);
        finished_ = true;
    }
    void on_close(std::function<void()>) override {}

    [[nodiscard]] bool finished() {
        const MutexLock lock(mutex_);
        return finished_;
    }
    // "ADDED a, DELETED b"
    [[nodiscard]] std::string told() {
        const MutexLock lock(mutex_);
        std::vector<std::string> events;
        for (const std::string_view line : split(text_, '\n')) {
            if (line.empty()) {
                continue;
            }
            const Value event = json(line);
            std::string_view name = event.text("object", "metadata", "name");
            if (event.text("type") == "ERROR") {
                name = event.text("object", "reason");
            }
            events.push_back(std::string(event.text("type")) +
                             (name.empty() ? "" : " " + std::string(name)));
        }
        return join(events, ", ");
    }

  private:
    Mutex mutex_;
    std::string text_;
    int status_ = 0;
    bool finished_ = false;
};

class WatchHubTest : public ApiFixture {
  protected:
    WatchHubTest() {
        store_->on_write([this] { hub_->wake(); });
    }
    std::shared_ptr<Listener> watch(std::optional<std::uint64_t> since,
                                    std::string_view labels = "",
                                    std::chrono::seconds timeout = std::chrono::hours(1)) {
        auto listener = std::make_shared<Listener>();
        WatchRequest request;
        request.target = target("configmaps");
        request.selection = Selection::parse(*request.target.resource, labels, "").value();
        request.since = since;
        request.bookmarks = true;
        request.timeout = timeout;
        hub_->add(std::move(request), listener);
        return listener;
    }
    void label(const std::string& name, const std::string& value) {
        ASSERT_TRUE(objects_.patch(target("configmaps", name), PatchType::kMerge,
                                   json(R"({"metadata": {"labels": {"l": ")" + value + R"("}}})"),
                                   options_));
    }

    std::unique_ptr<WatchHub> hub_ = std::make_unique<WatchHub>(*store_);
};

TEST_F(WatchHubTest, TellsOfWhatIsAndWhatBecomes) {
    make("configmaps", R"({"metadata": {"name": "a"}})");
    const auto listener = watch(std::nullopt);
    EXPECT_TRUE(eventually([&] { return listener->told() == "ADDED a"; }));
    make("secrets", R"({"metadata": {"name": "other"}})");
    make("configmaps", R"({"metadata": {"name": "b"}})");
    label("a", "x");
    ASSERT_TRUE(objects_.remove(target("configmaps", "b"), {}));
    EXPECT_TRUE(eventually([&] {
        return listener->told() == "ADDED a, ADDED b, MODIFIED a, DELETED b";
    })) << listener->told();
}

TEST_F(WatchHubTest, ResumesWhereTheClientWas) {
    make("configmaps", R"({"metadata": {"name": "a"}})");
    const std::uint64_t then = store_->revision();
    make("configmaps", R"({"metadata": {"name": "b"}})");
    label("a", "x");
    const auto listener = watch(then);
    EXPECT_TRUE(eventually([&] { return listener->told() == "ADDED b, MODIFIED a"; }))
        << listener->told();
}

TEST_F(WatchHubTest, EnteringASelectionIsAnAdditionLeavingItADeletion) {
    make("configmaps", R"({"metadata": {"name": "a"}})");
    const auto listener = watch(store_->revision(), "l=x");
    label("a", "x");
    label("a", "y");
    make("configmaps", R"({"metadata": {"name": "b", "labels": {"l": "x"}}})");
    EXPECT_TRUE(eventually([&] { return listener->told() == "ADDED a, DELETED a, ADDED b"; }))
        << listener->told();
}

TEST_F(WatchHubTest, TellsOfALostPastThatItIsExpired) {
    make("configmaps", R"({"metadata": {"name": "a"}})");
    hub_.reset();
    store_.reset();
    store_ = Store::open(directory_.path() / "objects.db").value();
    hub_ = std::make_unique<WatchHub>(*store_);
    const auto listener = watch(1);
    EXPECT_TRUE(eventually([&] { return listener->finished(); }));
    EXPECT_EQ(listener->told(), "ERROR Expired");
}

TEST_F(WatchHubTest, EndsWithABookmarkWhenTheTimeIsOver) {
    const auto listener = watch(store_->revision(), "", std::chrono::seconds(0));
    EXPECT_TRUE(eventually([&] { return listener->finished(); }));
    EXPECT_EQ(listener->told(), "BOOKMARK");
}

TEST_F(WatchHubTest, EndsItsWatchesWithItself) {
    const auto listener = watch(std::nullopt);
    make("configmaps", R"({"metadata": {"name": "a"}})");
    EXPECT_TRUE(eventually([&] { return listener->told() == "ADDED a"; }));
    hub_.reset();
    EXPECT_TRUE(listener->finished());
}

}  // namespace
}  // namespace sealer::standalone
