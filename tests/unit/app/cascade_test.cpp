// SPDX-License-Identifier: Apache-2.0
// What goes with a deleted Application.
#include "application_fixture.h"
#include "controller/app/round.h"

namespace sealer::app {
namespace {

using manifest::Value;

std::string owned(const std::string& name, int wave, const std::string& options = "") {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name +
           ", namespace: default, annotations: {argocd.argoproj.io/tracking-id: "
           "'shop:/ConfigMap:default/" +
           name + "', argocd.argoproj.io/sync-wave: '" + std::to_string(wave) +
           "', argocd.argoproj.io/sync-options: '" + options + "'}}}";
}

class CascadeTest : public ApplicationTest {
  protected:
    void create_application(const std::string& finalizer) {
        const Value application = create(
            "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: shop, "
            "namespace: default, finalizers: ['" +
            finalizer +
            "']}, spec: {project: default, destination: {}, source: {repoURL: "
            "'https://example.com/x'}}}");
        patch(application, "{status: {resources: [{version: v1, kind: ConfigMap, name: a}]}}");
        EXPECT_TRUE(client_->remove(kube::applications(), "default", "shop"));
    }
    Boundary boundary_ = boundary();

    // One step of the deletion; what it waits for.
    std::string step() {
        const auto cascade = delete_cascade(shared(), boundary_, application());
        EXPECT_TRUE(cascade) << (cascade ? "" : cascade.error().message);
        return cascade && cascade->waiting ? cascade->waiting->message : "";
    }
    // Names of the ConfigMaps that are left, but for the cluster's own.
    std::string left() {
        std::string names;
        const Value any = yaml(owned("any", 0));
        const auto page = client_->list_all(resource_of(any), "default");
        for (const Value& object : page.value().items) {
            if (manifest::name_of(object) != "kube-root-ca.crt") {
                names += (names.empty() ? "" : " ") + std::string(manifest::name_of(object));
            }
        }
        return names;
    }
    void step_until_left(const std::string& expected) {
        eventually([&] {
            step();
            return left() == expected;
        });
    }
};

constexpr const char* kForeground = "resources-finalizer.argocd.argoproj.io";

TEST_F(CascadeTest, WaitsUntilItIsApprovedWhereItMust) {
    create(owned("kept", 0, "Delete=confirm"));
    create_application(kForeground);
    eventually([&] {
        step();
        return !live_->owned("shop").empty();
    });
    EXPECT_EQ(step(),
              "waiting for deletion confirmation of ConfigMap/kept: to approve, annotate the "
              "Application with argocd.argoproj.io/deletion-approved, the time now");
    EXPECT_EQ(left(), "kept");
    patch(application(),
          "{metadata: {annotations: {argocd.argoproj.io/deletion-approved: "
          "'2020-01-01T00:00:00Z'}}}");
    step();
    EXPECT_EQ(left(), "kept");
    patch(application(),
          "{metadata: {annotations: {argocd.argoproj.io/deletion-approved: "
          "'2199-01-01T00:00:00Z'}}}");
    step_until_left("");
}

TEST_F(CascadeTest, LetsHooksGo) {
    const Value hook = create(owned("hook", 0));
    patch(hook,
          "{metadata: {finalizers: [argocd.argoproj.io/hook-finalizer], annotations: "
          "{argocd.argoproj.io/hook: PreSync}}}");
    create_application(kForeground);
    step_until_left("");
}

TEST_F(CascadeTest, DeletesTheLastWaveFirstAndThenTheApplication) {
    const Value first = create(owned("first", -1));
    const Value last = create(owned("last", 1));
    create("{apiVersion: v1, kind: ConfigMap, metadata: {name: stranger, namespace: default}}");
    patch(last, "{metadata: {finalizers: [example.com/busy]}}");
    create_application(kForeground);
    step_until_left("first last stranger");
    eventually([&] {
        return step().find(
                   "waiting for deletion of ConfigMap/last: ConfigMap/last was deleted at ") == 0;
    });
    EXPECT_EQ(left(), "first last stranger");
    patch(last, "{metadata: {finalizers: null}}");
    step_until_left("stranger");
    eventually([&] {
        step();
        return application().is_null();
    });
}

TEST_F(CascadeTest, KeepsWhatAsksToBeKept) {
    create(owned("kept", 0, "Delete=false"));
    create(owned("gone", 0));
    create_application(std::string(kForeground) + "/background");
    step_until_left("kept");
    eventually([&] {
        step();
        return application().is_null();
    });
    EXPECT_EQ(left(), "kept");
}

TEST_F(CascadeTest, LeavesAllWithoutItsFinalizer) {
    create(owned("kept", 0));
    create_application("example.com/other");
    step();
    EXPECT_EQ(left(), "kept");
    EXPECT_FALSE(application().is_null());
}

}  // namespace
}  // namespace sealer::app
