// SPDX-License-Identifier: Apache-2.0
// `sealer audit` and `sealer verify` as they are typed.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit_fixture.h"
#include "cli_runner.h"
#include "common/base/process.h"
#include "keys/sealed_secret.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kPlain = "kind: Secret\nmetadata: {name: a}\nstringData: {k: canary-7c1d}\n";

class AuditCommand : public testing::Test {
  protected:
    AuditCommand() {
        std::string path = testing::TempDir() + "sealer-audit-XXXXXX";
        EXPECT_NE(::mkdtemp(path.data()), nullptr);
        root_ = path;
    }
    ~AuditCommand() override {
        std::error_code ignored;
        std::filesystem::remove_all(root_, ignored);
    }

    [[nodiscard]] std::string path(const std::string& name) const { return root_ + "/" + name; }

    void write(const std::string& name, const std::string& content) const {
        std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
        std::ofstream(path(name)) << content;
    }

    void git(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"git", "-c", "user.name=A", "-c", "user.email=a@b"});
        const auto done = sealer::run({.arguments = arguments,
                                       .environment = {{"PATH", std::getenv("PATH")},
                                                       {"HOME", "/nonexistent"},
                                                       {"GIT_CONFIG_NOSYSTEM", "1"}},
                                       .working_directory = root_});
        ASSERT_TRUE(done);
        ASSERT_EQ(done->exit_code, 0) << done->standard_error;
    }

    // A SealedSecret of shop/db, sealed with `key`, in YAML.
    static std::string sealed(const crypto::PublicKey& key) {
        manifest::Secret secret;
        secret.object["metadata"]["name"] = "db";
        secret.object["metadata"]["namespace"] = "shop";
        secret.items.push_back({"k", crypto::SecretBytes(std::string_view(kCanary))});
        return print(keys::seal_secret(secret, key).value(), Format::kYaml);
    }

    std::string root_;
};

TEST_F(AuditCommand, ExitCodesAndOutput) {
    write("good.yaml", "kind: ConfigMap\n");
    const Ran clean = run_cli({"audit", root_});
    EXPECT_EQ(clean.exit_code, 0) << clean.err;
    EXPECT_EQ(clean.out, "0 findings in 1 file\n");

    write("apps/bad.yaml", kPlain);
    const Ran found = run_cli({"audit", root_});
    EXPECT_EQ(found.exit_code, 1);
    EXPECT_EQ(found.out, path("apps/bad.yaml") +
                             ":3: error: Secret a is in plain text: stringData.k "
                             "[plaintext-secret]\n1 finding in 2 files\n");
    EXPECT_EQ(found.err, "");
    EXPECT_EQ(run_cli({"audit", root_, "--ignore", "old-key,plaintext-secret"}).exit_code, 0);
    EXPECT_THAT(run_cli({"audit", root_, "-o", "json"}).out, HasSubstr("\"plaintext-secret\""));
    EXPECT_THAT(run_cli({"audit", root_, "-o", "sarif"}).out, HasSubstr("\"2.1.0\""));

    for (const std::vector<std::string>& wrong :
         std::vector<std::vector<std::string>>{{"audit", path("nowhere")},
                                               {"audit", root_, "--cert", path("nowhere")},
                                               {"audit", root_, "--cert", path("good.yaml")},
                                               {"audit", root_, "--history"},
                                               {"audit", root_, "--ignore", "no-such-rule"},
                                               {"audit", root_, "-o", "xml"}}) {
        const Ran ran = run_cli(wrong);
        EXPECT_EQ(ran.exit_code, 2) << wrong.back();
        EXPECT_THAT(ran.err, StartsWith("error: "));
        EXPECT_EQ(ran.out, "");
    }
}

TEST_F(AuditCommand, LeavesOutWhatGitIgnoresAndFollowsNoLink) {
    write("apps/local.yaml", kPlain);
    std::filesystem::create_symlink(path("apps"), path("link"));
    write(".gitignore", "local.yaml\n");
    EXPECT_EQ(run_cli({"audit", root_}).exit_code, 1);
    git({"init", "-q", "-b", "main"});
    const Ran ran = run_cli({"audit", root_});
    EXPECT_EQ(ran.exit_code, 0) << ran.out;
    git({"add", "--force", "apps/local.yaml"});
    EXPECT_EQ(run_cli({"audit", root_}).exit_code, 1);
}

TEST_F(AuditCommand, HistoryIsWalkedOnRequest) {
    git({"init", "-q", "-b", "main"});
    write("a.yaml", kPlain);
    git({"add", "--all"});
    git({"commit", "-q", "-m", "oops"});
    git({"rm", "-q", "a.yaml"});
    git({"commit", "-q", "-m", "hide"});
    EXPECT_EQ(run_cli({"audit", root_}).exit_code, 0);
    const Ran ran = run_cli({"audit", root_, "--history"});
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.out, AllOf(StartsWith("a.yaml:3: error: "), HasSubstr("(commit "),
                               HasSubstr("[plaintext-in-history]"), Not(HasSubstr(kCanary))));
    write("deep/b.yaml", kPlain);
    git({"add", "--all"});
    git({"commit", "-q", "-m", "again"});
    git({"clone", "-q", "--bare", "file://" + root_, "bare.git"});
    EXPECT_THAT(run_cli({"audit", path("bare.git")}).out, StartsWith("deep/b.yaml:3: error: "));
    git({"clone", "-q", "--bare", "--depth=1", "file://" + root_, "shallow.git"});
    const Ran shallow = run_cli({"audit", path("shallow.git"), "--history"});
    EXPECT_EQ(shallow.exit_code, 2);
    EXPECT_THAT(shallow.err, HasSubstr("git fetch --unshallow"));
}

TEST_F(AuditCommand, WhatIsTooLargeIsSaid) {
    git({"init", "-q", "-b", "main"});
    write("large.json", std::string((std::size_t{16} << 20) + 1, ' '));
    EXPECT_THAT(run_cli({"audit", root_}).out,
                StartsWith(path("large.json") + ":1: warning: larger than 16 MiB"));
    git({"add", "--all"});
    git({"commit", "-q", "-m", "large"});
    git({"rm", "-q", "large.json"});
    git({"commit", "-q", "-m", "gone"});
    EXPECT_EQ(run_cli({"audit", root_}).exit_code, 0);
    EXPECT_THAT(run_cli({"audit", root_, "--history"}).out, HasSubstr("not checked: 1 file "));
}

TEST_F(AuditCommand, KnowsTheClustersKeys) {
    const TestKey old_key = make_audit_key(20'000 - 1);
    const auto key = crypto::PrivateKey::generate(1024).value();
    const auto certificate = crypto::make_self_signed_certificate(
        key, "", std::chrono::system_clock::now(), std::chrono::hours(87'600));
    ASSERT_TRUE(certificate);
    write("apps/db.yaml", sealed(key.public_key()));
    write("certs/new.crt", certificate->pem);
    write("certs/both.txt", old_key.certificate.pem + certificate->pem);
    EXPECT_EQ(run_cli({"audit", root_}).exit_code, 0);
    EXPECT_EQ(run_cli({"audit", path("apps"), "--cert", path("certs/new.crt")}).exit_code, 0);
    // The older one has expired, and did not seal it.
    const Ran ran = run_cli({"audit", path("apps"), "--cert", path("certs/both.txt")});
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.out, AllOf(HasSubstr("[certificate-expired]"), Not(HasSubstr("[old-key]"))));

    write("apps/db.yaml", sealed(old_key.certificate.public_key));
    EXPECT_THAT(run_cli({"verify", path("apps/db.yaml"), "--cert", path("certs/both.txt")}).out,
                HasSubstr("[old-key]"));
    EXPECT_THAT(run_cli({"verify", path("apps/db.yaml"), "--cert", path("certs/new.crt")}).out,
                HasSubstr("[unknown-key]"));
}

TEST_F(AuditCommand, VerifyChecksAndOpens) {
    const TestKey key = make_audit_key(1);
    const TestKey other = make_audit_key(1);
    const std::string good = sealed(key.certificate.public_key);
    write("good.yaml", good);
    write("key.pem", std::string(key.key.to_pem()->expose()));
    write("other.pem", std::string(other.key.to_pem()->expose()));
    const Ran ran = run_cli({"verify", path("good.yaml"), "--private-key", path("key.pem")});
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    EXPECT_EQ(ran.out, path("good.yaml") + ":2: SealedSecret shop/db: 1 value, sealed with " +
                           key.certificate.public_key.fingerprint() + "\n0 findings in 1 file\n");
    const Ran wrong = run_cli({"verify", path("good.yaml"), "--private-key", path("other.pem")});
    EXPECT_EQ(wrong.exit_code, 1);
    EXPECT_THAT(wrong.out, HasSubstr("[cannot-open]"));

    std::string telling = good;
    telling.insert(telling.find("  template:\n") + 12, "    data: {t: '{{ fail .k }}'}\n");
    write("telling.yaml", telling);
    const Ran told = run_cli({"verify", path("telling.yaml"), "--private-key", path("key.pem")});
    EXPECT_EQ(told.exit_code, 0) << told.err;
    EXPECT_THAT(told.out + told.err, Not(HasSubstr(kCanary)));

    write("moved.yaml", std::string(good).replace(good.find("  name: db"), 10, "  name: xx"));
    EXPECT_EQ(run_cli({"verify", path("good.yaml"), path("moved.yaml")}).exit_code, 1);
    write("cut.yaml", good.substr(0, good.find("    k: ") + 100));
    EXPECT_EQ(run_cli({"verify", path("cut.yaml")}).exit_code, 1);

    write("empty.yaml", "");
    write("other.yaml", "kind: ConfigMap\n");
    for (const std::string file : {"empty.yaml", "other.yaml", "nowhere.yaml"}) {
        const Ran none = run_cli({"verify", path("good.yaml"), path(file)});
        EXPECT_EQ(none.exit_code, 2) << file;
        EXPECT_THAT(none.err, AllOf(StartsWith("error: "), HasSubstr(file)));
    }
    EXPECT_EQ(run_cli({"verify"}).exit_code, 2);
}

}  // namespace
}  // namespace sealer::cli
