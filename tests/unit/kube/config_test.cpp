// SPDX-License-Identifier: Apache-2.0
#include "common/kube/config.h"

#include <filesystem>
#include <fstream>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "common/http/default_authorities.h"
#include "common/kube/in_cluster.h"
#include "common/kube/proxy.h"

namespace sealer::kube {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

Environment environment_of(std::map<std::string, std::string> variables) {
    return
        [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        };
}

class ConfigTest : public testing::Test {
  protected:
    ConfigTest() {
        std::string pattern = (fs::temp_directory_path() / "sealer-config-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
    }
    ~ConfigTest() override { fs::remove_all(directory_); }

    std::string write(const std::string& name, const std::string& text) {
        const fs::path path = directory_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
        return path.string();
    }
    // A kubeconfig of one context "c" whose cluster and user hold the given YAML members.
    std::string write_config(const std::string& cluster, const std::string& user) {
        return write("config", "clusters: [{name: k, cluster: {server: 'https://host:6443/', " +
                                   cluster + "}}]\nusers: [{name: u, user: {" + user +
                                   "}}]\ncontexts: [{name: c, context: {cluster: k, user: u}}]\n"
                                   "current-context: c\n");
    }
    static Config load(ConfigOverrides overrides,
                       const std::map<std::string, std::string>& variables = {}) {
        auto config = load_config(overrides, environment_of(variables));
        EXPECT_TRUE(config.has_value()) << config.error().message;
        return config.value_or(Config());
    }
    static std::string error_of(ConfigOverrides overrides,
                                const std::map<std::string, std::string>& variables = {}) {
        const auto config = load_config(overrides, environment_of(variables));
        EXPECT_FALSE(config.has_value());
        return config.has_value() ? "" : config.error().message;
    }
    static std::string authorization(const Config& config, bool rejected = false) {
        const auto value = config.credentials->authorization(rejected);
        return value.has_value() ? *value : "error: " + value.error().message;
    }

    fs::path directory_;
};

TEST_F(ConfigTest, ReadsClusterUserAndContext) {
    write("ca.pem", "CA");
    write("cert.pem", "CERT");
    const std::string file = write_config(
        "certificate-authority: ca.pem, tls-server-name: name, proxy-url: 'http://proxy:1'",
        "client-certificate: cert.pem, client-key-data: S0VZ, as: jane, as-uid: '7', as-groups: "
        "[a, b]");
    const Config config = load({.kubeconfig = file});
    EXPECT_EQ(config.server, "https://host:6443");
    EXPECT_EQ(config.tls.ca_pem, "CA");
    EXPECT_EQ(config.tls.client_cert_pem, "CERT");
    EXPECT_EQ(config.tls.client_key_pem->expose(), "KEY");
    EXPECT_EQ(config.tls.server_name, "name");
    EXPECT_EQ(config.proxy_url, "http://proxy:1");
    EXPECT_EQ(config.impersonate_user, "jane");
    EXPECT_EQ(config.impersonate_uid, "7");
    EXPECT_THAT(config.impersonate_groups, ElementsAre("a", "b"));
    EXPECT_EQ(config.namespace_, "default");
    EXPECT_FALSE(config.namespace_is_explicit);
    EXPECT_EQ(config.credentials, nullptr);
}

TEST_F(ConfigTest, KnowsEveryKindOfCredential) {
    EXPECT_EQ(authorization(load({.kubeconfig = write_config("", "token: t")})), "Bearer t");
    EXPECT_EQ(authorization(load({.kubeconfig = write_config("", "username: u, password: p")})),
              "Basic dTpw");
    const std::string token = write("token", "first\n");
    const Config config = load({.kubeconfig = write_config("", "tokenFile: token, token: t")});
    EXPECT_EQ(authorization(config), "Bearer first");
    write("token", "second\n");
    fs::last_write_time(token, fs::last_write_time(token) + std::chrono::seconds(1));
    EXPECT_EQ(authorization(config), "Bearer second");
    fs::remove(token);
    EXPECT_THAT(authorization(config), HasSubstr("no such file or directory"));
    EXPECT_THAT(error_of({.kubeconfig = write_config("", "auth-provider: {name: gcp}")}),
                HasSubstr("gcp"));
}

TEST_F(ConfigTest, RunsAPluginUntilItsCredentialEnds) {
    const std::string plugin = write("bin/plugin", R"(#!/bin/sh
n=$(( $(cat "$COUNT" 2>/dev/null || echo 0) + 1 )); echo $n > "$COUNT"
echo "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",
\"status\":{\"token\":\"$1-$n\",\"expirationTimestamp\":\"$END\"}}"
)");
    fs::permissions(plugin, fs::perms::owner_all);
    const auto load_plugin = [&](const std::string& end) {
        return load(
            {.kubeconfig = write_config("",
                                        "exec: {apiVersion: client.authentication.k8s.io/v1, "
                                        "command: ./bin/plugin, args: [t], "
                                        "env: [{name: COUNT, value: '" +
                                            (directory_ / "count").string() +
                                            "'}, {name: END, value: '" + end + "'}]}")});
    };
    const Config lasting = load_plugin("2999-01-01T00:00:00Z");
    EXPECT_EQ(authorization(lasting), "Bearer t-1");
    EXPECT_EQ(authorization(lasting), "Bearer t-1");
    EXPECT_EQ(authorization(lasting, true), "Bearer t-2");
    const Config ending = load_plugin("2000-01-01T00:00:00Z");
    EXPECT_EQ(authorization(ending), "Bearer t-3");
    EXPECT_EQ(authorization(ending), "Bearer t-4");
}

TEST_F(ConfigTest, APluginTrustsWhomItWouldWithoutUs) {
    // This program holds cpprestsdk's client, which hides the file from OpenSSL.
    std::map<std::string, std::string> environment{{"SSL_CERT_FILE", "/dev/null"}};
    http::restore_default_authorities(environment);
    const std::string plugin = write("bin/plugin", R"(#!/bin/sh
echo "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",
\"status\":{\"token\":\"file=$SSL_CERT_FILE\"}}"
)");
    fs::permissions(plugin, fs::perms::owner_all);
    const Config config =
        load({.kubeconfig = write_config("",
                                         "exec: {apiVersion: client.authentication.k8s.io/v1, "
                                         "command: ./bin/plugin}")});
    EXPECT_EQ(authorization(config), "Bearer file=" + environment["SSL_CERT_FILE"]);
    EXPECT_NE(environment["SSL_CERT_FILE"], "/dev/null");
}

TEST_F(ConfigTest, SaysWhatIsWrongWithAPlugin) {
    const auto error = [&](const std::string& exec) {
        const auto config = load_config({.kubeconfig = write_config("", "exec: {" + exec + "}")},
                                        environment_of({}));
        return config.has_value() ? authorization(*config) : config.error().message;
    };
    const std::string v1 = "apiVersion: client.authentication.k8s.io/v1, ";
    EXPECT_THAT(error("apiVersion: client.authentication.k8s.io/v1alpha1, command: x"),
                HasSubstr("v1alpha1"));
    EXPECT_THAT(error(v1 + "command: sealer-no-such-plugin, installHint: install it"),
                HasSubstr("install it"));
    EXPECT_THAT(error(v1 + "command: 'false'"), HasSubstr("exit code 1"));
    EXPECT_THAT(error(v1 + "command: echo, args: [nonsense]"), HasSubstr("ExecCredential"));
    EXPECT_THAT(error(v1 + "command: x, interactiveMode: Always"), HasSubstr("terminal"));
}

TEST_F(ConfigTest, MergesFilesAndLetsTheFirstWin) {
    const std::string a =
        write("a", "current-context: one\nclusters: [{name: k, cluster: {server: https://a}}]\n");
    const std::string b =
        write("sub/b",
              "current-context: two\nclusters: [{name: k, cluster: {server: https://b}}]\n"
              "users: [{name: u, user: {tokenFile: t}}]\n"
              "contexts: [{name: one, context: {cluster: k, user: u, namespace: web}}]\n");
    write("sub/t", "token");
    const std::map<std::string, std::string> variables{{"KUBECONFIG", a + ":/no/such/file::" + b}};
    const Config config = load({}, variables);
    EXPECT_EQ(config.server, "https://a");
    EXPECT_EQ(config.namespace_, "web");
    EXPECT_TRUE(config.namespace_is_explicit);
    EXPECT_EQ(authorization(config), "Bearer token");
    EXPECT_EQ(error_of({.context = "two"}, variables), "context \"two\" does not exist");
    EXPECT_EQ(error_of({.cluster = "x"}, variables), "cluster \"x\" does not exist");
    EXPECT_EQ(error_of({.user = "x"}, variables), "auth info \"x\" does not exist");
}

TEST_F(ConfigTest, FindsTheFileInTheHome) {
    write(".kube/config",
          "clusters: [{name: k, cluster: {server: host}}]\n"
          "contexts: [{name: c, context: {cluster: k}}]\ncurrent-context: c\n");
    EXPECT_EQ(load({}, {{"HOME", directory_.string()}}).server, "http://host");
    EXPECT_THAT(error_of({}),
                StartsWith("invalid configuration: no configuration has been provided"));
    EXPECT_THAT(error_of({.kubeconfig = "/no/such/file"}), HasSubstr("no such file or directory"));
    EXPECT_THAT(error_of({.kubeconfig = write("bad", "clusters: [")}),
                HasSubstr("error loading config file"));
}

TEST_F(ConfigTest, ObeysTheCommandLine) {
    write("ca.pem", "CA");
    const std::string file = write_config("certificate-authority-data: T0xE", "token: old");
    const Config config = load({.kubeconfig = file,
                                .namespace_ = "n",
                                .server = "https://other",
                                .certificate_authority = (directory_ / "ca.pem").string(),
                                .token = "new",
                                .as = "jane"});
    EXPECT_EQ(config.server, "https://other");
    EXPECT_EQ(config.tls.ca_pem, "CA");
    EXPECT_EQ(config.namespace_, "n");
    EXPECT_TRUE(config.namespace_is_explicit);
    EXPECT_EQ(config.impersonate_user, "jane");
    EXPECT_EQ(authorization(config), "Bearer new");
    const Config insecure = load({.kubeconfig = file, .insecure_skip_tls_verify = true});
    EXPECT_TRUE(insecure.tls.insecure_skip_verify);
    EXPECT_EQ(insecure.tls.ca_pem, "");
    EXPECT_EQ(load({.server = "https://only"}).server, "https://only");
    const std::string both =
        write_config("certificate-authority-data: T0xE, insecure-skip-tls-verify: true", "");
    EXPECT_THAT(error_of({.kubeconfig = both}), HasSubstr("insecure"));
}

TEST_F(ConfigTest, UsesThePodsServiceAccount) {
    write("token", "t");
    write("ca.crt", "CA");
    write("namespace", "pod-ns");
    const auto config =
        in_cluster_config_from(environment_of({{"KUBERNETES_SERVICE_HOST", "10.0.0.1"},
                                               {"KUBERNETES_SERVICE_PORT", "443"}}),
                               directory_);
    ASSERT_TRUE(config.has_value()) << config.error().message;
    EXPECT_EQ(config->server, "https://10.0.0.1:443");
    EXPECT_EQ(config->tls.ca_pem, "CA");
    EXPECT_EQ(config->namespace_, "pod-ns");
    EXPECT_EQ(authorization(*config), "Bearer t");
    const auto ipv6 = in_cluster_config_from(environment_of({{"KUBERNETES_SERVICE_HOST", "fd00::1"},
                                                             {"KUBERNETES_SERVICE_PORT", "443"}}),
                                             directory_);
    EXPECT_EQ(ipv6->server, "https://[fd00::1]:443");
    EXPECT_EQ(in_cluster_config_from(environment_of({}), directory_).error().code, Code::kNotFound);
}

TEST_F(ConfigTest, WritesAKubeconfigThatItReads) {
    const std::string file =
        write("config", write_kubeconfig("https://127.0.0.1:1", "CA", "t", "standalone"));
    const Config config = load({.kubeconfig = file});
    EXPECT_EQ(config.server, "https://127.0.0.1:1");
    EXPECT_EQ(config.tls.ca_pem, "CA");
    EXPECT_EQ(authorization(config), "Bearer t");
}

TEST(Proxy, FollowsTheEnvironment) {
    const auto proxy = [](const std::string& url, const std::string& exceptions) {
        return proxy_from_environment(url, environment_of({{"HTTPS_PROXY", "proxy:1"},
                                                           {"http_proxy", "http://plain:2"},
                                                           {"no_proxy", exceptions}}));
    };
    EXPECT_EQ(proxy("https://host", ""), "http://proxy:1");
    EXPECT_EQ(proxy("http://host", ""), "http://plain:2");
    EXPECT_EQ(proxy("https://localhost:6443", ""), "");
    EXPECT_EQ(proxy("https://127.0.0.9", ""), "");
    EXPECT_EQ(proxy("https://[::1]:6443", ""), "");
    const struct {
        const char* exceptions;
        bool excepted;
    } cases[] = {{"*", true},
                 {"a, 10.0.0.0/8", true},
                 {"10.1.2.3", true},
                 {"10.1.2.3:6443", true},
                 {"10.1.2.3:1", false},
                 {"11.0.0.0/8", false},
                 {"10.0.0.0/99", false},
                 {"::/0", false}};
    for (const auto& [exceptions, excepted] : cases) {
        EXPECT_EQ(proxy("https://10.1.2.3:6443/prefix", exceptions).empty(), excepted)
            << exceptions;
    }
    EXPECT_EQ(proxy("https://api.Example.com", "example.com"), "");
    EXPECT_EQ(proxy("https://api.example.com", ".example.com"), "");
    EXPECT_EQ(proxy("https://api.example.com", "*.example.com"), "");
    EXPECT_EQ(proxy("https://badexample.com", "example.com"), "http://proxy:1");
    EXPECT_EQ(proxy("https://[fd00::1]:1", "fd00::/8"), "");
}

}  // namespace
}  // namespace sealer::kube
