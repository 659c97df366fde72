// SPDX-License-Identifier: Apache-2.0
// Objects that Argo CD has applied, for an Application of the same name: ours without a write.
#include <array>
#include <map>

#include "application_fixture.h"
#include "common/app/ownership.h"
#include "common/manifest/json.h"
#include "reconciler_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;

constexpr std::array<const char*, 3> kObjects{
    "{apiVersion: v1, kind: ConfigMap, metadata: {name: core, namespace: default}, data: {a: b}}",
    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: default}, spec: "
    "{selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: "
    "{containers: [{name: web, image: web}]}}}}",
    "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: reader}, "
    "rules: [{apiGroups: [\"\"], resources: [pods], verbs: [get]}]}",
};
// As Argo CD writes them: of what is in no namespace, with the destination's.
constexpr std::array<const char*, 3> kIds{
    "shop:/ConfigMap:default/core",
    "shop:apps/Deployment:default/web",
    "shop:rbac.authorization.k8s.io/ClusterRole:default/reader",
};
constexpr std::array<const char*, 3> kPlurals{"configmaps", "deployments", "clusterroles"};

enum class Way { kClientSide, kServerSide };

class TakeOverTest : public ReconcilerTest, public testing::WithParamInterface<Way> {
  protected:
    void apply_as_argo_cd(const char* text, const char* id) {
        Value object = yaml(text);
        manifest::set_annotation(object, kTrackingId, id);
        const kube::WriteOptions as{.field_manager = "argocd-controller"};
        if (GetParam() == Way::kServerSide) {
            EXPECT_TRUE(client_->apply(resource_of(object), object, as));
            return;
        }
        manifest::set_annotation(object, kLastApplied, manifest::canonical_json(object) + "\n");
        EXPECT_TRUE(client_->create(resource_of(object), object, as));
    }
};

TEST_P(TakeOverTest, CostsNoWrite) {
    std::map<std::string, std::string> files;
    for (std::size_t i = 0; i < kObjects.size(); ++i) {
        apply_as_argo_cd(kObjects.at(i), kIds.at(i));
        files["a/" + std::to_string(i) + ".yaml"] = kObjects.at(i);
    }
    std::array<std::ptrdiff_t, 3> before{};
    std::ranges::transform(kPlurals, before.begin(),
                           [this](const char* plural) { return writes_of(plural); });
    const std::string commit = source_.commit(files);
    create_application("a", "prune: true, selfHeal: true");
    look_until("Synced", commit);
    for (std::size_t i = 0; i < kObjects.size(); ++i) {
        EXPECT_EQ(writes_of(kPlurals.at(i)), before.at(i)) << kPlurals.at(i);
    }
    EXPECT_TRUE(history().empty());

    files["a/0.yaml"] = "{apiVersion: v1, kind: ConfigMap, metadata: {name: core}}";
    look_until("Synced", source_.commit(files));
    EXPECT_EQ(live("core", "a"), "");
    EXPECT_GT(writes_of(kPlurals[0]), before[0]);
    EXPECT_EQ(writes_of(kPlurals[1]), before[1]);
    EXPECT_EQ(writes_of(kPlurals[2]), before[2]);
}

INSTANTIATE_TEST_SUITE_P(OfWhatWasApplied, TakeOverTest,
                         testing::Values(Way::kClientSide, Way::kServerSide), [](const auto& way) {
                             return way.param == Way::kClientSide ? "FromTheClient" : "ByTheServer";
                         });

}  // namespace
}  // namespace sealer::app
