// SPDX-License-Identifier: Apache-2.0
// From a repository to a cluster: Applications are looked at as the controller does.
#pragma once

#include <memory>
#include <string>

#include "../git/repository_fixture.h"
#include "application_fixture.h"
#include "controller/app/reconciler.h"

namespace sealer::app {

// A kustomization that makes one ConfigMap.
inline std::string generator(const std::string& name, const std::string& literal) {
    return "configMapGenerator: [{name: " + name + ", literals: [" + literal +
           "], options: {disableNameSuffixHash: true}}]\n";
}

class ReconcilerTest : public ApplicationTest {
  protected:
    void SetUp() override {
        ApplicationTest::SetUp();
        restart();
    }

    void TearDown() override {
        reconciler_.reset();
        ApplicationTest::TearDown();
    }

    // As another process does, which knows nothing but what is in the cluster by then.
    void restart() {
        reconciler_.reset();
        informer_ = std::make_unique<kube::Informer>(*client_, kube::applications());
        informer_->start();
        eventually([&] { return informer_->synced(); });
        reconciler_ = std::make_unique<Reconciler>(shared());
    }

    // A source in the fixture's repository.
    [[nodiscard]] std::string source(const std::string& path, const std::string& more = "") {
        return "{repoURL: '" + source_.url() + "', path: " + path + (more.empty() ? "" : ", ") +
               more + "}";
    }
    void create_application(const std::string& path, const std::string& policy = "selfHeal: true",
                            const std::string& name = "shop") {
        create_application_of("source: " + source(path), policy, name);
    }
    // `sources`: the field of the spec.
    void create_application_of(const std::string& sources,
                               const std::string& policy = "selfHeal: true",
                               const std::string& name = "shop") {
        create("{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: " + name +
               ", namespace: default}, spec: {project: default, destination: {server: "
               "'https://kubernetes.default.svc', namespace: default}, " +
               sources + ", syncPolicy: {" + (policy.empty() ? "" : "automated: {" + policy + "}") +
               "}}}");
        eventually([&] { return informer_->get("default", name) != nullptr; });
    }
    // Looks until the Application's status is so, and of that commit.
    void look_until(const std::string& sync, const std::string& commit,
                    const std::string& name = "shop") {
        eventually([&] {
            const auto done = reconciler_->reconcile("default/" + name, {});
            EXPECT_TRUE(done) << (done ? "" : done.error().message);
            const manifest::Value status = application(name);
            return status.text("status", "sync", "status") == sync &&
                   (commit.empty() || status.text("status", "sync", "revision") == commit);
        });
    }
    // Merges `patch` into the Application, and waits until it is known.
    void change_application(const std::string& patch, const std::string& name = "shop") {
        const auto changed = client_->patch(kube::applications(), "default", name,
                                            kube::PatchType::kMerge, yaml(patch));
        ASSERT_TRUE(changed) << changed.error().message;
        eventually([&] { return !is_newer(*changed, *informer_->get("default", name)); });
    }
    // The messages of the Application's conditions of one type.
    [[nodiscard]] std::string condition(const std::string& type) {
        const manifest::Value now = application();
        std::string text;
        for (const auto& one : manifest::elements(now.get("status", "conditions"))) {
            text += one.text("type") == type ? std::string(one.text("message")) : "";
        }
        return text;
    }
    [[nodiscard]] std::string live(const std::string& name, const std::string& key) {
        const manifest::Value any = yaml("{apiVersion: v1, kind: ConfigMap}");
        const manifest::Value object = client_->get(resource_of(any), "default", name)
                                           .value_or(manifest::Value(manifest::Object()));
        return std::string(object.text("data", key));
    }

    // Asks for an operation, and looks until it is done; "Phase: message".
    std::string run(const std::string& operation) {
        change_application("{operation: " + operation + "}");
        eventually([&] {
            const auto done = reconciler_->reconcile("default/shop", {});
            EXPECT_TRUE(done) << (done ? "" : done.error().message);
            return application().get("operation") == nullptr;
        });
        const manifest::Value now = application();
        return std::string(now.text("status", "operationState", "phase")) + ": " +
               std::string(now.text("status", "operationState", "message"));
    }
    [[nodiscard]] manifest::Array history() {
        const manifest::Value now = application();
        return manifest::elements(now.get("status", "history"));
    }

    git::SourceRepository source_;
    std::unique_ptr<Reconciler> reconciler_;
};

}  // namespace sealer::app
