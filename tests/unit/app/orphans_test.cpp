// SPDX-License-Identifier: Apache-2.0
#include "common/app/orphans.h"

#include <algorithm>
#include <set>

#include "cluster_fixture.h"
#include "common/app/tracking.h"
#include "common/base/text.h"
#include "controller/app/orphan_warning.h"

namespace sealer::app {
namespace {

const std::string kAnywhere =
    "destinations: [{server: '*', namespace: '*'}], namespaceResourceBlacklist: [{group: '', kind: "
    "Secret}]";

class Roots {
  public:
    Roots& add(const std::string& api_version, const std::string& kind, const std::string& name,
               const std::string& tracking_id = "", const std::string& uid = "") {
        manifest::Value object = yaml("{apiVersion: " + api_version + ", kind: " + kind +
                                      ", metadata: {namespace: shop, name: " + name + ", uid: '" +
                                      (uid.empty() ? api_version + kind + name : uid) +
                                      "', annotations: {"
                                      "argocd.argoproj.io/tracking-id: '" +
                                      tracking_id + "'}}}");
        roots_.push_back(std::make_shared<const manifest::Value>(std::move(object)));
        return *this;
    }
    // Of a project with these rules; "web" alone is an Application.
    [[nodiscard]] std::string orphans(const std::string& monitoring = "{}") const {
        const Boundary at =
            boundary(yaml("{" + kAnywhere + ", orphanedResources: " + monitoring + "}"));
        std::vector<std::string> names;
        for (const manifest::ObjectKey& key : find_orphans(
                 roots_, at,
                 [](const manifest::Value& root) { return instance_of(root, {}) == "web"; })) {
            names.push_back(key.kind + "/" + key.name);
        }
        return join(names, " ");
    }

  private:
    std::vector<kube::ObjectPtr> roots_;
};

TEST(FindOrphans, AreWhatNoApplicationWants) {
    EXPECT_EQ(Roots()
                  .add("v1", "ConfigMap", "b")
                  .add("apps/v1", "Deployment", "a")
                  .add("v1", "ConfigMap", "wanted", "web:/ConfigMap:shop/wanted")
                  .add("v1", "ConfigMap", "copied", "web:/ConfigMap:shop/wanted")
                  .add("v1", "ConfigMap", "left", "gone:/ConfigMap:shop/left")
                  .add("v1", "Secret", "forbidden")
                  .orphans(),
              "ConfigMap/b ConfigMap/copied ConfigMap/left Deployment/a");
}

TEST(FindOrphans, AreNotWhatComesByItself) {
    EXPECT_EQ(Roots()
                  .add("v1", "ConfigMap", "kube-root-ca.crt")
                  .add("v1", "ServiceAccount", "default")
                  .add("apps/v1", "StatefulSet", "db", "web:apps/StatefulSet:shop/db")
                  .add("v1", "PersistentVolumeClaim", "data-db-0")
                  .add("v1", "PersistentVolumeClaim", "data-db-12")
                  .add("v1", "PersistentVolumeClaim", "data-db-x")
                  .add("v1", "PersistentVolumeClaim", "data-other-0")
                  .orphans(),
              "PersistentVolumeClaim/data-db-x PersistentVolumeClaim/data-other-0");
}

TEST(FindOrphans, AreNotTheTokensOfServiceAccounts) {
    manifest::Value token = yaml(
        "{apiVersion: v1, kind: Secret, metadata: {namespace: shop, name: default-token-x, "
        "annotations: {kubernetes.io/service-account.name: default}}}");
    const Boundary at =
        boundary(yaml("{destinations: [{server: '*', namespace: '*'}], "
                      "orphanedResources: {}}"));
    const auto token_alone = {std::make_shared<const manifest::Value>(std::move(token))};
    EXPECT_TRUE(
        find_orphans({token_alone}, at, [](const manifest::Value&) { return false; }).empty());
}

TEST(FindOrphans, CountOnceHoweverManyKindsShowThem) {
    EXPECT_EQ(Roots()
                  .add("extensions/v1beta1", "Ingress", "a", "", "1")
                  .add("networking.k8s.io/v1", "Ingress", "a", "", "1")
                  .orphans(),
              "Ingress/a");
}

TEST(FindOrphans, AreNotWhatTheProjectIgnores) {
    const Roots roots = Roots()
                            .add("v1", "ConfigMap", "tool-a")
                            .add("v1", "ConfigMap", "b")
                            .add("batch/v1", "Job", "c");
    EXPECT_EQ(roots.orphans("{ignore: [{kind: ConfigMap, name: 'tool-*'}]}"), "ConfigMap/b Job/c");
    EXPECT_EQ(roots.orphans("{ignore: [{group: batch}]}"), "ConfigMap/b ConfigMap/tool-a");
    EXPECT_EQ(roots.orphans("{ignore: [{group: '*', kind: '*'}]}"), "");
}

TEST(IsOrphanKind, PermittedOnesThatAreNoTraces) {
    const Boundary at = boundary(yaml("{" + kAnywhere + "}"));
    const auto is_kind = [&](const std::string& group, const std::string& kind, bool namespaced) {
        return is_orphan_kind({group, "v1", "plural", kind, namespaced, {}}, at, "shop");
    };
    EXPECT_TRUE(is_kind("", "ConfigMap", true));
    EXPECT_FALSE(is_kind("", "Secret", true));
    EXPECT_FALSE(is_kind("", "Namespace", false));
    EXPECT_FALSE(is_kind("events.k8s.io", "Event", true));
    EXPECT_FALSE(is_kind("metrics.k8s.io", "PodMetrics", true));
}

TEST(DescribeOrphans, NamesAFew) {
    std::vector<manifest::ObjectKey> orphans{{"", "ConfigMap", "shop", "a"},
                                             {"apps", "Deployment", "shop", "b"}};
    EXPECT_EQ(describe_orphans(orphans),
              "Application has 2 orphaned resources: ConfigMap/a, apps/Deployment/b");
    orphans.resize(7, orphans[0]);
    EXPECT_TRUE(describe_orphans(orphans).starts_with("Application has 7 orphaned resources: "));
    EXPECT_TRUE(describe_orphans(orphans).ends_with(", …"));
}

class MonitorTest : public ClusterTest {
  protected:
    [[nodiscard]] std::string roots() {
        std::set<std::string> names;
        for (const kube::ObjectPtr& root : live_->roots("default")) {
            names.emplace(manifest::name_of(*root));
        }
        names.erase("kube-root-ca.crt");
        return join({names.begin(), names.end()}, " ");
    }
    [[nodiscard]] std::size_t times_told() {
        const MutexLock lock(mutex_);
        return static_cast<std::size_t>(std::ranges::count(told_, "shop"));
    }
    static std::string map(const std::string& name, const std::string& more = "") {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name +
               ", namespace: default" + more + "}}";
    }
};

TEST_F(MonitorTest, TellsOfRootsThatComeAndGo) {
    watch({"ConfigMap"});
    const manifest::Value before = create(map("before"));
    eventually([&] {
        return live_->get({"", "v1", "ConfigMap"}, manifest::key_of(before)) != nullptr;
    });
    EXPECT_EQ(roots(), "");
    live_->monitor("shop", "default");
    EXPECT_EQ(roots(), "before");
    create(
        map("child", ", ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: before, uid: " +
                         std::string(manifest::uid_of(before)) + "}]"));
    const manifest::Value later = create(map("later"));
    eventually([&] { return times_told() == 1; });
    EXPECT_EQ(roots(), "before later");
    patch(later, "{data: {a: b}}");
    patch(later,
          "{metadata: {annotations: {argocd.argoproj.io/tracking-id: "
          "'web:/ConfigMap:default/later'}}}");
    eventually([&] { return times_told() == 2; });
    ASSERT_TRUE(client_->remove(resource_of(later), "default", "later"));
    eventually([&] { return times_told() == 3; });
    EXPECT_EQ(roots(), "before");
    live_->monitor("shop", "");
    EXPECT_EQ(roots(), "");
}

}  // namespace
}  // namespace sealer::app
