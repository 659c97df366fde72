// SPDX-License-Identifier: Apache-2.0
#include "controller/web/webhook.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/text.h"
#include "common/crypto/base64.h"
#include "common/crypto/digest.h"
#include "controller/web/webhook_payload.h"

namespace sealer::web {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kGithub = R"({"ref": "refs/heads/main", "before": "1111", "after": "2222",
    "repository": {"id": 1, "full_name": "Acme/Shop", "html_url": "https://github.com/Acme/Shop",
                   "clone_url": "https://github.com/Acme/Shop.git",
                   "ssh_url": "git@github.com:Acme/Shop.git", "default_branch": "main"},
    "pusher": {"name": "ann"},
    "commits": [{"id": "2222", "added": ["a.yaml"], "removed": ["b.yaml"], "modified": []},
                {"id": "2221", "added": [], "removed": [], "modified": ["c/d.yaml"]}]})";

constexpr const char* kGitea = R"({"ref": "refs/tags/v1", "after": "2222",
    "repository": {"html_url": "https://git.example.com/gitea/acme/shop",
                   "clone_url": "https://git.example.com/gitea/acme/shop.git",
                   "ssh_url": "ssh://git@git.example.com:2222/acme/shop.git",
                   "default_branch": "main"}, "commits": []})";

constexpr const char* kGitlab = R"({"object_kind": "push", "event_name": "push",
    "ref": "refs/heads/feature/x", "total_commits_count": 1,
    "project": {"web_url": "https://gitlab.example.com/acme/shop", "default_branch": "main",
                "git_http_url": "https://gitlab.example.com/acme/shop.git",
                "git_ssh_url": "git@gitlab.example.com:acme/shop.git"},
    "commits": [{"added": ["a"], "modified": ["b"], "removed": ["c"]}]})";

constexpr const char* kBitbucket = R"({"actor": {}, "repository": {"full_name": "acme/shop",
        "links": {"html": {"href": "https://bitbucket.org/acme/shop"}}},
    "push": {"changes": [
        {"new": {"type": "branch", "name": "main", "target": {"hash": "2222"}},
         "old": {"type": "branch", "name": "main"}},
        {"new": {"type": "tag", "name": "v1"}, "old": null},
        {"new": null, "old": {"type": "branch", "name": "gone"}}]}})";

constexpr const char* kBitbucketServer = R"({"eventKey": "repo:refs_changed",
    "repository": {"slug": "shop", "links": {"clone": [
        {"href": "ssh://git@bitbucket.example.com:7999/acme/shop.git", "name": "ssh"},
        {"href": "https://bitbucket.example.com/scm/acme/shop.git", "name": "http"}]}},
    "changes": [{"ref": {"id": "refs/heads/main", "displayId": "main", "type": "BRANCH"},
                 "refId": "refs/heads/main", "fromHash": "1111", "toHash": "2222",
                 "type": "UPDATE"}]})";

constexpr const char* kAzure = R"({"eventType": "git.push", "publisherId": "tfs",
    "resource": {"refUpdates": [{"name": "refs/heads/main", "newObjectId": "2222"},
                                {"name": "refs/heads/next"}],
        "repository": {"name": "shop", "defaultBranch": "refs/heads/main",
                       "remoteUrl": "https://acme@dev.azure.com/acme/web/_git/shop"}}})";

std::string signature(std::string_view key, std::string_view body) {
    return to_hex(crypto::hmac_sha256(key, body));
}

struct Sample {
    Provider provider;
    http::Headers headers;  // that name the event
    std::string body;
    http::Headers proof;  // that the sender knows the secret "s3cret", of the body
};

std::vector<Sample> samples() {
    const auto login = "Basic " + crypto::base64_encode("ann:s3cret");
    return {
        {Provider::kGithub,
         {{"X-GitHub-Event", "push"}},
         kGithub,
         {{"X-Hub-Signature-256", "sha256=" + signature("s3cret", kGithub)}}},
        {Provider::kGogs,
         {{"X-GitHub-Event", "push"}, {"X-Gitea-Event", "push"}, {"X-Gogs-Event", "push"}},
         kGitea,
         {{"X-Gogs-Signature", signature("s3cret", kGitea)}}},
        {Provider::kGitlab,
         {{"x-gitlab-event", "Push Hook"}},
         kGitlab,
         {{"x-gitlab-token", "s3cret"}}},
        {Provider::kBitbucket,
         {{"X-Hook-UUID", "s3cret"}, {"X-Event-Key", "repo:push"}},
         kBitbucket,
         {}},
        {Provider::kBitbucketServer,
         {{"X-Event-Key", "repo:refs_changed"}},
         kBitbucketServer,
         {{"X-Hub-Signature", "sha256=" + signature("s3cret", kBitbucketServer)}}},
        {Provider::kAzureDevops,
         {{"X-Vss-Activityid", "0000"}},
         kAzure,
         {{"Authorization", login}}},
    };
}

std::shared_ptr<const WebhookSecrets> secrets(std::string_view secret = "s3cret") {
    auto all = std::make_shared<WebhookSecrets>();
    for (const char* name : {"webhook.github.secret", "webhook.gogs.secret",
                             "webhook.gitlab.secret", "webhook.bitbucket.uuid",
                             "webhook.bitbucketserver.secret", "webhook.azuredevops.password"}) {
        (*all)[name] = crypto::SecretBytes(secret);
    }
    (*all)["webhook.azuredevops.username"] = crypto::SecretBytes("ann");
    return all;
}

class Webhook : public testing::Test {
  protected:
    WebhookAnswer send(const http::Headers& headers, std::string_view body) {
        http::ServerRequest request;
        request.method = "POST";
        request.path = "/api/webhook";
        request.headers = headers;
        request.body = crypto::SecretBytes(body);
        return answer_webhook(request, sources_);
    }
    static http::Headers with(http::Headers headers, const http::Headers& more) {
        headers.insert(headers.end(), more.begin(), more.end());
        return headers;
    }

    std::optional<WebhookRules> rules_ =
        WebhookRules{.secrets = secrets(), .without_secret = false, .max_bytes = 1 << 20};
    bool accepts_ = true;
    std::vector<git::PushEvent> pushed_;
    WebhookSources sources_{.rules = [this] { return rules_; },
                            .pushed =
                                [this](git::PushEvent push) {
                                    pushed_.push_back(std::move(push));
                                    return accepts_;
                                }};
};

TEST_F(Webhook, EachProviderIsRecognisedAndBelievedByItsSecret) {
    for (const Sample& sample : samples()) {
        const http::Headers headers = with(sample.headers, sample.proof);
        SCOPED_TRACE(headers.front().first);
        EXPECT_EQ(recognise(headers), sample.provider);
        pushed_.clear();
        EXPECT_EQ(send(headers, sample.body).status, 200);
        EXPECT_FALSE(pushed_.empty());
    }
}

TEST_F(Webhook, WhoDoesNotKnowTheSecretIsRefusedAndCausesNothing) {
    for (const Sample& sample : samples()) {
        SCOPED_TRACE(sample.headers.front().first);
        rules_->secrets = secrets("another");
        const WebhookAnswer wrong = send(with(sample.headers, sample.proof), sample.body);
        EXPECT_EQ(wrong.status, 401);
        EXPECT_THAT(wrong.body, HasSubstr("wrong or missing"));
        EXPECT_EQ(send(sample.headers, sample.body).status, 401);
    }
    rules_->secrets = secrets();
    const Sample github = samples().front();
    EXPECT_EQ(send(with(github.headers, github.proof), std::string(kGithub) + " ").status, 401)
        << "another body";
    EXPECT_EQ(send(with(github.headers, {{"X-Hub-Signature", "sha1=00"}}), kGithub).status, 401);
    EXPECT_TRUE(pushed_.empty());
}

TEST_F(Webhook, WhereASecretCannotBeHadNobodyIsBelievedWhateverTheSettingsSay) {
    const auto without = [](std::string_view which) {
        const auto all = secrets();
        auto lost = std::make_shared<WebhookSecrets>();
        for (const auto& [name, secret] : *all) {
            if (name.ends_with(which)) {
                lost->emplace(name, fail(Code::kDenied, "it refers to nothing"));
            }
        }
        return lost;
    };
    rules_->without_secret = true;
    for (const Sample& sample : samples()) {
        SCOPED_TRACE(sample.headers.front().first);
        rules_->secrets = without("");
        const WebhookAnswer answer = send(with(sample.headers, sample.proof), sample.body);
        EXPECT_EQ(answer.status, 401);
        EXPECT_THAT(answer.body, HasSubstr("it refers to nothing"));
    }
    const Sample azure = samples().back();
    for (const char* half : {".username", ".password"}) {
        rules_->secrets = without(half);
        EXPECT_EQ(send(with(azure.headers, azure.proof), azure.body).status, 401) << half;
    }
    EXPECT_TRUE(pushed_.empty());
}

TEST_F(Webhook, WithoutASecretNobodyIsBelievedUnlessTheSettingsSaySo) {
    for (const Sample& sample : samples()) {
        SCOPED_TRACE(sample.headers.front().first);
        const http::Headers headers = with(sample.headers, sample.proof);
        // An empty secret would make signatures that anybody can.
        for (const auto& none : {std::shared_ptr<const WebhookSecrets>(), secrets("")}) {
            rules_ = {.secrets = none, .without_secret = false, .max_bytes = 1 << 20};
            const WebhookAnswer refused = send(headers, sample.body);
            EXPECT_EQ(refused.status, 403);
            EXPECT_THAT(refused.body, HasSubstr("is set in the Secret argocd-secret"));
        }
        EXPECT_TRUE(pushed_.empty());
        rules_->without_secret = true;
        EXPECT_EQ(send(headers, sample.body).status, 200);
        EXPECT_FALSE(pushed_.empty());
        pushed_.clear();
        rules_->secrets = secrets("another");
        EXPECT_EQ(send(headers, sample.body).status, 401) << "where there is one, it counts";
    }
    rules_ = {.secrets = nullptr, .without_secret = true, .max_bytes = 8 << 20};
    EXPECT_EQ(send({{"X-GitHub-Event", "push"}}, std::string((1 << 20) + 1, ' ')).status, 413);
}

TEST_F(Webhook, TellsWhatIsWrong) {
    const auto gitlab = [this](std::string_view body) {
        return send({{"X-Gitlab-Event", "Push Hook"}, {"X-Gitlab-Token", "s3cret"}}, body).status;
    };
    EXPECT_EQ(send({{"Content-Type", "application/json"}}, kGithub).status, 400);
    EXPECT_EQ(gitlab(""), 400);
    EXPECT_EQ(gitlab("payload=%7B%7D"), 400);
    EXPECT_EQ(gitlab("[1]"), 400);
    EXPECT_EQ(gitlab(std::string(600, '[')), 400);
    EXPECT_EQ(gitlab(std::string((1 << 20) + 1, ' ')), 413);
    EXPECT_EQ(gitlab("{}"), 200);
    EXPECT_TRUE(pushed_.empty());
    accepts_ = false;
    EXPECT_EQ(gitlab(kGitlab), 503);
    rules_.reset();
    EXPECT_EQ(gitlab(kGitlab), 503);
}

TEST(WebhookPayload, SaysWhatWasPushed) {
    struct Case {
        std::size_t sample;
        std::vector<git::PushEvent> pushes;
    };
    const std::vector<Case> cases{
        {0, {{{"github.com/acme/shop"}, "main", false, true, {"a.yaml", "b.yaml", "c/d.yaml"}}}},
        {1,
         {{{"git.example.com/gitea/acme/shop", "git.example.com/acme/shop"},
           "v1",
           true,
           false,
           {}}}},
        {2, {{{"gitlab.example.com/acme/shop"}, "feature/x", false, false, {"a", "b", "c"}}}},
        {3,
         {{{"bitbucket.org/acme/shop"}, "main", false, true, {}},
          {{"bitbucket.org/acme/shop"}, "v1", true, false, {}},
          {{"bitbucket.org/acme/shop"}, "gone", false, true, {}}}},
        {4,
         {{{"bitbucket.example.com/acme/shop", "bitbucket.example.com/scm/acme/shop"},
           "main",
           false,
           true,
           {}}}},
        {5,
         {{{"dev.azure.com/acme/web/shop"}, "main", false, true, {}},
          {{"dev.azure.com/acme/web/shop"}, "next", false, false, {}}}},
    };
    for (const auto& [index, expected] : cases) {
        const Sample sample = samples()[index];
        SCOPED_TRACE(sample.headers.front().first);
        const auto pushes = read_pushes(sample.provider, sample.headers, sample.body);
        ASSERT_TRUE(pushes);
        EXPECT_EQ(*pushes, expected);
    }
}

TEST(WebhookPayload, OtherEventsAndMissingFieldsAreNoPush) {
    const std::vector<std::pair<Provider, std::pair<http::Headers, std::string>>> cases{
        {Provider::kGithub, {{{"X-GitHub-Event", "ping"}}, kGithub}},
        {Provider::kGithub, {{{"X-GitHub-Event", "push"}}, R"({"repository": null, "ref": 5})"}},
        {Provider::kGithub,
         {{{"X-GitHub-Event", "push"}},
          R"({"ref": "refs/heads/main", "repository": {"html_url": "no url"}})"}},
        {Provider::kGogs, {{{"X-Gogs-Event", "create"}}, kGitea}},
        {Provider::kGitlab, {{}, R"({"object_kind": "merge_request"})"}},
        {Provider::kGitlab, {{}, R"({"event_name": "project_create", "ref": "main"})"}},
        {Provider::kBitbucket, {{{"X-Event-Key", "repo:fork"}}, kBitbucket}},
        {Provider::kBitbucket,
         {{{"X-Event-Key", "repo:push"}}, R"({"push": {"changes": [null, 1, {}, {"new": []}]}})"}},
        {Provider::kBitbucketServer, {{{"X-Event-Key", "diagnostics:ping"}}, R"({"test": true})"}},
        {Provider::kBitbucketServer,
         {{{"X-Event-Key", "repo:refs_changed"}}, R"({"changes": {"refId": "x"}})"}},
        {Provider::kAzureDevops, {{}, R"({"eventType": "git.pullrequest.created"})"}},
        {Provider::kAzureDevops,
         {{}, R"({"eventType": "git.push", "resource": {"refUpdates": [{"name": "x"}]}})"}},
    };
    for (const auto& [provider, request] : cases) {
        const auto pushes = read_pushes(provider, request.first, request.second);
        ASSERT_TRUE(pushes) << request.second;
        EXPECT_THAT(*pushes, IsEmpty()) << request.second;
    }
}

TEST(WebhookPayload, IsBounded) {
    std::string changes;
    for (int i = 0; i < 500; ++i) {
        changes += (i == 0 ? "" : ",") + std::string(R"({"refId": "refs/heads/b)") +
                   std::to_string(i) + R"("})";
    }
    const auto pushes = read_pushes(
        Provider::kBitbucketServer, {{"X-Event-Key", "repo:refs_changed"}},
        R"({"repository": {"links": {"clone": [{"href": "https://x/y"}]}}, "changes": [)" +
            changes + "]}");
    ASSERT_TRUE(pushes);
    EXPECT_EQ(pushes->size(), 100);

    std::string files = R"("x")";
    for (int i = 0; i < 600; ++i) {
        files += R"(,"x")";
    }
    const auto many = read_pushes(
        Provider::kGithub, {{"X-GitHub-Event", "push"}},
        R"({"ref": "main", "repository": {"html_url": "https://x/y"}, "commits": [{"added": [)" +
            files + "]}]}");
    ASSERT_TRUE(many);
    EXPECT_THAT(many->front().files, IsEmpty()) << "as if nobody knew which";
    const auto long_ref = read_pushes(Provider::kGithub, {{"X-GitHub-Event", "push"}},
                                      R"({"repository": {"html_url": "https://x/y"}, "ref": ")" +
                                          std::string(5'000, 'b') + R"("})");
    ASSERT_TRUE(long_ref);
    EXPECT_THAT(*long_ref, IsEmpty());
}

// A page of 20 commits of many does not tell all files.
TEST(WebhookPayload, AListOfCommitsThatIsCutIsNone) {
    std::string body = kGitlab;
    body.replace(body.find("\"total_commits_count\": 1"), 24, "\"total_commits_count\": 21");
    const auto pushes = read_pushes(Provider::kGitlab, {}, body);
    ASSERT_TRUE(pushes);
    EXPECT_THAT(pushes->front().files, IsEmpty());
    EXPECT_THAT(pushes->front().repositories, ElementsAre("gitlab.example.com/acme/shop"));
}

}  // namespace
}  // namespace sealer::web
