// SPDX-License-Identifier: Apache-2.0
#include "common/git/ref_listing.h"

#include <gtest/gtest.h>

namespace sealer::git {
namespace {

// A commit's id of one digit, over and over.
std::string id(char digit) {
    return std::string(40, digit);
}

std::string line(char digit, const std::string& name) {
    return id(digit) + "\t" + name + "\n";
}

const std::string kListing = "ref: refs/heads/main\tHEAD\n" + line('1', "HEAD") +
                             line('2', "refs/heads/1.x") + line('1', "refs/heads/main") +
                             line('3', "refs/heads/v1.0.0") + line('a', "refs/tags/app-2.0.0") +
                             line('b', "refs/tags/main") + line('4', "refs/tags/v1.0.0") +
                             line('5', "refs/tags/v1.1.0") + line('6', "refs/tags/v1.1.0^{}") +
                             line('7', "refs/tags/v1.2.0-rc.1") + line('8', "refs/tags/1.2.3.4") +
                             "no id\trefs/tags/v1.9.0\nnonsense\n";

TEST(RevisionQuery, FindsWhatIsMeant) {
    struct Case {
        std::string revision;
        std::string prefix;
        std::string found;  // "name digit"
    };
    const std::vector<Case> cases{
        {"", "", "HEAD 1"},
        {"HEAD", "app-", "HEAD 1"},
        {"main", "", "refs/heads/main 1"},
        {"refs/tags/main", "", "refs/tags/main b"},
        {"v1.0.0", "", "refs/heads/v1.0.0 3"},
        {"v1.1.0", "", "refs/tags/v1.1.0 6"},
        {"1.1.x", "", "refs/tags/v1.1.0 6"},
        {"1.x", "", "refs/tags/v1.1.0 6"},
        {">=1.2.0-0", "", "refs/tags/v1.2.0-rc.1 7"},
        {">2", "", ""},
        {"2.x", "app-", "refs/tags/app-2.0.0 a"},
        {"2.0.0", "app-", "refs/tags/app-2.0.0 a"},
        {"v1.0.0", "app-", ""},
        {"main", "app-", "refs/heads/main 1"},
        {"*", "other-", ""},
        {"gone", "", ""},
    };
    const RefListing listing(kListing);
    for (const Case& c : cases) {
        SCOPED_TRACE(c.prefix + " " + c.revision);
        const auto query = parse_revision(c.revision, c.prefix);
        ASSERT_TRUE(query) << query.error().message;
        const auto ref = query->answer(listing);
        EXPECT_EQ(ref ? ref->name + " " + ref->commit.substr(0, 1) : "", c.found);
    }
    EXPECT_EQ(listing.symbolic_target(), "refs/heads/main");
}

TEST(RevisionQuery, ABranchThatIsCalledLikeARangeIsFoundWhereNoTagFits) {
    const auto query = parse_revision("1.x", "");
    const std::string branch = line('2', "refs/heads/1.x");
    EXPECT_EQ(query->answer(RefListing(branch))->commit, id('2'));
}

TEST(RevisionQuery, AsksForNoMoreThanItNeeds) {
    EXPECT_EQ(parse_revision("main", "")->patterns(),
              (std::vector<std::string>{"refs/heads/main", "refs/tags/main", "refs/heads/main^{}",
                                        "refs/tags/main^{}"}));
    EXPECT_EQ(parse_revision("^1", "app-")->patterns(),
              std::vector<std::string>{"refs/tags/app-*"});
}

TEST(RevisionQuery, RefusesWhatNoRefIsCalled) {
    for (const char* revision : {"--upload-pack=x", "a b", "a..b", "a\nb", "[a]", "a:b"}) {
        EXPECT_EQ(parse_revision(revision, "").error().code, Code::kInvalid) << revision;
    }
    EXPECT_FALSE(parse_revision("1.x", "*"));
    EXPECT_FALSE(parse_revision(std::string(600, '1') + ".x", ""));
}

}  // namespace
}  // namespace sealer::git
