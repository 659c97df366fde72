// SPDX-License-Identifier: Apache-2.0
#include "controller/app/settings.h"

#include <atomic>

#include "cluster_fixture.h"

namespace sealer::app {
namespace {

using std::chrono::milliseconds;

TEST(Settings, TellValuesByTheirKeys) {
    const Settings settings({{"url", " https://cd.example.com\n"},
                             {"kustomize.buildOptions", "--enable-helm"},
                             {"kustomize.buildOptions.v4", "-x"},
                             {"kustomize", "no"}});
    EXPECT_EQ(settings.text("url"), "https://cd.example.com");
    EXPECT_EQ(settings.text("users"), "");
    const std::vector<std::pair<std::string_view, std::string_view>> options{
        {"kustomize.buildOptions", "--enable-helm"}, {"kustomize.buildOptions.v4", "-x"}};
    EXPECT_EQ(settings.with_prefix("kustomize.build"), options);
    EXPECT_TRUE(settings.with_prefix("z").empty());
}

TEST(Settings, ReadNumbersFlagsAndDurations) {
    struct Case {
        std::string text;
        bool flag;  // with the opposite as fallback where it is one
        std::uint64_t number;
        milliseconds duration;
    };
    for (const Case& c : std::vector<Case>{{"", true, 7, milliseconds(7)},
                                           {"true", true, 7, milliseconds(7)},
                                           {"false", false, 7, milliseconds(7)},
                                           {"yes", true, 7, milliseconds(7)},
                                           {" 50 ", true, 50, milliseconds(7)},
                                           {"0", false, 0, milliseconds(0)},
                                           {"-1", true, 7, milliseconds(7)},
                                           {"5x", true, 7, milliseconds(7)},
                                           {"99999999999999999999", true, 7, milliseconds(7)},
                                           {"1m30s", true, 7, milliseconds(90'000)},
                                           {"-3s", true, 7, milliseconds(7)}}) {
        const Settings settings(SettingTexts{{"key", c.text}});
        EXPECT_EQ(settings.flag("key", true), c.flag) << c.text;
        EXPECT_EQ(settings.number("key", 7), c.number) << c.text;
        EXPECT_EQ(settings.duration("key", milliseconds(7)), c.duration) << c.text;
    }
    const Settings on(SettingTexts{{"key", "true"}});
    EXPECT_TRUE(on.flag("key", false));
}

class SettingsStoreTest : public ClusterTest {
  protected:
    void SetUp() override {
        ClusterTest::SetUp();
        store_ = std::make_unique<SettingsStore>(*client_, "default");
        store_->listen([this] { ++told_; });
        EXPECT_EQ(store_->current(), nullptr);
        store_->start();
        eventually([&] { return store_->current() != nullptr; });
    }
    void TearDown() override {
        store_.reset();
        ClusterTest::TearDown();
    }

    std::atomic<int> told_{0};
    std::unique_ptr<SettingsStore> store_;
};

constexpr std::string_view kSettings = R"({apiVersion: v1, kind: ConfigMap,
    metadata: {name: argocd-cm, namespace: default}, data: {installationID: blue}})";
constexpr std::string_view kParameters = R"({apiVersion: v1, kind: ConfigMap,
    metadata: {name: argocd-cmd-params-cm, namespace: default},
    data: {controller.sync.timeout.seconds: "60"}})";
constexpr std::string_view kSecrets = R"({apiVersion: v1, kind: Secret,
    metadata: {name: argocd-secret, namespace: default},
    stringData: {webhook.github.secret: s3cret, admin.password: other}})";

TEST_F(SettingsStoreTest, TheyNeedNotBeThere) {
    EXPECT_TRUE(store_->current()->texts().empty());
    EXPECT_TRUE(store_->webhook_secrets()->empty());
}

TEST_F(SettingsStoreTest, BothMapsAreFollowed) {
    create(R"({apiVersion: v1, kind: ConfigMap, metadata: {name: other, namespace: default},
               data: {installationID: red}})");
    const manifest::Value map = create(kSettings);
    create(kParameters);
    eventually([&] { return store_->current()->texts().size() == 2; });
    const SettingsPtr before = store_->current();
    EXPECT_EQ(before->text("installationID"), "blue");
    EXPECT_EQ(before->number("controller.sync.timeout.seconds", 0), 60);
    patch(map, "{data: {installationID: green}}");
    eventually([&] { return store_->current()->text("installationID") == "green"; });
    EXPECT_GT(store_->current()->version(), before->version());
    EXPECT_EQ(before->text("installationID"), "blue") << "a snapshot does not change";
    ASSERT_TRUE(client_->remove(kube::config_maps(), "default", "argocd-cm"));
    eventually([&] { return store_->current()->texts().size() == 1; });
    eventually([&] { return told_ == 4; });
}

TEST_F(SettingsStoreTest, OfTheSecretJustWhatIsForWebhooksIsKept) {
    create(kSecrets);
    eventually([&] { return !store_->webhook_secrets()->empty(); });
    EXPECT_EQ(store_->webhook_secrets()->size(), 1);
    EXPECT_EQ(store_->webhook_secrets()->at("webhook.github.secret")->expose(), "s3cret");
    ASSERT_TRUE(client_->remove(kube::secrets(), "default", "argocd-secret"));
    eventually([&] { return store_->webhook_secrets()->empty(); });
    EXPECT_EQ(told_, 0) << "no Application depends on them";
}

}  // namespace
}  // namespace sealer::app
