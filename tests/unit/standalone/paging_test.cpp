// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/paging.h"

#include "api_fixture.h"

namespace sealer::standalone {
namespace {

class PagingTest : public ApiFixture {
  protected:
    void make_three() {
        for (const char* name : {"a", "b", "c"}) {
            make("configmaps", R"({"metadata": {"name": ")" + std::string(name) +
                                   R"(", "labels": {"n": ")" + name + R"("}}})");
        }
    }
    [[nodiscard]] ApiResult<Page> list(const ListOptions& options,
                                       std::string_view labels = "") const {
        const Target all = target("configmaps");
        return list_page(*store_, all, Selection::parse(*all.resource, labels, "").value(),
                         options);
    }
};

std::string names(const Page& page) {
    std::string result;
    for (const EntryPtr& entry : page.entries) {
        result += entry->id.name;
    }
    return result;
}

TEST_F(PagingTest, PagesShowOneState) {
    make_three();
    auto page = list({.limit = 2});
    ASSERT_TRUE(page);
    EXPECT_EQ(names(*page), "ab");
    EXPECT_EQ(page->metadata.remaining, 1U);
    ASSERT_TRUE(objects_.remove(target("configmaps", "c"), {}));
    make("configmaps", R"({"metadata": {"name": "d"}})");
    const auto rest = list({.limit = 2, .continue_token = page->metadata.continue_token});
    ASSERT_TRUE(rest);
    EXPECT_EQ(names(*rest), "c");
    EXPECT_EQ(rest->metadata.continue_token, "");
    EXPECT_EQ(rest->metadata.revision, page->metadata.revision);
}

TEST_F(PagingTest, PagesOfASelectionDoNotCountWhatRemains) {
    make_three();
    const auto page = list({.limit = 1}, "n in (b,c)");
    ASSERT_TRUE(page);
    EXPECT_EQ(names(*page), "b");
    EXPECT_EQ(page->metadata.remaining, std::nullopt);
    EXPECT_EQ(
        names(*list({.limit = 1, .continue_token = page->metadata.continue_token}, "n in (b,c)")),
        "c");
    EXPECT_EQ(list({.limit = 2}, "n in (b,c)")->metadata.continue_token, "") << "nothing is left";
}

TEST_F(PagingTest, ListsAtARevision) {
    make_three();
    const std::string then = std::to_string(store_->revision());
    make("configmaps", R"({"metadata": {"name": "d"}})");
    EXPECT_EQ(names(*list({.resource_version = then})), "abcd");
    EXPECT_EQ(names(*list({.resource_version = then, .resource_version_match = "Exact"})), "abc");
    EXPECT_EQ(list({.resource_version = "1000000"}).error().code, 504);
    EXPECT_EQ(list({.resource_version = "x"}).error().code, 400);
    EXPECT_EQ(list({.continue_token = "bm9uc2Vuc2U="}).error().code, 400);
    EXPECT_EQ(list({.continue_token = "%"}).error().code, 400);
}

TEST_F(PagingTest, TokensOfALostPastAreExpired) {
    make_three();
    const std::string token = list({.limit = 1})->metadata.continue_token;
    make("configmaps", R"({"metadata": {"name": "d"}})");
    store_.reset();
    store_ = Store::open(directory_.path() / "objects.db").value();
    EXPECT_EQ(list({.continue_token = token}).error().code, 410);
}

}  // namespace
}  // namespace sealer::standalone
