// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/store.h"

#include "api_fixture.h"

namespace sealer::standalone {
namespace {

using manifest::Object;
using manifest::Value;

Value pod(const std::string& name, int count = 0) {
    return Object{{"apiVersion", "v1"},
                  {"metadata", Object{{"name", name}}},
                  {"kind", "Pod"},
                  {"count", count}};
}

std::vector<std::string> names(const Listing& listing) {
    std::vector<std::string> result;
    for (const EntryPtr& entry : listing.entries) {
        result.push_back(entry->id.namespace_ + "/" + entry->id.name);
    }
    return result;
}

class StoreTest : public testing::Test {
  protected:
    void reopen() {
        store_.reset();
        store_ = Store::open(directory_.path() / "objects.db").value();
    }
    EntryPtr put(const std::string& namespace_, const std::string& name, std::uint64_t expected = 0,
                 int count = 0) {
        auto entry = store_->put({"pods", namespace_, name}, pod(name, count), expected);
        EXPECT_TRUE(entry) << name;
        return *entry;
    }

    TemporaryDirectory directory_;
    std::unique_ptr<Store> store_ = Store::open(directory_.path() / "objects.db").value();
};

TEST_F(StoreTest, WritesOnlyOverTheRevisionThatWasRead) {
    const EntryPtr first = put("a", "web");
    EXPECT_EQ(first->object.text("metadata", "resourceVersion"), std::to_string(first->revision));
    const EntryPtr second = put("a", "web", first->revision, 1);
    EXPECT_EQ(second->revision, first->revision + 1);
    for (const std::uint64_t stale : {std::uint64_t{0}, first->revision, second->revision + 1}) {
        const auto refused = store_->put({"pods", "a", "web"}, pod("web"), stale);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, Code::kConflict);
    }
    EXPECT_EQ(store_->get({"pods", "a", "web"}), second);
    EXPECT_EQ(store_->revision(), second->revision);
}

TEST_F(StoreTest, ListsByNamespaceAndName) {
    put("b", "x");
    put("a", "z");
    put("a", "y");
    ASSERT_TRUE(store_->put({"secrets", "a", "s"}, pod("s"), 0));
    EXPECT_THAT(names(store_->list("pods", "")), testing::ElementsAre("a/y", "a/z", "b/x"));
    EXPECT_THAT(names(store_->list("pods", "a")), testing::ElementsAre("a/y", "a/z"));
    EXPECT_THAT(names(store_->list("pods", "c")), testing::IsEmpty());
    EXPECT_THAT(names(store_->list("nodes", "")), testing::IsEmpty());
}

TEST_F(StoreTest, ListsThePast) {
    const EntryPtr kept = put("a", "kept");
    const EntryPtr removed = put("a", "removed");
    const std::uint64_t then = store_->revision();
    put("a", "kept", kept->revision, 7);
    put("a", "added");
    ASSERT_TRUE(store_->remove(removed->id, removed->object, removed->revision));

    EXPECT_THAT(names(store_->list("pods", "")), testing::ElementsAre("a/added", "a/kept"));
    const auto past = store_->list_at("pods", "a", then);
    ASSERT_TRUE(past);
    EXPECT_EQ(past->entries, (std::vector<EntryPtr>{kept, removed}));
    EXPECT_EQ(past->revision, then);
}

TEST_F(StoreTest, SurvivesARestart) {
    const EntryPtr before = put("a", "web", 0, 3);
    const EntryPtr gone = put("a", "gone");
    ASSERT_TRUE(store_->remove(gone->id, gone->object, gone->revision));
    const std::uint64_t revision = store_->revision();
    reopen();
    EXPECT_EQ(store_->revision(), revision);
    const EntryPtr after = store_->get({"pods", "a", "web"});
    ASSERT_NE(after, nullptr);
    EXPECT_EQ(after->json, before->json);
    EXPECT_EQ(after->revision, before->revision);
    EXPECT_EQ(store_->get(gone->id), nullptr);
    // What happened before is forgotten, but a client that is up to date need not list again.
    EXPECT_TRUE(store_->events_after(revision, 10));
    const auto older = store_->events_after(revision - 1, 10);
    ASSERT_FALSE(older);
    EXPECT_EQ(older.error().code, Code::kExpired);
}

TEST_F(StoreTest, TellsWhatHappenedInOrder) {
    int told = 0;
    store_->on_write([&] { ++told; });
    const std::uint64_t start = store_->revision();
    const EntryPtr first = put("a", "web");
    const EntryPtr second = put("a", "web", first->revision, 1);
    ASSERT_TRUE(store_->remove(second->id, second->object, second->revision));
    const auto events = store_->events_after(start, 10);
    ASSERT_TRUE(events);
    ASSERT_EQ(events->size(), 3U);
    EXPECT_EQ((*events)[0]->type, Event::Type::kAdded);
    EXPECT_EQ((*events)[1]->type, Event::Type::kModified);
    EXPECT_EQ((*events)[1]->before, first);
    EXPECT_EQ((*events)[2]->type, Event::Type::kDeleted);
    EXPECT_EQ((*events)[2]->now->object.text("metadata", "resourceVersion"),
              std::to_string(start + 3));
    EXPECT_EQ(store_->events_after(start, 2)->size(), 2U);
    EXPECT_EQ(told, 3);
}

TEST_F(StoreTest, KeepsItsFilesPrivate) {
    put("a", "web");
    for (const auto& file : std::filesystem::directory_iterator(directory_.path())) {
        EXPECT_EQ(file.status().permissions() &
                      (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
                  std::filesystem::perms::none)
            << file.path();
    }
}

TEST(EntryTest, IsWrittenOnceForAllVersions) {
    const EntryPtr entry = make_entry({"pods", "", "web"}, 5, pod("web"));
    EXPECT_EQ(entry->json,
              R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"web"},"count":0})");
    EXPECT_EQ(entry->json_as("Pod", "v2"),
              R"({"kind":"Pod","apiVersion":"v2","metadata":{"name":"web"},"count":0})");
    std::string bare;
    entry->append_bare_json(bare);
    EXPECT_EQ(bare, R"({"metadata":{"name":"web"},"count":0})");
}

}  // namespace
}  // namespace sealer::standalone
