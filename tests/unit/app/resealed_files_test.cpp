// SPDX-License-Identifier: Apache-2.0
#include "controller/app/resealed_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../keys/test_keys.h"
#include "../render/memory_tree.h"
#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"

namespace sealer::app {
namespace {

using render::MemoryTree;
using testing::IsEmpty;
using testing::MatchesRegex;

class Resealed : public testing::Test {
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
    [[nodiscard]] ResealedFiles reseal(const std::map<std::string, std::string>& files,
                                       const ResealedFiles& known = {}) const {
        std::vector<std::string> paths;
        for (const auto& [path, content] : files) {
            paths.push_back(path);
        }
        return reseal_files(MemoryTree(files), paths, ring_, "shop", known, {});
    }
    // What the files are after a commit.
    [[nodiscard]] static std::map<std::string, std::string> committed(
        std::map<std::string, std::string> files, const ResealedFiles& resealed) {
        for (const git::FileChange& change : changes_in(resealed)) {
            files[change.path] = change.content;
        }
        return files;
    }

    const keys::SealingKey old_ = keys::make_test_key("old", keys::day(1));
    const keys::SealingKey new_ = keys::make_test_key("new", keys::day(2));
    const keys::SealingKey foreign_ = keys::make_test_key("foreign", keys::day(3));
    const keys::KeyRing ring_{{old_, new_}, keys::KeyOrder::kCertNotBefore};
};

TEST_F(Resealed, ChangesTheFilesThatAreNotOnTheNewestKey) {
    const std::map<std::string, std::string> files{
        {"a/old.yaml", sealed("db", old_)},
        {"a/silent.yaml", sealed("one", old_, "") + "---\n" + sealed("two", old_, "")},
        {"a/new.yaml", sealed("db", new_)},
        {"a/silent-new.yaml", sealed("db", new_, "")}};
    const ResealedFiles first = reseal(files);
    EXPECT_EQ(changes_in(first).size(), 2U);
    EXPECT_EQ(describe_changes(first, new_),
              "3 SealedSecrets re-sealed for the key " + new_.fingerprint());
    EXPECT_EQ(describe_failures(first), "");
    EXPECT_EQ(commit_message(first, new_, "argocd/shop"),
              "Re-seal for the key " + new_.fingerprint() +
                  "\n\na/old.yaml: db\na/silent.yaml: one, two\n\nKey: new\n"
                  "Application: argocd/shop\n");

    // Our own commit leads to no other, whether what is known is remembered or not.
    for (const ResealedFiles& known : {first, ResealedFiles()}) {
        EXPECT_THAT(changes_in(reseal(committed(files, first), known)), IsEmpty());
    }
}

TEST_F(Resealed, WhatIsKnownCostsNoRsaUntilItChanges) {
    std::map<std::string, std::string> files{{"bad.yaml", sealed("bad", foreign_)},
                                             {"old.yaml", sealed("old", old_)},
                                             {"silent.yaml", sealed("db", new_, "")}};
    const ResealedFiles first = reseal(files);
    const auto before = crypto::rsa_private_operations();
    const ResealedFiles second = reseal(files, first);
    EXPECT_EQ(crypto::rsa_private_operations(), before);
    EXPECT_EQ(describe_failures(second), describe_failures(first));
    EXPECT_EQ(changes_in(second).at(0).content, changes_in(first).at(0).content);

    files["bad.yaml"] = sealed("bad", old_);
    EXPECT_EQ(changes_in(reseal(files, second)).at(0).path, "bad.yaml");
    EXPECT_THAT(reseal({}, second), IsEmpty());
}

TEST_F(Resealed, WhatCannotBeDoneIsReported) {
    const std::map<std::string, std::string> files{
        {"both.yaml", sealed("bad", foreign_) + "---\n" + sealed("db", old_)},
        {"broken.yaml", "kind: {"},
        {"foreign.yaml", sealed("db", foreign_)},
        {"link.yaml", "-> both.yaml"}};
    const ResealedFiles first = reseal(files);
    EXPECT_THAT(
        describe_failures(first),
        MatchesRegex("both.yaml: SealedSecret \"bad\": no key could decrypt secret \\(a\\); "
                     "broken.yaml: line .*; "
                     "foreign.yaml: SealedSecret \"db\": no key could decrypt secret "
                     "\\(a\\); link.yaml: it is a link; links are not followed"));
    EXPECT_EQ(changes_in(first).size(), 1U);
    EXPECT_EQ(describe_failures(reseal(committed(files, first))), describe_failures(first));
}

TEST(DescribeFailures, ManyMakeAShortSentence) {
    ResealedFiles files;
    for (int i = 0; i < 7; ++i) {
        files[std::to_string(i)].text.failures.push_back({Code::kInvalid, "p"});
    }
    EXPECT_EQ(describe_failures(files), "0: p; 1: p; 2: p; 3: p; 4: p; and 2 more");
}

}  // namespace
}  // namespace sealer::app
