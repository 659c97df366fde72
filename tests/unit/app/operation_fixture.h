// SPDX-License-Identifier: Apache-2.0
// A sync of Application "shop" into namespace "default", call by call, as rounds take it on.
#pragma once

#include <string>
#include <vector>

#include "cluster_fixture.h"
#include "controller/app/operation.h"
#include "controller/app/prune_waves.h"

namespace sealer::app {

inline constexpr const char* kDeployment = R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: default}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: web}]})";

inline std::string config_map(const std::string& name, int wave = 0,
                              const std::string& options = "") {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name +
           ", namespace: default, annotations: {argocd.argoproj.io/sync-wave: '" +
           std::to_string(wave) + "', argocd.argoproj.io/sync-options: '" + options + "'}}}";
}

inline constexpr const char* kComplete =
    "{status: {conditions: [{type: Complete, status: 'True'}]}}";
inline constexpr const char* kFailed =
    "{status: {conditions: [{type: Failed, status: 'True', message: no database}]}}";

// `name`: the field that names it.
inline std::string job(const std::string& name, const std::string& annotations) {
    return "{apiVersion: batch/v1, kind: Job, metadata: {" + name +
           ", namespace: default, annotations: {" + annotations +
           "}}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "
           "a}]}}}}";
}

inline constexpr const char* kRolledOut =
    "{status: {observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1}}";

class OperationTest : public ClusterTest {
  protected:
    void SetUp() override {
        ClusterTest::SetUp();
        watch_all();
        begin("{sync: {prune: true}}");
    }

    void watch_all() {
        watch({"ConfigMap", "Deployment", "Job", "RoleBinding", "PersistentVolumeClaim"});
    }
    void begin(std::string_view operation, const std::string& commit = "c0ffee") {
        state_ = start_operation(yaml(operation), spec_.sources, {commit}, WallTime());
    }
    [[nodiscard]] Basis basis(const std::vector<std::string>& texts) {
        return {targets(texts), instance_, boundary_, spec_.ignore, spec_.respect_ignored};
    }
    // As a round does: compares anew, then takes the operation on.
    Status try_to_advance(const std::vector<std::string>& texts) {
        Comparer comparer(*live_, *writer_, pool_);
        Verdicts verdicts;
        TRY_ASSIGN(Comparison comparison, comparer.compare(basis(texts), verdicts));
        note_prune_waves(state_, comparison);
        return advance_operation({*client_, *discovery_, *live_, *writer_, pool_},
                                 {.spec = spec_,
                                  .self = {"argoproj.io", "Application", "default", "shop"},
                                  .instance = "shop",
                                  .boundary = boundary_,
                                  .deletion_approved = approved_},
                                 comparison, state_, WallTime());
    }
    // "Phase: message".
    std::string advance(const std::vector<std::string>& texts) {
        const Status advanced = try_to_advance(texts);
        EXPECT_TRUE(advanced) << (advanced ? "" : advanced.error().message);
        return std::string(state_.text("phase")) + ": " + std::string(state_.text("message"));
    }
    // "name status message" of a row of the result.
    std::string row(std::string_view name) {
        for (const manifest::Value& row :
             manifest::elements(state_.get("syncResult", "resources"))) {
            if (row.text("name") == name) {
                return std::string(row.text("status")) + ": " + std::string(row.text("message"));
            }
        }
        return "";
    }
    void await_health(HealthStatus status, std::string_view of = kDeployment) {
        const manifest::Value object = yaml(of);
        eventually([&] {
            const auto live = live_->get(manifest::type_of(object), manifest::key_of(object));
            const auto health = live ? health_of(*live) : std::nullopt;
            return health && health->status == status;
        });
    }
    // What an earlier sync of "shop" left behind, known to the store.
    manifest::Value leave_behind(const std::string& text) {
        advance({text});
        EXPECT_EQ(state_.text("phase"), "Succeeded");
        const manifest::Value object = yaml(text);
        eventually([&] { return live_->owned("shop").size() == 1; });
        begin("{sync: {prune: true}}");
        return object;
    }

    Spec spec_ = [] {
        Spec spec;
        spec.namespace_ = "default";
        return spec;
    }();
    Boundary boundary_ = boundary();
    const std::string instance_ = "shop";
    ThreadPool pool_{2};
    std::string approved_;
    manifest::Value state_;
};

}  // namespace sealer::app
