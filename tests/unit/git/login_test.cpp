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
        const auto made = store_.commit(url,
                                        {.parent = commit_,
                                         .changes = {{"a", "2"}},
                                         .message = "change",
                                         .name = "Robot",
                                         .email = "robot@example.com",
                                         .time = {}},
                                        &credentials);
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
        serve_to("ann:" + std::string(kPassword));
    }
    // `client_ca`: a file, or nothing.
    void serve_to(const std::string& login, const std::string& client_ca = "") {
        server_.reset();
        std::vector<std::string> command{"node",
                                         SEALER_TEST_DATA "/../servers/git-https.mjs",
                                         source_.root(),
                                         path("key.pem"),
                                         path("cert.pem"),
                                         login,
                                         std::to_string(port_)};
        if (!client_ca.empty()) {
            command.push_back(client_ca);
        }
        serve(command);
    }

    [[nodiscard]] std::string url(const std::string& below = "") const {
        return "https://localhost:" + std::to_string(port_) + below + "/shop/.git";
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

TEST_F(HttpsLogin, TakesABearerToken) {
    serve_to("Bearer a\"b\\c");
    Credentials credentials = login("");
    EXPECT_EQ(store_.resolve(url(), "main", &credentials, {}).error().code, Code::kDenied);
    credentials.bearer_token = crypto::SecretBytes("a\"b\\c");
    expect_fetched(url(), credentials);
    expect_pushed(url(), credentials);
}

TEST_F(HttpsLogin, SendsThePasswordUnaskedWhereToldTo) {
    Credentials credentials = login(kPassword);
    EXPECT_EQ(store_.resolve(url("/hidden"), "main", &credentials, {}).error().code,
              Code::kNotFound);
    credentials.password_unasked = true;
    expect_fetched(url("/hidden"), credentials);
}

TEST_F(HttpsLogin, ShowsAClientCertificate) {
    run_ok({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-days", "2", "-subj", "/CN=ann", "-keyout", path("ann.key"), "-out",
            path("ann.crt")});
    serve_to("ann:" + std::string(kPassword), path("ann.crt"));
    Credentials credentials = login(kPassword);
    EXPECT_FALSE(store_.resolve(url(), "main", &credentials, {}));
    credentials.tls_client_cert = content("ann.crt");
    credentials.tls_client_key = crypto::SecretBytes(content("ann.key"));
    expect_fetched(url(), credentials);
}

TEST_F(HttpsLogin, GoesThroughAProxy) {
    const int proxy_port = free_port();
    const Server proxy({"node", SEALER_TEST_DATA "/../servers/connect-proxy.mjs", "bob:pr0xy",
                        std::to_string(proxy_port)},
                       proxy_port);
    const auto through = [&](const std::string& password) {
        Credentials credentials = login(kPassword);
        credentials.proxy = crypto::SecretBytes("http://bob:" + password +
                                                "@127.0.0.1:" + std::to_string(proxy_port));
        return credentials;
    };
    expect_fetched(url(), through("pr0xy"));
    Credentials wrong = through("wrong-password");
    const auto refused = store_.resolve(url(), "main", &wrong, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::kDenied) << refused.error().message;
    EXPECT_EQ(refused.error().message.find("wrong-password"), std::string::npos);
    wrong.no_proxy = "example.com,localhost";
    EXPECT_TRUE(store_.resolve(url(), "main", &wrong, {}));
}

// A git that notes how it was called, in front of the real one.
class NotedGit {
  public:
    explicit NotedGit(const std::string& folder)
        : notes_(folder + "/notes"), path_(std::getenv("PATH")) {
        const std::string real = run_ok({"/bin/sh", "-c", "command -v git"});
        EXPECT_TRUE(write_file_atomically(folder + "/git",
                                          "#!/bin/sh\n{ printf '%s\\n' \"$@\"; env; } >>'" +
                                              notes_ + "'\nexec '" + real + "' \"$@\"\n",
                                          0700));
        ::setenv("PATH", (folder + ":" + path_).c_str(), 1);
    }
    ~NotedGit() { ::setenv("PATH", path_.c_str(), 1); }
    NotedGit(const NotedGit&) = delete;
    NotedGit& operator=(const NotedGit&) = delete;

    [[nodiscard]] std::string notes() const { return read_file(notes_).value(); }

  private:
    std::string notes_;
    std::string path_;
};

TEST_F(HttpsLogin, NothingSecretIsInArgumentsOrEnvironment) {
    Credentials credentials = login(kPassword);
    credentials.proxy = crypto::SecretBytes("http://bob:proxy-word@127.0.0.1:1");
    credentials.no_proxy = "localhost";
    credentials.tls_client_cert = content("cert.pem");
    credentials.tls_client_key = crypto::SecretBytes(content("key.pem"));
    Credentials token = login("");
    token.bearer_token = crypto::SecretBytes("bearer-word");
    std::filesystem::create_directory(path("bin"));
    const NotedGit git(path("bin"));
    expect_fetched(url(), credentials);
    EXPECT_FALSE(store_.resolve(url(), "main", &token, {}));
    const std::string notes = git.notes();
    EXPECT_NE(notes.find("ls-remote"), std::string::npos);
    for (const std::string& secret : {std::string(kPassword), std::string("proxy-word"),
                                      std::string("bearer-word"), std::string("PRIVATE KEY")}) {
        EXPECT_EQ(notes.find(secret), std::string::npos) << secret;
    }
}

TEST_F(HttpsLogin, RefusesLineBreaks) {
    Credentials password = login("two\nlines");
    Credentials name = login(kPassword);
    name.username = "two\nlines";
    Credentials token = login("");
    token.bearer_token = crypto::SecretBytes("two\nlines");
    for (const Credentials* credentials : {&password, &name, &token}) {
        const auto refused = store_.resolve(url(), "main", credentials, {});
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, Code::kInvalid) << refused.error().message;
        EXPECT_EQ(refused.error().message.find("two"), std::string::npos);
    }
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

TEST_F(SshLogin, RefusesAProxy) {
    Credentials credentials = login("user");
    credentials.proxy = crypto::SecretBytes("http://127.0.0.1:1");
    EXPECT_EQ(store_.resolve(url(), "main", &credentials, {}).error().code, Code::kInvalid);
}

}  // namespace
}  // namespace sealer::git
