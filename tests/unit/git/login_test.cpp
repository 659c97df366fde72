// SPDX-License-Identifier: Apache-2.0
// Private repositories, over https (git http-backend) and ssh (sshd).
#include <gtest/gtest.h>

#include "common/git/repository.h"
#include "repository_fixture.h"

namespace sealer::git {
namespace {

constexpr std::string_view kPassword = "p\"w $'\\ x";

// What a login needs: something to fetch, a server in front of it, a store to fetch into.
class LoginTest : public ::testing::Test {
  protected:
    [[nodiscard]] std::string path(const std::string& name) const {
        return directory_.path() + "/" + name;
    }
    [[nodiscard]] std::string content(const std::string& name) const {
        return read_file(path(name)).value();
    }
    void serve(std::vector<std::string> command) { server_.emplace(std::move(command), port_); }

    void expect_fetched(const std::string& url, const Credentials& credentials) {
        const auto resolved = store_.resolve(url, "main", &credentials, {});
        ASSERT_TRUE(resolved) << resolved.error().message;
        EXPECT_EQ(*resolved, commit_);
        const auto tree = store_.tree(url, commit_, &credentials, {});
        ASSERT_TRUE(tree) << tree.error().message;
        EXPECT_EQ((*tree)->read("a").value(), "1");
    }
    void expect_pushed(const std::string& url, const Credentials& credentials) {
        source_.git({"config", "receive.denyCurrentBranch", "ignore"});
        const auto made = store_.commit(url, {.parent = commit_,
                                              .changes = {{"a", "2"}},
                                              .message = "change",
                                              .name = "Robot",
                                              .email = "robot@example.com",
                                              .time = {}});
        ASSERT_TRUE(made) << made.error().message;
        const Status pushed = store_.push(url, *made, "refs/heads/main", &credentials, {});
        ASSERT_TRUE(pushed) << pushed.error().message;
        EXPECT_EQ(source_.git({"rev-parse", "main"}), *made);
    }

    TemporaryDirectory directory_;
    SourceRepository source_;
    const std::string commit_ = source_.commit({{"a", "1"}});
    const int port_ = free_port();
    std::optional<Server> server_;
    Store store_{path("git"), Policy{}};
};

class HttpsLogin : public LoginTest {
  protected:
    void SetUp() override {
        if (!have_program("node")) {
            GTEST_SKIP() << "needs node";
        }
        run_ok({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost", "-keyout", path("key.pem"), "-out",
                path("cert.pem")});
        serve({"node", SEALER_TEST_DATA "/../servers/git-https.mjs", source_.root(),
               path("key.pem"), path("cert.pem"), "ann:" + std::string(kPassword),
               std::to_string(port_)});
    }

    [[nodiscard]] std::string url() const {
        return "https://localhost:" + std::to_string(port_) + "/shop/.git";
    }
    [[nodiscard]] Credentials login(std::string_view password) const {
        Credentials credentials;
        credentials.username = "ann";
        credentials.password = crypto::SecretBytes(password);
        credentials.ca_pem = content("cert.pem");
        return credentials;
    }
};

TEST_F(HttpsLogin, FollowsNoRedirect) {
    const Credentials credentials = login(kPassword);
    const std::string moved = "https://localhost:" + std::to_string(port_) + "/moved/shop/.git";
    const auto resolved = store_.resolve(moved, "main", &credentials, {});
    ASSERT_FALSE(resolved);
    EXPECT_EQ(resolved.error().code, Code::kDenied);
    EXPECT_NE(resolved.error().message.find("redirects are not followed"), std::string::npos)
        << resolved.error().message;
    expect_fetched(url(), credentials);
}

TEST_F(HttpsLogin, FetchesAndPushesWithTheRightPassword) {
    expect_fetched(url(), login(kPassword));
    expect_pushed(url(), login(kPassword));
}

TEST_F(HttpsLogin, IsRefusedWithAWrongPasswordAndWithNone) {
    const Credentials wrong = login("wrong-password");
    const auto refused = store_.resolve(url(), "main", &wrong, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::kDenied) << refused.error().message;
    EXPECT_EQ(refused.error().message.find("wrong-password"), std::string::npos);
    const Credentials none = login("");
    EXPECT_EQ(store_.resolve(url(), "main", &none, {}).error().code, Code::kDenied);
}

TEST_F(HttpsLogin, VerifiesTheCertificateUnlessToldNotTo) {
    Credentials credentials = login(kPassword);
    credentials.ca_pem.clear();
    EXPECT_EQ(store_.resolve(url(), "main", &credentials, {}).error().code, Code::kUnavailable);
    credentials.insecure = true;
    EXPECT_TRUE(store_.resolve(url(), "main", &credentials, {}));
}

class SshLogin : public LoginTest {
  protected:
    void SetUp() override {
        if (!have_program("/usr/sbin/sshd") || ::geteuid() != 0) {
            GTEST_SKIP() << "needs sshd, and to be root";
        }
        for (const std::string name : {"host", "user", "stranger"}) {
            run_ok({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path(name)});
        }
        std::filesystem::create_directories("/run/sshd");
        ASSERT_TRUE(write_file_atomically(
            path("sshd_config"),
            "ListenAddress 127.0.0.1\nPort " + std::to_string(port_) + "\nHostKey " + path("host") +
                "\nAuthorizedKeysFile " + path("user.pub") +
                "\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\n"));
        serve({"/usr/sbin/sshd", "-D", "-e", "-f", path("sshd_config")});
    }

    [[nodiscard]] std::string url() const {
        return "ssh://root@127.0.0.1:" + std::to_string(port_) + source_.folder();
    }
    [[nodiscard]] Credentials login(const std::string& key) const {
        Credentials credentials;
        credentials.ssh_key = crypto::SecretBytes(trim(content(key)));
        credentials.known_hosts =
            "[127.0.0.1]:" + std::to_string(port_) + " " + content("host.pub");
        return credentials;
    }
};

TEST_F(SshLogin, FetchesAndPushesWithTheRightKey) {
    expect_fetched(url(), login("user"));
    expect_pushed(url(), login("user"));
}

TEST_F(SshLogin, RefusesAnUnknownHostUnlessToldNotTo) {
    Credentials credentials = login("user");
    credentials.known_hosts.clear();
    EXPECT_EQ(store_.resolve(url(), "main", &credentials, {}).error().code, Code::kDenied);
    credentials.insecure = true;
    EXPECT_TRUE(store_.resolve(url(), "main", &credentials, {}));
}

TEST_F(SshLogin, IsRefusedWithAWrongKey) {
    const Credentials credentials = login("stranger");
    EXPECT_EQ(store_.resolve(url(), "main", &credentials, {}).error().code, Code::kDenied);
}

}  // namespace
}  // namespace sealer::git
