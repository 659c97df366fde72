// SPDX-License-Identifier: Apache-2.0
#include "controller/app/reseal_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../keys/test_keys.h"
#include "../render/memory_tree.h"
#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"

namespace sealer::app {
namespace {

using render::MemoryTree;
using testing::ElementsAre;
using testing::IsEmpty;

class PlanReseal : public testing::Test {
  protected:
    // A SealedSecret of namespace "shop", which it does not name.
    [[nodiscard]] static std::string sealed(const std::string& name, const keys::SealingKey& key,
                                            const std::string& fingerprint) {
        const std::string value = crypto::base64_encode(
            crypto::seal(key.certificate.public_key, "shop/" + name, "value").value());
        return "kind: SealedSecret\nmetadata:\n  name: " + name +
               (fingerprint.empty()
                    ? ""
                    : "\n  annotations:\n    sealer.dev/sealed-with: " + fingerprint) +
               "\nspec:\n  encryptedData:\n    a: " + value + "\n";
    }
    [[nodiscard]] static std::string sealed(const std::string& name, const keys::SealingKey& key) {
        return sealed(name, key, key.fingerprint());
    }
    [[nodiscard]] ResealPlan plan(const std::map<std::string, std::string>& files,
                                  const SettledFiles& settled = {}) const {
        std::vector<std::string> paths;
        for (const auto& [path, content] : files) {
            paths.push_back(path);
        }
        return plan_reseal(MemoryTree(files), paths, ring_, "shop", settled, {});
    }

    const keys::SealingKey old_ = keys::make_test_key("old", keys::day(1));
    const keys::SealingKey new_ = keys::make_test_key("new", keys::day(2));
    const keys::SealingKey foreign_ = keys::make_test_key("foreign", keys::day(3));
    const keys::KeyRing ring_{{old_, new_}, keys::KeyOrder::kCertNotBefore};
};

TEST_F(PlanReseal, ChangesTheFilesThatAreNotOnTheNewestKey) {
    const ResealPlan first =
        plan({{"a/old.yaml", sealed("db", old_)},
              {"a/silent.yaml", sealed("one", old_, "") + "---\n" + sealed("two", old_, "")},
              {"a/new.yaml", sealed("db", new_)},
              {"a/silent-new.yaml", sealed("db", new_, "")}});
    EXPECT_EQ(first.resealed, 3U);
    EXPECT_THAT(first.summary, ElementsAre("a/old.yaml: db", "a/silent.yaml: one, two"));
    ASSERT_EQ(first.changes.size(), 2U);
    EXPECT_EQ(first.settled.size(), 2U);
    EXPECT_EQ(describe_problems(first.settled), "");
    EXPECT_EQ(commit_message(first, new_, "argocd/shop"),
              "Re-seal for the key " + new_.fingerprint() +
                  "\n\na/old.yaml: db\na/silent.yaml: one, two\n\nKey: new\n"
                  "Application: argocd/shop\n");

    // Our own commit leads to no other.
    const ResealPlan second = plan({{first.changes[0].path, first.changes[0].content},
                                    {first.changes[1].path, first.changes[1].content}},
                                   first.settled);
    EXPECT_THAT(second.changes, IsEmpty());
}

TEST_F(PlanReseal, WhatIsSettledCostsNoRsa) {
    std::map<std::string, std::string> files{{"bad.yaml", sealed("bad", foreign_)},
                                             {"silent.yaml", sealed("db", new_, "")}};
    const ResealPlan first = plan(files);
    ASSERT_EQ(first.settled.size(), 2U);
    const auto before = crypto::rsa_private_operations();
    const ResealPlan second = plan(files, first.settled);
    EXPECT_EQ(crypto::rsa_private_operations(), before);
    EXPECT_EQ(describe_problems(second.settled), describe_problems(first.settled));

    // Until it changes, or goes.
    files["bad.yaml"] = sealed("bad", old_);
    EXPECT_THAT(plan(files, first.settled).summary, ElementsAre("bad.yaml: bad"));
    EXPECT_EQ(plan({}, first.settled).settled.size(), 0U);
}

TEST_F(PlanReseal, WhatCannotBeDoneIsReported) {
    const ResealPlan made =
        plan({{"both.yaml", sealed("bad", foreign_) + "---\n" + sealed("db", old_)},
              {"broken.yaml", "kind: {"},
              {"foreign.yaml", sealed("db", foreign_)},
              {"link.yaml", "-> both.yaml"}});
    EXPECT_THAT(made.summary, ElementsAre("both.yaml: db"));
    EXPECT_THAT(describe_problems(made.settled),
                testing::MatchesRegex(
                    "broken.yaml: line .*; foreign.yaml: SealedSecret \"db\": no key could "
                    "decrypt secret \\(a\\); link.yaml: it is a link, and not followed"));

    const ResealPlan next =
        plan({{"both.yaml", made.changes.at(0).content}, {"gone.yaml", sealed("db", new_)}});
    EXPECT_THAT(next.changes, IsEmpty());
    EXPECT_EQ(describe_problems(next.settled),
              "both.yaml: SealedSecret \"bad\": no key could decrypt secret (a)");
}

TEST_F(PlanReseal, ManyProblemsMakeAShortSentence) {
    SettledFiles settled;
    for (int i = 0; i < 7; ++i) {
        settled[std::to_string(i)] = {.id = "", .problems = {"p" + std::to_string(i)}};
    }
    EXPECT_EQ(describe_problems(settled), "p0; p1; p2; p3; p4; and 2 more");
}

}  // namespace
}  // namespace sealer::app
