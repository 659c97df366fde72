// SPDX-License-Identifier: Apache-2.0
#include "controller/app/live_store.h"

#include "cluster_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;

constexpr const char* kOurConfigMap = R"(
apiVersion: v1
kind: ConfigMap
metadata:
  name: ours
  namespace: default
  annotations: {argocd.argoproj.io/tracking-id: "shop:/ConfigMap:default/ours"}
data: {a: b})";

class LiveStoreTest : public ClusterTest {
  protected:
    [[nodiscard]] kube::ObjectPtr seen(const Value& object) const {
        return live_->get(manifest::type_of(object), manifest::key_of(object));
    }
    std::vector<std::string> told() {
        const MutexLock lock(mutex_);
        return told_;
    }
};

TEST_F(LiveStoreTest, KeepsWholeWhatAnApplicationOwns) {
    const Value before = create(kOurConfigMap);
    watch({"ConfigMap"});
    ASSERT_TRUE(seen(before));
    EXPECT_EQ(seen(before)->text("kind"), "ConfigMap");
    EXPECT_EQ(seen(before)->text("data", "a"), "b");
    EXPECT_EQ(live_->owned("shop").size(), 1U);
    EXPECT_TRUE(live_->owned("other").empty());
}

TEST_F(LiveStoreTest, KeepsOfStrangersWhoTheyAre) {
    watch({"ConfigMap"});
    const Value stranger = create(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: default}, data: {a: b}}");
    eventually([&] { return seen(stranger) != nullptr; });
    EXPECT_EQ(manifest::uid_of(*seen(stranger)), manifest::uid_of(stranger));
    EXPECT_EQ(seen(stranger)->get("data"), nullptr);
    EXPECT_FALSE(is_whole(*seen(stranger)));
}

TEST_F(LiveStoreTest, NoSecretValueReachesIt) {
    watch({"Secret"});
    const Value secret = create(R"({apiVersion: v1, kind: Secret,
        metadata: {name: s, namespace: default,
                   annotations: {argocd.argoproj.io/tracking-id: "shop:/Secret:default/s"}},
        stringData: {password: plaintext-canary}})");
    eventually([&] { return seen(secret) != nullptr; });
    EXPECT_TRUE(seen(secret)->text("data", "password").starts_with("masked:"));
}

TEST_F(LiveStoreTest, TellsOwnersAndThoseInterested) {
    watch({"ConfigMap"});
    const Value ours = create(kOurConfigMap);
    eventually([&] { return told() == std::vector<std::string>{"shop"}; });
    live_->set_interest("other", {manifest::key_of(ours)});
    patch(ours, "{data: {a: c}}");
    eventually([&] { return told() == std::vector<std::string>{"shop", "other", "shop"}; });
    live_->set_interest("other", {});
    EXPECT_TRUE(client_->remove(resource_of(ours), "default", "ours"));
    eventually([&] { return told() == std::vector<std::string>{"shop", "other", "shop", "shop"}; });
    EXPECT_TRUE(live_->owned("shop").empty());
}

TEST_F(LiveStoreTest, TellsThoseWhoWaitThatTheListIsIn) {
    live_->set_interest("shop", {{"", "ConfigMap", "default", "not-there"}});
    live_->set_interest("other", {{"", "Secret", "default", "not-there"}});
    watch({"ConfigMap"});
    eventually([&] { return told() == std::vector<std::string>{"shop"}; });
}

TEST_F(LiveStoreTest, ShowsAtOnceWhatWasWritten) {
    watch({"ConfigMap"});
    Value ours = yaml(kOurConfigMap);
    ours["metadata"]["resourceVersion"] = "999999";
    live_->note_written(ours);
    ASSERT_TRUE(seen(ours));
    EXPECT_EQ(live_->owned("shop").size(), 1U);
}

TEST_F(LiveStoreTest, LetsGoOfWhatWasWrittenWhenTheWatchTellsOfIt) {
    watch({"ConfigMap"});
    Value ours = yaml(kOurConfigMap);
    ours["metadata"]["resourceVersion"] = "1";
    live_->note_written(ours);
    const std::weak_ptr<const Value> written =
        live_->get(manifest::type_of(ours), manifest::key_of(ours));
    EXPECT_FALSE(written.expired());
    create(kOurConfigMap);
    eventually([&] { return written.expired(); });
    EXPECT_EQ(live_->owned("shop").size(), 1U);
}

TEST_F(LiveStoreTest, ListsAnewWhenOtherRulesSayWhoseObjectsAre) {
    const Value labelled = create(R"({apiVersion: v1, kind: ConfigMap, metadata: {name: x,
        namespace: default, labels: {app.kubernetes.io/instance: web}}, data: {a: b}})");
    const Value annotated = create(kOurConfigMap);
    watch({"ConfigMap"});
    EXPECT_FALSE(is_whole(*seen(labelled)));
    live_->follow({}, {});
    EXPECT_TRUE(live_->synced(manifest::type_of(labelled))) << "nothing has changed";
    live_->monitor("web", "default");
    live_->follow({.method = TrackingMethod::kLabel}, {});
    EXPECT_FALSE(live_->synced(manifest::type_of(labelled)));
    EXPECT_TRUE(live_->owned("shop").empty());
    EXPECT_TRUE(live_->roots("default").empty());
    watch({"ConfigMap"});
    ASSERT_EQ(live_->owned("web").size(), 1U);
    EXPECT_EQ(live_->owned("web").front()->text("data", "a"), "b");
    EXPECT_FALSE(is_whole(*seen(annotated)));
    EXPECT_TRUE(live_->owned("shop").empty());
    EXPECT_GE(live_->roots("default").size(), 2U);
}

TEST_F(LiveStoreTest, HasNothingOfKindsThatAreExcluded) {
    const Value ours = create(kOurConfigMap);
    watch({"ConfigMap", "Secret"});
    EXPECT_TRUE(seen(ours));
    live_->follow({}, ResourceFilter::parse("[{kinds: [ConfigMap]}]", "").value());
    watch({"ConfigMap", "Secret"});
    EXPECT_FALSE(seen(ours));
    EXPECT_TRUE(live_->owned("shop").empty());
}

TEST_F(LiveStoreTest, IsNotFilledForKindsThatNobodyWatches) {
    const Status status = live_->synced({"", "v1", "ConfigMap"});
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, Code::kUnavailable);
}

TEST_F(LiveStoreTest, WhatMayNotBeWatchedAnyMoreIsNotTrusted) {
    forbid("watch=true");
    live_->watch(kube::config_maps());
    const auto is_denied = [this] {
        const Status status = live_->synced({"", "v1", "ConfigMap"});
        return !status && status.error().code == Code::kDenied;
    };
    eventually(is_denied);
    forbid("");
    eventually([&] { return !is_denied(); });
}

TEST(IsNewer, ComparesNumbersAlone) {
    const auto version = [](const char* text) {
        return yaml(std::string("{metadata: {resourceVersion: '") + text + "'}}");
    };
    EXPECT_TRUE(is_newer(version("10"), version("9")));
    EXPECT_FALSE(is_newer(version("9"), version("10")));
    EXPECT_FALSE(is_newer(version("abc"), version("abc")));
}

}  // namespace
}  // namespace sealer::app
