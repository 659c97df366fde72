// SPDX-License-Identifier: Apache-2.0
#include "controller/app/webhook_secrets.h"

#include <gmock/gmock.h>

#include "cluster_fixture.h"

namespace sealer::app {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kGithub = "webhook.github.secret";

manifest::Secret secret(const std::map<std::string, std::string>& items) {
    manifest::Secret made;
    for (const auto& [key, value] : items) {
        made.items.push_back({key, crypto::SecretBytes(value)});
    }
    return made;
}

std::string shown(const Result<crypto::SecretBytes>& resolved) {
    return resolved ? std::string(resolved->expose()) : resolved.error().message;
}

TEST(ResolveWebhookSecrets, FollowsAReferenceOnce) {
    std::map<std::string, manifest::Secret, std::less<>> others;
    others["hooks"] = secret({{"github", " from-outside\n"}, {"empty", " "}, {"more", "$github"}});
    struct Case {
        std::string value;
        std::string resolved;  // of a refusal, a part of the message
        bool is_refused = false;
    };
    for (const Case& c :
         std::vector<Case>{{"plain ", "plain "},
                           {"", ""},
                           {"pa$$word", "pa$$word"},
                           {"$shared", "of-us"},
                           {"$shared\n", "of-us"},
                           {"$hooks:github", "from-outside"},
                           {"$", "no such item", true},
                           {"$canary", "no such item", true},
                           {"$canary:github", "no Secret of that name", true},
                           {"$:github", "no Secret of that name", true},
                           {"$hooks:canary", "no such item", true},
                           {"$hooks:github:canary", "no such item", true},
                           {"$hooks:empty", "is empty", true},
                           {"$hooks:more", "begins with \"$\" itself", true},
                           {"$webhook.github.secret", "begins with \"$\" itself", true}}) {
        SCOPED_TRACE(c.value);
        const auto all =
            resolve_webhook_secrets(secret({{"shared", "of-us"}, {kGithub, c.value}}), others);
        ASSERT_EQ(all.size(), 1);
        const Result<crypto::SecretBytes>& found = all.at(kGithub);
        EXPECT_EQ(found.has_value(), !c.is_refused);
        EXPECT_THAT(shown(found), HasSubstr(c.resolved));
        EXPECT_TRUE(c.is_refused || shown(found) == c.resolved);
        EXPECT_THAT(shown(found), Not(HasSubstr("canary"))) << "it may be the secret itself";
        EXPECT_TRUE(found || found.error().code == Code::kDenied);
    }
}

class WebhookSecretStoreTest : public ClusterTest {
  protected:
    void SetUp() override {
        ClusterTest::SetUp();
        store_ = std::make_unique<WebhookSecretStore>(*client_, "default");
        store_->start();
        eventually([&] { return store_->synced(); });
    }
    void TearDown() override {
        store_.reset();
        ClusterTest::TearDown();
    }
    std::string github() {
        const auto all = store_->current();
        const auto found = all->find(kGithub);
        return found == all->end() ? "not set" : shown(found->second);
    }

    std::unique_ptr<WebhookSecretStore> store_;
};

TEST_F(WebhookSecretStoreTest, FollowsWhatIsReferredToAsItChanges) {
    EXPECT_EQ(github(), "not set");
    const manifest::Value own = create(R"({apiVersion: v1, kind: Secret,
        metadata: {name: argocd-secret, namespace: default},
        stringData: {webhook.github.secret: $shared, shared: first, admin.password: x}})");
    eventually([&] { return github() == "first"; });
    patch(own, R"({stringData: {webhook.github.secret: "$hooks:github"}})");
    eventually([&] { return github().find("no Secret of that name") != std::string::npos; });

    const manifest::Value hooks = create(R"({apiVersion: v1, kind: Secret,
        metadata: {name: hooks, namespace: default}, stringData: {github: second}})");
    patch(hooks, "{metadata: {labels: {app.kubernetes.io/part-of: argocd}}}");
    eventually([&] { return github() == "second"; });
    patch(hooks, "{stringData: {github: third}}");
    eventually([&] { return github() == "third"; });
    patch(hooks, "{metadata: {labels: {app.kubernetes.io/part-of: other}}}");
    eventually([&] { return github().find("no Secret of that name") != std::string::npos; });
    ASSERT_TRUE(client_->remove(kube::secrets(), "default", "argocd-secret"));
    eventually([&] { return github() == "not set"; });
}

}  // namespace
}  // namespace sealer::app
