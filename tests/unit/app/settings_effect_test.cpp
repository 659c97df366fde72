// SPDX-License-Identifier: Apache-2.0
// What the settings do to Applications as they change.
#include <gmock/gmock.h>

#include "application_fixture.h"
#include "reconciler_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;

class SettingsEffectTest : public ReconcilerTest {
  protected:
    // `data`: of argocd-cm, as JSON.
    void set(const std::string& data) {
        const auto before = settings_->current()->version();
        const Value map = yaml(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: argocd-cm, namespace: default}, "
            "data: " +
            data + "}");
        ASSERT_TRUE(writer_->apply(resource_of(map), map, false));
        eventually([&] { return settings_->current()->version() > before; });
    }
    // Looks until the ConfigMap of that name is so.
    void look_until_live(const std::string& name, const std::function<bool(const Value&)>& so) {
        const Value any = yaml("{apiVersion: v1, kind: ConfigMap}");
        eventually([&] {
            const auto done = reconciler_->reconcile("default/shop", {});
            EXPECT_TRUE(done) << (done ? "" : done.error().message);
            return so(client_->get(resource_of(any), "default", name).value_or(Value()));
        });
    }
    void look_until_gone(const std::string& name) {
        look_until_live(name, [](const Value& object) { return object.is_null(); });
    }
};

std::string config_map(const std::string& name) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}}\n";
}

TEST_F(SettingsEffectTest, AnotherTrackingMethodCountsAtOnce) {
    const std::string key = "example.com/of";
    const auto is_labelled = [&](const Value& object) {
        return manifest::label(object, key) == "shop" &&
               manifest::annotation(object, kTrackingId).empty();
    };
    const auto is_annotated = [&](const Value& object) {
        return manifest::label(object, key).empty() &&
               manifest::annotation(object, kTrackingId).starts_with("shop:/ConfigMap:default/");
    };
    source_.commit({{"app/a.yaml", config_map("a")},
                    {"app/b.yaml", config_map("b")},
                    {"app/c.yaml", config_map("c")}});
    create_application("app", "selfHeal: true, prune: true");
    look_until_live("c", is_annotated);

    set("{application.resourceTrackingMethod: label, application.instanceLabelKey: " + key + "}");
    look_until_live("c", is_labelled);
    look_until("Synced", source_.commit({{"app/a.yaml", ""}}));
    look_until_gone("a");

    set("{application.resourceTrackingMethod: annotation, application.instanceLabelKey: " + key +
        "}");
    look_until_live("c", is_annotated);
    look_until("Synced", source_.commit({{"app/b.yaml", ""}}));
    look_until_gone("b");
    look_until_live("c", is_annotated);
}

TEST_F(SettingsEffectTest, NothingHappensWhereTheClusterIsDisabled) {
    source_.commit({{"app/a.yaml", config_map("a")}});
    set("{cluster.inClusterEnabled: 'false'}");
    create_application("app");
    look_until("Unknown", "");
    EXPECT_EQ(condition("InvalidSpecError"),
              "cluster \"https://kubernetes.default.svc\" is disabled: cluster.inClusterEnabled in "
              "ConfigMap argocd-cm");
    look_until_gone("a");
    set("{cluster.inClusterEnabled: 'true'}");
    look_until("Synced", "");
}

TEST_F(SettingsEffectTest, AnOperationEndsWithItsTime) {
    // Nothing runs Jobs here.
    const std::string job =
        "{apiVersion: batch/v1, kind: Job, metadata: {name: j, annotations: "
        "{argocd.argoproj.io/hook: PreSync}}, spec: {template: {spec: {restartPolicy: Never, "
        "containers: [{name: c, image: i}]}}}}\n";
    source_.commit({{"app/j.yaml", job}, {"app/a.yaml", config_map("a")}});
    set("{controller.sync.timeout.seconds: '1'}");
    create_application("app", "");
    EXPECT_EQ(run("{sync: {revision: HEAD}}"),
              "Failed: Operation terminated: it took longer than controller.sync.timeout.seconds");
    look_until_gone("a");
}

TEST_F(SettingsEffectTest, ExcludedKindsAreLeftAlone) {
    const auto is_there = [](const Value& object) { return !object.is_null(); };
    const std::string secret = "{apiVersion: v1, kind: Secret, metadata: {name: s}}\n";
    source_.commit({{"app/a.yaml", config_map("a")}, {"app/s.yaml", secret}});
    create_application("app", "selfHeal: true, prune: true");
    look_until_live("a", is_there);

    set("{resource.exclusions: '[{kinds: [ConfigMap]}]'}");
    look_until("Synced", source_.commit({{"app/a.yaml", ""}, {"app/b.yaml", config_map("b")}}));
    EXPECT_EQ(condition("ExcludedResourceWarning"),
              "Resource /ConfigMap b is excluded in the settings");
    EXPECT_EQ(manifest::elements(application().get("status", "resources")).size(), 1U);
    look_until_live("a", is_there);
    look_until_gone("b");

    set("{resource.exclusions: 'kinds: [ConfigMap]'}");
    look_until("Unknown", "");
    EXPECT_EQ(condition("ComparisonError"),
              "ConfigMap argocd-cm: resource.exclusions is no list of at most 1000 entries");

    set("{other: thing}");
    look_until("Synced", "");
    look_until_gone("a");
    look_until_live("b", is_there);
    EXPECT_EQ(condition("ExcludedResourceWarning"), "");
}

}  // namespace
}  // namespace sealer::app
