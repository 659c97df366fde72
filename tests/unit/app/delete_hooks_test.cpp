// SPDX-License-Identifier: Apache-2.0
// Hooks around the deletion of an Application, from a repository to a cluster.
#include "controller/app/delete_hooks.h"

#include <gmock/gmock.h>

#include "application_fixture.h"
#include "reconciler_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;
using testing::HasSubstr;

constexpr const char* kComplete = "{status: {conditions: [{type: Complete, status: 'True'}]}}";
constexpr const char* kFailed =
    "{status: {conditions: [{type: Failed, status: 'True', message: no database}]}}";
constexpr const char* kConfigMap =
    "{apiVersion: v1, kind: ConfigMap, metadata: {name: kept, namespace: default}}";

std::string job(const std::string& name, const std::string& hook, const std::string& policy = "") {
    return "{apiVersion: batch/v1, kind: Job, metadata: {name: " + name +
           ", namespace: default, annotations: {argocd.argoproj.io/hook: " + hook +
           (policy.empty() ? "" : ", argocd.argoproj.io/hook-delete-policy: " + policy) +
           "}}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "
           "a}]}}}}";
}

class DeleteHooksTest : public ReconcilerTest {
  protected:
    // An Application that is in sync, and then deleted.
    void delete_application_of(const std::map<std::string, std::string>& files) {
        source_.commit(files);
        create(
            "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: shop, "
            "namespace: default, finalizers: [resources-finalizer.argocd.argoproj.io]}, spec: "
            "{project: default, destination: {server: 'https://kubernetes.default.svc', "
            "namespace: default}, source: " +
            source("app") + ", syncPolicy: {automated: {}}}}");
        look_until([this] { return application().text("status", "sync", "status") == "Synced"; });
        EXPECT_TRUE(client_->remove(kube::applications(), "default", "shop"));
    }
    void look_until(const std::function<bool()>& condition) {
        eventually([&] {
            const auto done = reconciler_->reconcile("default/shop", {});
            EXPECT_TRUE(done) << (done ? "" : done.error().message);
            return condition();
        });
    }
    void look_until_there(const std::string& text) {
        look_until([&] { return exists(yaml(text)); });
    }
    void look_until_gone(const std::string& text) {
        look_until([&] { return !exists(yaml(text)); });
    }
};

TEST_F(DeleteHooksTest, RunBeforeAndAfterTheObjectsGo) {
    const std::string before = job("before", "PreDelete");
    const std::string after = job("after", "PostDelete", "HookSucceeded");
    delete_application_of(
        {{"app/a.yaml", before}, {"app/b.yaml", after}, {"app/c.yaml", kConfigMap}});
    const Value shop = application();
    EXPECT_EQ(manifest::elements(shop.get("metadata", "finalizers")).size(), 5U);

    look_until_there(before);
    restart();  // whoever goes on finds what runs
    EXPECT_TRUE(exists(yaml(kConfigMap)));
    patch(yaml(before), kComplete, "status");
    look_until_gone(kConfigMap);
    look_until_there(after);
    EXPECT_FALSE(exists(yaml(before)));  // one of the Application's objects
    restart();
    patch(yaml(after), kComplete, "status");
    look_until([this] { return application().is_null(); });
    look_until_gone(after);  // by its policy
}

TEST_F(DeleteHooksTest, AFailureIsSaidAndTriedAgain) {
    const std::string before = job("before", "PreDelete");
    delete_application_of({{"app/a.yaml", before}, {"app/c.yaml", kConfigMap}});
    look_until_there(before);
    patch(yaml(before), kFailed, "status");
    look_until_gone(before);
    EXPECT_THAT(condition("DeletionError"),
                HasSubstr("PreDelete hook(s) failed: batch/Job/before is failed: "
                          "no database"));
    // Not at once.
    EXPECT_TRUE(reconciler_->reconcile("default/shop", {}));
    EXPECT_FALSE(exists(yaml(before)));
    patch(application(), "{status: {conditions: []}}");
    look_until_there(before);
    EXPECT_EQ(condition("DeletionError"), "");
    EXPECT_TRUE(exists(yaml(kConfigMap)));
}

TEST_F(DeleteHooksTest, TheFinalizersStayWhereTheHooksCannotBeRead) {
    delete_application_of({{"app/a.yaml", job("before", "PreDelete")}});
    source_.commit({{"app/a.yaml", "kind: {"}});
    restart();
    EXPECT_FALSE(reconciler_->reconcile("default/shop", {}));
    EXPECT_THAT(condition("DeletionError"), HasSubstr("app/a.yaml"));
    EXPECT_FALSE(application().is_null());
}

TEST(DeleteHookFinalizers, AreThereWithTheirHooks) {
    const auto hooks = [](const std::vector<std::string>& types) {
        std::vector<Target> made;
        for (const std::string& type : types) {
            made.emplace_back();
            made.back().hook = sync::hook_of(yaml(job("a", type)));
        }
        return made;
    };
    const auto finalizers = [&](const std::string& now, const std::vector<std::string>& types) {
        const Value application = yaml("{metadata: {finalizers: " + now + "}}");
        const auto wanted = finalizers_for(application, hooks(types));
        std::string text = wanted ? "" : "as they are";
        for (const Value& one : manifest::elements(wanted ? &*wanted : nullptr)) {
            text += one.as_string() + " ";
        }
        return text;
    };
    EXPECT_EQ(finalizers("[a]", {"PreSync"}), "as they are");
    EXPECT_EQ(finalizers("[a]", {"PreDelete"}),
              "a pre-delete-finalizer.argocd.argoproj.io "
              "pre-delete-finalizer.argocd.argoproj.io/cleanup ");
    EXPECT_EQ(finalizers("null", {"PostDelete"}),
              "post-delete-finalizer.argocd.argoproj.io "
              "post-delete-finalizer.argocd.argoproj.io/cleanup ");
    EXPECT_EQ(finalizers("[post-delete-finalizer.argocd.argoproj.io, a, "
                         "post-delete-finalizer.argocd.argoproj.io/cleanup]",
                         {}),
              "a ");
}

}  // namespace
}  // namespace sealer::app
