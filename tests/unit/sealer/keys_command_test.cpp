// SPDX-License-Identifier: Apache-2.0
// `sealer keys` on files; tests/e2e/keys_cli.sh has the cluster.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "audit_fixture.h"
#include "cli_runner.h"
#include "common/manifest/json.h"
#include "keys/key_backup.h"
#include "sealer/keys_print.h"

namespace sealer::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class KeysCommand : public testing::Test {
  protected:
    KeysCommand() {
        std::string path = testing::TempDir() + "sealer-keys-XXXXXX";
        EXPECT_NE(::mkdtemp(path.data()), nullptr);
        root_ = path;
        std::vector<manifest::Secret> secrets;
        secrets.push_back(key_secret("old", old_, "active"));
        secrets.push_back(key_secret("new", new_, "active"));
        secrets.push_back(key_secret("leaked", leaked_, "compromised"));
        write("keys.json", std::string(keys::write_plain_backup(secrets).expose()));
        write("recovery.crt", recovery_.certificate.pem);
        write("recovery.key", std::string(recovery_.key.to_pem()->expose()));
    }
    ~KeysCommand() override {
        std::error_code ignored;
        std::filesystem::remove_all(root_, ignored);
    }

    static manifest::Secret key_secret(const std::string& name, const TestKey& key,
                                       const std::string& state) {
        manifest::Secret secret;
        secret.object["apiVersion"] = "v1";
        secret.object["kind"] = "Secret";
        secret.object["metadata"]["name"] = name;
        secret.object["metadata"]["creationTimestamp"] = "2024-10-04T00:00:00Z";
        secret.object["metadata"]["labels"]["sealedsecrets.bitnami.com/sealed-secrets-key"] = state;
        secret.items.push_back({"tls.crt", crypto::SecretBytes(key.certificate.pem)});
        secret.items.push_back({"tls.key", key.key.to_pem().value()});
        return secret;
    }

    [[nodiscard]] std::string path(const std::string& name) const { return root_ + "/" + name; }
    void write(const std::string& name, const std::string& content) const {
        std::ofstream(path(name)) << content;
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream file(path(name));
        return {std::istreambuf_iterator<char>(file), {}};
    }

    // Whether any line of a private key is in it.
    static bool leaks(const std::string& text, const TestKey& key) {
        const std::string pem(key.key.to_pem()->expose());
        return text.find(pem.substr(40, 40)) != std::string::npos ||
               text.find("PRIVATE KEY") != std::string::npos;
    }

    std::string root_;
    TestKey old_ = make_audit_key(300);
    TestKey new_ = make_audit_key(30);
    TestKey leaked_ = make_audit_key(100);
    TestKey recovery_ = make_audit_key(1, 2048);
};

TEST_F(KeysCommand, ListAndShow) {
    const Ran list = run_cli({"keys", "list", "--from", path("keys.json")});
    EXPECT_EQ(list.exit_code, 0) << list.err;
    EXPECT_THAT(list.out, AllOf(StartsWith("NAME     STATE         NEEDED BY   AGE"),
                                HasSubstr("\nnew      newest        ?"),
                                HasSubstr("\nleaked   compromised   ?"),
                                HasSubstr("\nold      active        ?")));
    EXPECT_FALSE(leaks(list.out, old_));

    const std::string fingerprint = old_.certificate.public_key.fingerprint();
    const Ran show = run_cli({"keys", "show", "new", fingerprint, "--from", path("keys.json")});
    EXPECT_EQ(show.exit_code, 0) << show.err;
    EXPECT_THAT(show.out, AllOf(HasSubstr("Name:         new"), HasSubstr(fingerprint),
                                HasSubstr("RSA 1024"), HasSubstr("BEGIN CERTIFICATE")));
    EXPECT_FALSE(leaks(show.out, old_));
    const Ran none = run_cli({"keys", "show", "nobody", "--from", path("keys.json")});
    EXPECT_EQ(none.exit_code, 1);
    EXPECT_EQ(none.err, "error: there is no key nobody\n");
}

TEST_F(KeysCommand, BackupIsEncryptedAndVerified) {
    const Ran backup = run_cli({"keys", "backup", "--from", path("keys.json"), "--recovery-cert",
                                path("recovery.crt"), "-w", path("backup.json")});
    EXPECT_EQ(backup.exit_code, 0) << backup.err;
    for (const TestKey* key : {&old_, &new_, &leaked_}) {
        EXPECT_FALSE(leaks(read("backup.json"), *key));
    }
    const std::vector<std::string> verify = {"keys", "verify-backup", path("backup.json")};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), verify.begin(), verify.end());
        return run_cli(more);
    };
    const Ran whole =
        with({"--from", path("keys.json"), "--recovery-private-key", path("recovery.key")});
    EXPECT_EQ(whole.exit_code, 0) << whole.err;
    EXPECT_THAT(whole.out, AllOf(HasSubstr("ok new SHA256:"), HasSubstr("ok leaked SHA256:")));
    EXPECT_EQ(with({"--offline", "--recovery-private-key", path("recovery.key")}).exit_code, 0);

    const TestKey newer = make_audit_key(0);
    std::vector<manifest::Secret> more;
    more.push_back(key_secret("newer", newer, "active"));
    write("newer.json", std::string(keys::write_plain_backup(more).expose()));
    const Ran missing =
        with({"--from", path("newer.json"), "--recovery-private-key", path("recovery.key")});
    EXPECT_EQ(missing.exit_code, 1);
    EXPECT_THAT(missing.out, HasSubstr("missing newer SHA256:"));

    const Ran sealed = with({"--offline"});
    EXPECT_EQ(sealed.exit_code, 1);
    EXPECT_THAT(sealed.err, HasSubstr("the backup is encrypted"));
}

TEST_F(KeysCommand, PlaintextTakesAnExplicitFlagAndAFileOfMode0600) {
    const std::vector<std::string> backup = {"keys", "backup", "--from", path("keys.json")};
    EXPECT_THAT(run_cli(backup).err, HasSubstr("--recovery-cert FILE, or --plaintext"));
    std::vector<std::string> plain = backup;
    plain.emplace_back("--plaintext");
    EXPECT_THAT(run_cli(plain).err, HasSubstr("-w FILE"));
    write("plain.json", "readable by all");
    plain.insert(plain.end(), {"-w", path("plain.json")});
    EXPECT_EQ(run_cli(plain).exit_code, 0);
    struct stat status {};
    ASSERT_EQ(::stat(path("plain.json").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    EXPECT_EQ(run_cli({"keys", "verify-backup", path("plain.json"), "--from", path("keys.json")})
                  .exit_code,
              0);
}

TEST_F(KeysCommand, DamageIsFoundAndNotQuoted) {
    std::vector<manifest::Secret> secrets;
    secrets.push_back(key_secret("mixed", old_, "active"));
    secrets[0].items[0].value = crypto::SecretBytes(new_.certificate.pem);
    write("mixed.json", std::string(keys::write_plain_backup(secrets).expose()));
    const Ran ran = run_cli({"keys", "verify-backup", path("mixed.json"), "--offline"});
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_EQ(ran.out, "damaged mixed: tls.crt is not the certificate of tls.key\n");
    EXPECT_FALSE(leaks(ran.out + ran.err, old_));
}

TEST_F(KeysCommand, WrongUseIsSaid) {
    EXPECT_THAT(run_cli({"keys"}).err, HasSubstr("which operation?"));
    EXPECT_THAT(run_cli({"keys", "shred"}).err, HasSubstr("there is no operation shred"));
    EXPECT_THAT(run_cli({"keys", "show"}).err, HasSubstr("needs an operand"));
    EXPECT_THAT(run_cli({"keys", "list", "x"}).err, HasSubstr("takes no operand"));
    EXPECT_THAT(run_cli({"keys", "retire", "x", "--from", path("keys.json")}).err,
                HasSubstr("--from"));
    EXPECT_THAT(run_cli({"keys", "retire", "x", "--state", "active"}).err, HasSubstr("--state"));
    EXPECT_EQ(run_cli({"keys", "rotate", "--key-size", "7"}).exit_code, 2);
}

TEST(KeysPrint, CountsWhoNeedsWhat) {
    const TestKey key = make_audit_key(3);
    keys::KeyReport report;
    report.name = "a";
    report.state = "newest";
    report.fingerprint = key.certificate.public_key.fingerprint();
    report.bits = 1024;
    report.created = test_now() - std::chrono::hours(49);
    report.not_after = test_now() - std::chrono::hours(1);
    keys::KeyReport broken;
    broken.name = "b";
    broken.state = "active";
    broken.problem = "tls.key: no";
    const std::vector<keys::KeyReport> reports = {report, broken};
    keys::KeyNeeds needs;
    needs.by_fingerprint[report.fingerprint] = {"n/x", "n/y"};
    needs.unknown = {"n/z"};
    const std::string table = print_key_table(reports, &needs, test_now());
    EXPECT_THAT(table,
                AllOf(HasSubstr("a      newest       2           2d    2024-10-03 (expired)"),
                      HasSubstr("b      unreadable"), HasSubstr("tls.key: no"),
                      HasSubstr("do not say which key they need: 1\n")));
    const manifest::Value json =
        manifest::parse_json(print_keys_json(reports, &needs, true)).value();
    EXPECT_EQ(json.integer_or(0, "unknown"), 1);
    const manifest::Value& first = elements(json.get("keys")).at(0);
    EXPECT_EQ(first.integer_or(0, "neededBy"), 2);
    EXPECT_EQ(elements(first.get("sealedSecrets")).at(1).as_string(), "n/y");
    EXPECT_THAT(print_key_details(reports, &needs, test_now()), HasSubstr("  n/x\n  n/y\n"));
}

}  // namespace
}  // namespace sealer::cli
