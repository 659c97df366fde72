// SPDX-License-Identifier: Apache-2.0
#include "controller/app/repositories.h"

#include <algorithm>

#include "cluster_fixture.h"

namespace sealer::app {
namespace {

manifest::Secret secret(const std::string& type, const std::map<std::string, std::string>& data) {
    manifest::Secret made;
    made.object =
        yaml("{metadata: {name: r, labels: {argocd.argoproj.io/secret-type: '" + type + "'}}}");
    for (const auto& [key, value] : data) {
        made.items.push_back({key, crypto::SecretBytes(value)});
    }
    return made;
}

constexpr const char* kUrl = "https://git.example.com/team/shop.git";

TEST(ParseAccess, ReadsRepositoriesAndTemplates) {
    const auto own = parse_access(
        secret("repository",
               {{"password", "hunter2"}, {"type", "git"}, {"url", kUrl}, {"username", "ann"}}));
    ASSERT_TRUE(own);
    EXPECT_FALSE(own->is_template);
    EXPECT_TRUE(own->has_credentials);
    EXPECT_EQ(own->credentials->username, "ann");
    EXPECT_EQ(own->credentials->password.expose(), "hunter2");
    const auto prefix = parse_access(
        secret("repo-creds", {{"bearerToken", "token"}, {"url", "https://git.example.com"}}));
    ASSERT_TRUE(prefix);
    EXPECT_TRUE(prefix->is_template);
    EXPECT_EQ(prefix->credentials->password.expose(), "token");
    const auto host = parse_access(
        secret("repository", {{"insecureIgnoreHostKey", "true"}, {"url", "git@example.com:a/b"}}));
    ASSERT_TRUE(host);
    EXPECT_FALSE(host->has_credentials);
    EXPECT_TRUE(host->credentials->insecure);
}

TEST(ParseAccess, LeavesOthersAlone) {
    EXPECT_FALSE(parse_access(secret("cluster", {{"url", kUrl}})));
    EXPECT_FALSE(parse_access(secret("repository", {{"type", "helm"}, {"url", kUrl}})));
    EXPECT_FALSE(parse_access(secret("repository", {{"username", "ann"}})));
}

TEST(ChooseAccess, PrefersTheOwnThenTheLongestPrefix) {
    const auto access = [](const std::string& url, bool is_template, const std::string& user) {
        auto credentials = std::make_shared<git::Credentials>();
        credentials->username = user;
        return RepositoryAccess{url, is_template, !user.empty(), credentials};
    };
    const RepositoryAccess own = access("https://h/team/shop", false, "own");
    const RepositoryAccess bare = access("https://h/team/shop", false, "");
    const RepositoryAccess host = access("https://h/", true, "host");
    const RepositoryAccess team = access("https://h/team", true, "team");
    const auto chosen = [](const std::vector<RepositoryAccess>& all, const char* url) {
        const CredentialsPtr credentials = choose_access(all, url);
        return credentials ? credentials->username : "none";
    };
    EXPECT_EQ(chosen({host, own, team}, "https://h/team/shop"), "own");
    EXPECT_EQ(chosen({host, bare, team}, "https://h/team/shop"), "team");
    EXPECT_EQ(chosen({team, host}, "https://h/team/other"), "team");
    EXPECT_EQ(chosen({team, host}, "https://h/else"), "host");
    EXPECT_EQ(chosen({team, host}, "https://elsewhere/team"), "none");
}

using RepositoriesTest = ClusterTest;

TEST_F(RepositoriesTest, ReadsTheClusterAndRemembers) {
    Repositories repositories(*client_, "default");
    EXPECT_EQ(repositories.credentials_for(kUrl, false).value(), nullptr);
    create(R"({apiVersion: v1, kind: ConfigMap, metadata: {name: argocd-tls-certs-cm,
        namespace: default}, data: {git.example.com: CERTIFICATE}})");
    create(std::string(R"({apiVersion: v1, kind: Secret, metadata: {name: r, namespace: default,
        labels: {argocd.argoproj.io/secret-type: repository}}, stringData: {url: ")") +
           kUrl + R"(", username: ann, password: hunter2}})");
    EXPECT_EQ(repositories.credentials_for(kUrl, false).value(), nullptr);
    const CredentialsPtr fresh = repositories.credentials_for(kUrl, true).value();
    ASSERT_TRUE(fresh);
    EXPECT_EQ(fresh->username, "ann");
    EXPECT_EQ(fresh->ca_pem, "CERTIFICATE");
}

}  // namespace
}  // namespace sealer::app
