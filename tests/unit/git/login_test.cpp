// SPDX-License-Identifier: Apache-2.0
// Private repositories, over https (lighttpd with git http-backend) and ssh (sshd).
#include <gtest/gtest.h>

#include "common/git/repository.h"
#include "repository_fixture.h"

namespace sealer::git {
namespace {

constexpr std::string_view kPassword = "p\"w $'\\ x";

class HttpsLogin : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!have_program("/usr/sbin/lighttpd") ||
            !std::filesystem::exists("/usr/lib/lighttpd/mod_openssl.so")) {
            GTEST_SKIP() << "needs lighttpd and lighttpd-mod-openssl";
        }
        const std::string& home = directory_.path();
        run_ok({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost", "-keyout", home + "/key.pem", "-out",
                home + "/cert.pem"});
        ASSERT_TRUE(write_file_atomically(home + "/users", "ann:" + std::string(kPassword) + "\n"));
        port_ = free_port();
        commit_ = source_.commit({{"a", "1"}});
        ASSERT_TRUE(write_file_atomically(home + "/lighttpd.conf", configuration()));
        server_.emplace(
            std::vector<std::string>{"/usr/sbin/lighttpd", "-D", "-f", home + "/lighttpd.conf"},
            port_);
    }

    [[nodiscard]] std::string configuration() const {
        const std::string& home = directory_.path();
        return "server.modules = (\"mod_auth\", \"mod_authn_file\", \"mod_setenv\", \"mod_cgi\", "
               "\"mod_alias\", \"mod_openssl\")\n"
               "server.bind = \"127.0.0.1\"\nserver.port = " +
               std::to_string(port_) + "\nserver.document-root = \"" + home +
               "\"\nssl.engine = \"enable\"\nssl.pemfile = \"" + home +
               "/cert.pem\"\nssl.privkey = \"" + home +
               "/key.pem\"\n"
               "auth.backend = \"plain\"\nauth.backend.plain.userfile = \"" +
               home +
               "/users\"\n"
               "alias.url = (\"/git\" => \"/usr/lib/git-core/git-http-backend\")\n"
               "$HTTP[\"url\"] =~ \"^/git\" {\n"
               "cgi.assign = (\"\" => \"\")\n"
               "setenv.set-environment = (\"GIT_PROJECT_ROOT\" => \"" +
               source_.root() +
               "\", \"GIT_HTTP_EXPORT_ALL\" => \"1\")\n"
               "auth.require = (\"\" => (\"method\" => \"basic\", \"realm\" => \"git\", "
               "\"require\" => \"valid-user\"))\n}\n";
    }

    [[nodiscard]] std::string url() const {
        return "https://localhost:" + std::to_string(port_) + "/git/shop/.git";
    }
    [[nodiscard]] Credentials login(std::string_view password) const {
        Credentials credentials;
        credentials.username = "ann";
        credentials.password = crypto::SecretBytes(password);
        credentials.ca_pem = read_file(directory_.path() + "/cert.pem").value();
        return credentials;
    }

    TemporaryDirectory directory_;
    SourceRepository source_;
    int port_ = 0;
    std::string commit_;
    std::optional<Server> server_;
    Store store_{directory_.path() + "/git", Policy{}};
};

TEST_F(HttpsLogin, FetchesWithTheRightPassword) {
    const Credentials credentials = login(kPassword);
    const auto resolved = store_.resolve(url(), "main", &credentials, {});
    ASSERT_TRUE(resolved) << resolved.error().message;
    EXPECT_EQ(*resolved, commit_);
    const auto tree = store_.tree(url(), commit_, &credentials, {});
    ASSERT_TRUE(tree) << tree.error().message;
    EXPECT_EQ((*tree)->read("a").value(), "1");
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

class SshLogin : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!have_program("/usr/sbin/sshd") || ::geteuid() != 0) {
            GTEST_SKIP() << "needs sshd, and to be root";
        }
        const std::string& home = directory_.path();
        for (const std::string name : {"host", "user", "stranger"}) {
            run_ok(
                {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", home + "/" + name});
        }
        std::filesystem::create_directories("/run/sshd");
        port_ = free_port();
        ASSERT_TRUE(write_file_atomically(
            home + "/sshd_config",
            "ListenAddress 127.0.0.1\nPort " + std::to_string(port_) + "\nHostKey " + home +
                "/host\nAuthorizedKeysFile " + home +
                "/user.pub\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\n"));
        server_.emplace(
            std::vector<std::string>{"/usr/sbin/sshd", "-D", "-e", "-f", home + "/sshd_config"},
            port_);
        commit_ = source_.commit({{"a", "1"}});
    }

    [[nodiscard]] std::string url() const {
        return "ssh://root@127.0.0.1:" + std::to_string(port_) + source_.folder();
    }
    [[nodiscard]] Credentials login(const std::string& key) const {
        Credentials credentials;
        credentials.ssh_key =
            crypto::SecretBytes(trim(read_file(directory_.path() + "/" + key).value()));
        credentials.known_hosts = "[127.0.0.1]:" + std::to_string(port_) + " " +
                                  read_file(directory_.path() + "/host.pub").value();
        return credentials;
    }

    TemporaryDirectory directory_;
    SourceRepository source_;
    int port_ = 0;
    std::string commit_;
    std::optional<Server> server_;
    Store store_{directory_.path() + "/git", Policy{}};
};

TEST_F(SshLogin, FetchesWithTheRightKey) {
    const Credentials credentials = login("user");
    const auto resolved = store_.resolve(url(), "main", &credentials, {});
    ASSERT_TRUE(resolved) << resolved.error().message;
    const auto tree = store_.tree(url(), *resolved, &credentials, {});
    ASSERT_TRUE(tree) << tree.error().message;
    EXPECT_EQ((*tree)->read("a").value(), "1");
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
