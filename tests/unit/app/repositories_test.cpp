// SPDX-License-Identifier: Apache-2.0
#include "controller/app/repositories.h"

#include <atomic>

#include "cluster_fixture.h"

namespace sealer::app {
namespace {

manifest::Secret repository_secret(const std::string& type,
                                   const std::map<std::string, std::string>& data) {
    manifest::Secret made;
    made.object =
        yaml("{metadata: {name: r, labels: {argocd.argoproj.io/secret-type: '" + type + "'}}}");
    for (const auto& [key, value] : data) {
        made.items.push_back({key, crypto::SecretBytes(value)});
    }
    return made;
}

constexpr const char* kRepositoryUrl = "https://git.example.com/team/shop.git";

TEST(ParseAccess, ReadsRepositoriesAndTemplates) {
    const auto own = parse_access(repository_secret(
        "repository",
        {{"password", "hunter2"}, {"type", "git"}, {"url", kRepositoryUrl}, {"username", "ann"}}));
    ASSERT_TRUE(own);
    EXPECT_FALSE(own->is_template);
    EXPECT_TRUE(own->has_credentials);
    EXPECT_EQ(own->refusal, "");
    EXPECT_EQ(own->credentials->username, "ann");
    EXPECT_EQ(own->credentials->password.expose(), "hunter2");
    const auto prefix =
        parse_access(repository_secret("repo-creds", {{"bearerToken", "token"},
                                                      {"forceHttpBasicAuth", "true"},
                                                      {"noProxy", "a,b"},
                                                      {"project", "shop"},
                                                      {"proxy", "http://proxy:3128"},
                                                      {"url", "https://git.example.com"}}));
    ASSERT_TRUE(prefix);
    EXPECT_TRUE(prefix->is_template);
    EXPECT_EQ(prefix->project, "shop");
    EXPECT_EQ(prefix->credentials->realm, "shop");
    EXPECT_EQ(prefix->credentials->bearer_token.expose(), "token");
    EXPECT_TRUE(prefix->credentials->password_unasked);
    EXPECT_EQ(prefix->credentials->proxy.expose(), "http://proxy:3128");
    EXPECT_EQ(prefix->credentials->no_proxy, "a,b");
    const auto host = parse_access(repository_secret(
        "repository", {{"insecureIgnoreHostKey", "true"}, {"url", "git@example.com:a/b"}}));
    ASSERT_TRUE(host);
    EXPECT_FALSE(host->has_credentials);
    EXPECT_TRUE(host->credentials->insecure);
}

TEST(ParseAccess, LeavesOthersAlone) {
    EXPECT_FALSE(parse_access(repository_secret("cluster", {{"url", kRepositoryUrl}})));
    EXPECT_FALSE(parse_access(repository_secret("repository", {{"username", "ann"}})));
}

TEST(ParseAccess, SaysWhatCannotBeDone) {
    struct Case {
        std::map<std::string, std::string> items;
        const char* refusal;  // its begin
    };
    for (Case& test : std::vector<Case>{
             {{{"type", "helm"}}, "type helm is not supported"},
             {{{"type", "oci"}}, "type oci is not supported"},
             {{{"enableLfs", "true"}}, "enableLfs is not supported"},
             {{{"enableLfs", "false"}}, ""},
             {{{"githubAppID", "1"}, {"githubAppPrivateKey", "x"}}, "githubAppID: this way to log"},
             {{{"gcpServiceAccountKey", "{}"}}, "gcpServiceAccountKey: this way"},
             {{{"useAzureWorkloadIdentity", "true"}}, "useAzureWorkloadIdentity: this way"},
             {{{"useAzureWorkloadIdentity", "false"}}, ""},
             {{{"githubAppID", "1"}, {"password", "x"}}, ""},
         }) {
        test.items["url"] = kRepositoryUrl;
        const auto access = parse_access(repository_secret("repository", test.items));
        ASSERT_TRUE(access);
        const std::string begin =
            *test.refusal == 0 ? "" : "repository Secret r: " + std::string(test.refusal);
        EXPECT_TRUE(access->refusal.starts_with(begin)) << access->refusal;
        EXPECT_EQ(access->refusal.empty(), begin.empty()) << access->refusal;
    }
}

// The user of what is chosen, "none", or what is wrong.
std::string chosen(const std::vector<RepositoryAccess>& all, std::string_view url,
                   std::string_view project = "other") {
    const auto credentials = choose_credentials(all, url, project);
    if (!credentials) {
        return credentials.error().message;
    }
    return *credentials ? (*credentials)->username : "none";
}

RepositoryAccess access(const std::string& type, const std::string& url, const std::string& user,
                        std::map<std::string, std::string> more = {}) {
    more["url"] = url;
    if (!user.empty()) {
        more["password"] = more["username"] = user;
    }
    return parse_access(repository_secret(type, more)).value();
}

TEST(ChooseCredentials, PrefersTheOwnThenTheLongestPrefix) {
    const RepositoryAccess own = access("repository", "https://h/Team/shop.git", "own");
    const RepositoryAccess bare = access("repository", "https://h/team/shop", "");
    const RepositoryAccess host = access("repo-creds", "https://h", "host");
    const RepositoryAccess team = access("repo-creds", "https://h/team", "team");
    const RepositoryAccess strict = access("repo-creds", "https://h/strict/", "strict");
    EXPECT_EQ(chosen({host, own, team}, "https://h/team/shop"), "own");
    EXPECT_EQ(chosen({host, own, team}, "https://h/team/SHOP.git/"), "own");
    EXPECT_EQ(chosen({host, bare, team}, "https://h/team/shop"), "team");
    EXPECT_EQ(chosen({bare}, "https://h/team/shop"), "");
    EXPECT_EQ(chosen({team, host}, "https://h/team-b/other"), "team");
    EXPECT_EQ(chosen({strict, host}, "https://h/strict/x"), "strict");
    EXPECT_EQ(chosen({strict, host}, "https://h/strict-b/x"), "host");
    EXPECT_EQ(chosen({team, host}, "https://elsewhere/team"), "none");
    EXPECT_EQ(chosen({team, host}, "https://h.example.com/team"), "none");
}

TEST(ChooseCredentials, KeepsProjectsApart) {
    const RepositoryAccess all = access("repository", "https://h/a", "all");
    const RepositoryAccess own = access("repository", "https://h/a", "own", {{"project", "shop"}});
    const RepositoryAccess prefix =
        access("repo-creds", "https://h/", "prefix", {{"project", "shop"}});
    EXPECT_EQ(chosen({all, own}, "https://h/a", "shop"), "own");
    EXPECT_EQ(chosen({own, all}, "https://h/a", "other"), "all");
    EXPECT_EQ(chosen({own, prefix}, "https://h/a", "other"), "none");
    EXPECT_EQ(chosen({prefix}, "https://h/b", "shop"), "prefix");
}

TEST(ChooseCredentials, ATemplateKeepsToTheWayOfTheRepository) {
    const RepositoryAccess own =
        access("repository", "https://h/a", "",
               {{"insecure", "true"}, {"project", "shop"}, {"proxy", "p"}});
    const RepositoryAccess team = access("repo-creds", "https://h/", "team", {{"proxy", "q"}});
    const CredentialsPtr combined = choose_credentials({own, team}, "https://h/a", "shop").value();
    EXPECT_EQ(combined->username, "team");
    EXPECT_TRUE(combined->insecure);
    EXPECT_EQ(combined->proxy.expose(), "p");
    EXPECT_EQ(combined->realm, "shop");
}

TEST(ChooseCredentials, SaysWhatCannotBeDoneWhereItIsWanted) {
    const RepositoryAccess helm = access("repository", "https://h/a", "x", {{"type", "helm"}});
    EXPECT_EQ(chosen({helm}, "https://h/a"),
              "repository Secret r: type helm is not supported by this version of Sealer");
    EXPECT_EQ(chosen({helm}, "https://h/b"), "none");
}

using RepositoriesTest = ClusterTest;

TEST_F(RepositoriesTest, FollowTheCluster) {
    std::atomic<int> changes{0};
    Repositories repositories(*client_, "default", [&] { ++changes; });
    repositories.start();
    eventually([&] { return repositories.synced(); });
    EXPECT_EQ(repositories.credentials_for(kRepositoryUrl, "shop").value(), nullptr);
    create(R"({apiVersion: v1, kind: ConfigMap, metadata: {name: argocd-tls-certs-cm,
        namespace: default}, data: {git.example.com: CERTIFICATE}})");
    const manifest::Value made =
        create(std::string(R"({apiVersion: v1, kind: Secret, metadata: {name: r, namespace: default,
        labels: {argocd.argoproj.io/secret-type: repository}}, stringData: {url: ")") +
               kRepositoryUrl + R"(", username: ann, password: hunter2, project: shop}})");
    eventually([&] { return changes == 2; });
    const CredentialsPtr found = repositories.credentials_for(kRepositoryUrl, "shop").value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->username, "ann");
    EXPECT_EQ(found->ca_pem, "CERTIFICATE");
    EXPECT_EQ(repositories.credentials_for(kRepositoryUrl, "other").value()->username, "");
    EXPECT_EQ(repositories.owned_by("shop"), std::vector<std::string>{kRepositoryUrl});
    EXPECT_TRUE(repositories.owned_by("other").empty());
    EXPECT_TRUE(repositories.owned_by("").empty());
    ASSERT_TRUE(client_->remove(resource_of(made), "default", "r"));
    eventually([&] { return changes == 3; });
    EXPECT_TRUE(repositories.owned_by("shop").empty());
    repositories.stop();
}

}  // namespace
}  // namespace sealer::app
