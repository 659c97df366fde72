// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_test.h"
#include "common/base/process.h"
#include "common/manifest/object.h"

namespace sealer::cli {
namespace {

using testing::HasSubstr;

// Files sealed with the old key, key.pem; the new one is new-key.pem.
class Reseal : public CliTest {
  protected:
    Reseal() {
        write("new-key.pem", std::string(new_key().to_pem()->expose()));
        write("new-cert.pem",
              crypto::make_self_signed_certificate(new_key(), "", std::chrono::system_clock::now(),
                                                   std::chrono::hours(1))
                  ->pem);
        std::filesystem::create_directories(path("repo/deep/.hidden"));
        sealed_ = seal({"-o", "yaml"}, kSecret).out;
        write("repo/other.txt", sealed_);
        write("repo/deep/.hidden/a.yaml", sealed_);
        write("repo/plain.yaml", "kind: ConfigMap # {{ not }} a SealedSecr…\n");
        write("repo/deep/db.yaml", commented());
    }

    static const crypto::PrivateKey& new_key() {
        static const crypto::PrivateKey key = *crypto::PrivateKey::generate(2048);
        return key;
    }

    // Neither order nor form of what kubeseal writes.
    [[nodiscard]] std::string commented() const {
        const std::string value = sealed_.substr(sealed_.find("password: ") + 10, 408);
        return "kind: SealedSecret\r\nspec:\r\n    encryptedData: # secrets\r\n"
               "        # the password\r\n        password: '" +
               value.substr(0, value.find('\n')) +
               "'   # end\r\nmetadata: {name: db, namespace: shop,\r\n"
               "  annotations: {sealer.dev/sealed-with: \"" +
               key().public_key().fingerprint() + "\"}}\r\n";
    }

    [[nodiscard]] Ran reseal(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"reseal", "--cert", path("new-cert.pem"),
                                             "--private-key", path("key.pem")});
        return run_cli(std::move(arguments), "", {{"PATH", getenv("PATH")}});
    }

    [[nodiscard]] bool opens_with_the_new_key(const std::string& file) const {
        const Ran ran = run_cli(
            {"--recovery-unseal", "--recovery-private-key", path("new-key.pem")}, read(file));
        return ran.out.find("czNjcmV0") != std::string::npos;
    }

    std::string sealed_;
};

TEST_F(Reseal, ChangesNothingButCiphertextAndFingerprint) {
    const std::string before = read("repo/deep/db.yaml");
    const Ran ran = reseal({path("repo")});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.out, path("repo/deep/db.yaml") + "\n");
    EXPECT_EQ(ran.err, "1 SealedSecrets re-sealed, 0 up to date\n");
    EXPECT_TRUE(opens_with_the_new_key("repo/deep/db.yaml"));
    EXPECT_EQ(read("repo/deep/.hidden/a.yaml"), sealed_);

    const auto blank = [](std::string text, const crypto::PrivateKey& key) {
        text.replace(text.find("password: '") + 11,
                     text.find("'   # end") - text.find("password: '") - 11, "");
        const std::string fingerprint = key.public_key().fingerprint();
        return text.replace(text.find(fingerprint), fingerprint.size(), "");
    };
    EXPECT_EQ(blank(read("repo/deep/db.yaml"), new_key()), blank(before, key()));
}

TEST_F(Reseal, AFileNamedTwiceIsDoneOnce) {
    const Ran ran = reseal({path("repo"), path("repo/deep"), path("repo/./deep/db.yaml")});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.out, path("repo/deep/db.yaml") + "\n");
    EXPECT_EQ(ran.err, "1 SealedSecrets re-sealed, 0 up to date\n");
}

TEST_F(Reseal, WhatIsUpToDateIsLeftAlone) {
    ASSERT_EQ(reseal({path("repo")}).exit_code, 0);
    const std::string once = read("repo/deep/db.yaml");
    const Ran again = reseal({path("repo")});
    EXPECT_EQ(again.err, "0 SealedSecrets re-sealed, 1 up to date\n");
    EXPECT_EQ(again.out, "");
    EXPECT_EQ(read("repo/deep/db.yaml"), once);
}

TEST_F(Reseal, ADryRunOnlySays) {
    const std::string before = read("repo/deep/db.yaml");
    const Ran ran = reseal({"--dry-run", path("repo")});
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_EQ(ran.out, path("repo/deep/db.yaml") + "\n");
    EXPECT_EQ(ran.err, "1 SealedSecrets to re-seal, 0 up to date\n");
    EXPECT_EQ(read("repo/deep/db.yaml"), before);
}

TEST_F(Reseal, AFileThatFailsStaysAndTheOthersAreDone) {
    std::string broken = sealed_;
    broken.replace(broken.find("name: db"), 8, "name: xx");
    write("repo/broken.yaml", broken + sealed_);
    const Ran ran = reseal({path("repo")});
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.err, HasSubstr("broken.yaml: SealedSecret \"xx\": no key could decrypt secret "
                                   "(password)\n"));
    EXPECT_THAT(ran.err, HasSubstr("1 files failed"));
    EXPECT_EQ(read("repo/broken.yaml"), broken + sealed_);
    EXPECT_TRUE(opens_with_the_new_key("repo/deep/db.yaml"));
}

TEST_F(Reseal, ListsAndFilesOfAnyNameToo) {
    write("list.json", R"({"kind":"List","items":[)" + seal({}, kSecret).out + "]}");
    const Ran ran = reseal({path("list.json"), path("repo/other.txt")});
    EXPECT_EQ(ran.err, "2 SealedSecrets re-sealed, 0 up to date\n");
    EXPECT_TRUE(opens_with_the_new_key("repo/other.txt"));
    EXPECT_TRUE(opens_with_the_new_key("list.json"));
}

TEST_F(Reseal, CommitsJustWhatItChanged) {
    const auto git = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"git", "-c", "user.name=t", "-c", "user.email=t@t"});
        Command command;
        command.arguments = std::move(arguments);
        command.environment = {{"PATH", getenv("PATH")}};
        command.working_directory = path("repo");
        return sealer::run(command).value().standard_output;
    };
    git({"init", "-q", "-b", "main"});
    git({"config", "user.name", "t"});
    git({"config", "user.email", "t@example.org"});
    git({"add", "."});
    git({"commit", "-q", "-m", "first"});
    write("repo/plain.yaml", "changed");
    const Ran ran = reseal({"--commit", "--branch", "rotated", path("repo")});
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(git({"show", "--format=%s", "--name-only"}),
              "Re-seal for the key " + new_key().public_key().fingerprint() + "\n\ndeep/db.yaml\n");
    EXPECT_EQ(git({"status", "--short", "--branch"}), "## rotated\n M plain.yaml\n");

    git({"init", "-q", "--bare", path("remote")});
    git({"remote", "add", "origin", path("remote")});
    write("repo/deep/db.yaml", commented());
    const Ran pushed = reseal({"--commit", "--branch", "again", "--push", path("repo")});
    ASSERT_EQ(pushed.exit_code, 0) << pushed.err;
    EXPECT_EQ(git({"rev-parse", "origin/again"}), git({"rev-parse", "HEAD"}));
    EXPECT_EQ(reseal({"--push", path("repo")}).err, "error: --push and --branch need --commit\n");
}

}  // namespace
}  // namespace sealer::cli
