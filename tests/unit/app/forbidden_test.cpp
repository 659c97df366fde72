// SPDX-License-Identifier: Apache-2.0
// What a project forbids is not compared, not written and not deleted.
#include "common/base/file.h"
#include "controller/app/projects.h"
#include "controller/app/round.h"
#include "operation_fixture.h"

namespace sealer::app {
namespace {

using manifest::Value;

constexpr const char* kNoSecrets =
    "{destinations: [{server: '*', namespace: default}], namespaceResourceBlacklist: [{group: '', "
    "kind: Secret}], clusterResourceWhitelist: [{group: '', kind: Namespace, name: 'team-*'}]}";
constexpr const char* kSecret =
    "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: default, annotations: "
    "{argocd.argoproj.io/tracking-id: 'shop:/Secret:default/s'}}}";
constexpr const char* kInvalid = "Failed: one or more synchronization tasks are not valid: ";

class ForbiddenTest : public OperationTest {
  protected:
    void SetUp() override {
        OperationTest::SetUp();
        watch({"Secret"});
        boundary_ = boundary(yaml(kNoSecrets));
    }
    Comparison compare(const std::vector<std::string>& texts) {
        Comparer comparer(*live_, *writer_, pool_);
        Verdicts verdicts;
        auto comparison = comparer.compare(basis(texts), verdicts);
        EXPECT_TRUE(comparison) << (comparison ? "" : comparison.error().message);
        return comparison.value_or(Comparison());
    }
};

TEST_F(ForbiddenTest, IsNotBegunAndNeitherIsTheRest) {
    EXPECT_EQ(advance({config_map("a"), kSecret}),
              std::string(kInvalid) + "resource :Secret is not permitted in project default");
    EXPECT_EQ(row("s"), "SyncFailed: resource :Secret is not permitted in project default");
    EXPECT_EQ(row("a"), "");
    EXPECT_FALSE(exists(yaml(kSecret)));
    EXPECT_FALSE(exists(yaml(config_map("a"))));
}

TEST_F(ForbiddenTest, HasEachReasonOnce) {
    const auto elsewhere = [](const std::string& name) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name +
               ", namespace: kube-system}}";
    };
    EXPECT_EQ(advance({elsewhere("a"), elsewhere("b"), kSecret}),
              std::string(kInvalid) +
                  "namespace kube-system is not permitted in project 'default'; resource :Secret "
                  "is not permitted in project default");
}

TEST_F(ForbiddenTest, HooksAndTheNamespaceAreNoExceptions) {
    const std::string hook =
        "{apiVersion: v1, kind: Secret, metadata: {generateName: h-, namespace: default, "
        "annotations: {argocd.argoproj.io/hook: PreSync}}}";
    EXPECT_EQ(advance({hook}),
              std::string(kInvalid) + "resource :Secret is not permitted in project default");
    spec_.namespace_ = "other";
    spec_.create_namespace = true;
    begin("{sync: {}}");
    EXPECT_EQ(advance({}),
              std::string(kInvalid) + "resource :Namespace is not permitted in project default");
    spec_.namespace_ = "team-a";
    begin("{sync: {}}");
    EXPECT_EQ(advance({}), "Succeeded: successfully synced (all tasks run)");
}

TEST_F(ForbiddenTest, IsNotShownAndNotPruned) {
    create(kSecret);
    eventually([&] { return live_->owned("shop").size() == 1; });
    EXPECT_TRUE(compare({}).items.empty());
    EXPECT_TRUE(advance({}).starts_with("Succeeded"));
    EXPECT_TRUE(exists(yaml(kSecret)));
}

TEST_F(ForbiddenTest, IsNotComparedWithWhatIsLive) {
    create(kSecret);
    eventually([&] { return live_->owned("shop").size() == 1; });
    Comparison comparison = compare({kSecret});
    ASSERT_EQ(comparison.items.size(), 1U);
    EXPECT_EQ(comparison.items[0].live, nullptr);
    EXPECT_EQ(comparison.items[0].sync, SyncCode::kUnknown);
    summarize(comparison, {"argoproj.io", "Application", "default", "shop"}, true);
    EXPECT_EQ(comparison.sync, SyncCode::kOutOfSync);
}

using ProjectsTest = ClusterTest;

TEST_F(ProjectsTest, MakesTheDefaultOnceAndKnowsWhatIsThere) {
    create(read_file(SEALER_TEST_DATA "/../../crds/appprojects.yaml").value());
    std::vector<std::string> changed;
    Mutex mutex;
    Projects projects(*client_, "default", [&](const std::string& name) {
        const MutexLock lock(mutex);
        changed.push_back(name);
    });
    projects.start();
    eventually([&] { return projects.synced(); });
    EXPECT_EQ(projects.find("other").error().message,
              "Application referencing project other which does not exist");
    const Project open = projects.find("default").value();
    EXPECT_EQ(open.source_repositories, std::vector<std::string>{"*"});
    eventually([&] {
        const MutexLock lock(mutex);
        return changed == std::vector<std::string>{"default"};
    });
    EXPECT_TRUE(projects.find("default"));
    ASSERT_TRUE(client_->remove(kube::app_projects(), "default", "default"));
    eventually([&] { return !projects.find("default"); });
    EXPECT_EQ(projects.find("default").error().code, Code::kInvalid);
    projects.stop();
}

TEST_F(ProjectsTest, TakesADefaultThatOthersHaveJustMade) {
    create(read_file(SEALER_TEST_DATA "/../../crds/appprojects.yaml").value());
    eventually([&] {
        discovery_->invalidate();
        return discovery_->find(kube::app_projects().type()).has_value();
    });
    create(
        "{apiVersion: argoproj.io/v1alpha1, kind: AppProject, metadata: {name: default, namespace: "
        "default}, spec: {sourceRepos: ['https://example.com/theirs']}}");
    Projects lagging(*client_, "default", [](const std::string&) {});
    const auto theirs = lagging.find("default");
    ASSERT_TRUE(theirs) << theirs.error().message;
    EXPECT_EQ(theirs->source_repositories, std::vector<std::string>{"https://example.com/theirs"});
}

}  // namespace
}  // namespace sealer::app
