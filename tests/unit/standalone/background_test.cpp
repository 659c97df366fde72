// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/background.h"

#include "api_fixture.h"
#include "controller/standalone/content_cleaner.h"
#include "controller/standalone/default_accounts.h"
#include "controller/standalone/garbage_collector.h"
#include "controller/standalone/rollout_simulator.h"
#include "controller/standalone/workload_simulator.h"

namespace sealer::standalone {
namespace {

using manifest::Value;

class BackgroundTest : public ApiFixture {
  protected:
    BackgroundTest() {
        auto agenda = std::make_shared<Agenda>();
        std::vector<std::unique_ptr<Reaction>> reactions;
        reactions.push_back(
            std::make_unique<GarbageCollector>(*store_, registry_, objects_, agenda));
        reactions.push_back(std::make_unique<ContentCleaner>(*store_, registry_, objects_, agenda));
        reactions.push_back(std::make_unique<DefaultAccounts>(registry_, objects_, agenda));
        reactions.push_back(
            std::make_unique<RolloutSimulator>(*store_, registry_, objects_, agenda));
        reactions.push_back(std::make_unique<WorkloadSimulator>(objects_, agenda));
        background_ =
            std::make_unique<Background>(*store_, registry_, agenda, std::move(reactions));
        store_->on_write([this] { background_->wake(); });
        background_->start();
    }

    // A ConfigMap owned by another.
    EntryPtr make_owned(const std::string& name, const EntryPtr& owner, const char* more = "") {
        return make("configmaps", R"({"metadata": {"name": ")" + name +
                                      R"(", "ownerReferences": [{"apiVersion": "v1",
            "kind": "ConfigMap", "name": ")" +
                                      owner->id.name + R"(", "uid": ")" +
                                      std::string(owner->object.text("metadata", "uid")) + "\"" +
                                      more + "}]}}");
    }
    [[nodiscard]] bool gone(const std::string& name) const {
        return find("configmaps", name) == nullptr;
    }
    void remove(const std::string& name, DeleteOptions::Propagation propagation) {
        DeleteOptions options;
        options.propagation = propagation;
        ASSERT_TRUE(objects_.remove(target("configmaps", name), options));
    }

    std::unique_ptr<Background> background_;
};

TEST_F(BackgroundTest, DependentsFollowTheirOwner) {
    const EntryPtr owner = make("configmaps", R"({"metadata": {"name": "owner"}})");
    const EntryPtr child = make_owned("child", owner);
    make_owned("grandchild", child);
    remove("owner", DeleteOptions::Propagation::kBackground);
    EXPECT_TRUE(eventually([&] { return gone("child") && gone("grandchild"); }));
}

TEST_F(BackgroundTest, DependentsOfNobodyGo) {
    const EntryPtr owner = make("configmaps", R"({"metadata": {"name": "owner"}})");
    remove("owner", DeleteOptions::Propagation::kBackground);
    make_owned("late", owner);
    EXPECT_TRUE(eventually([&] { return gone("late"); }));
}

TEST_F(BackgroundTest, ADependentStaysWhileOneOwnerIsLeft) {
    const EntryPtr one = make("configmaps", R"({"metadata": {"name": "one"}})");
    const EntryPtr two = make("configmaps", R"({"metadata": {"name": "two"}})");
    make_owned("child", one,
               (R"(}, {"apiVersion": "v1", "kind": "ConfigMap", "name": "two", "uid": ")" +
                std::string(two->object.text("metadata", "uid")) + "\"")
                   .c_str());
    remove("one", DeleteOptions::Propagation::kBackground);
    EXPECT_TRUE(eventually([&] {
        return !gone("child") &&
               elements(find("configmaps", "child")->object.get("metadata", "ownerReferences"))
                       .size() == 1;
    }));
}

TEST_F(BackgroundTest, ForegroundDeletionEndsWithTheOwner) {
    const EntryPtr owner = make("configmaps", R"({"metadata": {"name": "owner"}})");
    make_owned("child", owner, R"(, "blockOwnerDeletion": true)");
    ASSERT_TRUE(objects_.patch(target("configmaps", "child"), PatchType::kMerge,
                               json(R"({"metadata": {"finalizers": ["example.com/wait"]}})"),
                               options_));
    remove("owner", DeleteOptions::Propagation::kForeground);
    EXPECT_TRUE(eventually([&] {
        return find("configmaps", "child")->object.get("metadata", "deletionTimestamp") != nullptr;
    }));
    EXPECT_FALSE(gone("owner"));
    ASSERT_TRUE(objects_.patch(target("configmaps", "child"), PatchType::kMerge,
                               json(R"({"metadata": {"finalizers": null}})"), options_));
    EXPECT_TRUE(eventually([&] { return gone("owner") && gone("child"); }));
}

TEST_F(BackgroundTest, OrphansStay) {
    const EntryPtr owner = make("configmaps", R"({"metadata": {"name": "owner"}})");
    make_owned("child", owner);
    remove("owner", DeleteOptions::Propagation::kOrphan);
    EXPECT_TRUE(eventually([&] { return gone("owner"); }));
    ASSERT_FALSE(gone("child"));
    EXPECT_EQ(find("configmaps", "child")->object.get("metadata", "ownerReferences"), nullptr);
}

TEST_F(BackgroundTest, NamespacesGoWithTheirContents) {
    make("namespaces", R"({"metadata": {"name": "shop"}})");
    Target inside = target("configmaps");
    inside.namespace_ = "shop";
    ASSERT_TRUE(objects_.create(inside, json(R"({"metadata": {"name": "x"}})"), options_));
    const auto marked = objects_.remove(target("namespaces", "shop"), {});
    ASSERT_TRUE(marked);
    EXPECT_EQ((*marked)->object.text("status", "phase"), "Terminating");
    EXPECT_TRUE(eventually([&] { return find("namespaces", "shop") == nullptr; }));
    inside.name = "x";
    EXPECT_EQ(store_->get(inside.id()), nullptr);
}

TEST_F(BackgroundTest, DefinitionsGoWithTheirObjects) {
    make("customresourcedefinitions.apiextensions.k8s.io", kWidgetDefinition);
    make(
        "widgets.example.com",
        R"({"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "w"}, "spec": {"size": 1}})");
    const ObjectId widget = target("widgets.example.com", "w").id();
    const auto marked = objects_.remove(
        target("customresourcedefinitions.apiextensions.k8s.io", "widgets.example.com"), {});
    ASSERT_TRUE(marked);
    EXPECT_TRUE(eventually([&] { return registry_.find("widgets.example.com") == nullptr; }));
    EXPECT_EQ(store_->get(widget), nullptr);
}

TEST_F(BackgroundTest, WorkloadsBecomeHealthy) {
    make("deployments.apps", R"({"metadata": {"name": "web"}, "spec": {"replicas": 2,
        "selector": {"matchLabels": {"app": "web"}},
        "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "c", "image": "i"}]}}}})");
    EXPECT_TRUE(eventually([&] {
        return find("deployments.apps", "web")
                   ->object.integer_or(0, "status", "availableReplicas") == 2;
    }));
}

TEST_F(BackgroundTest, IngressesGetAnAddressAndAutoscalersWhatTheyWant) {
    make(
        "ingresses.networking.k8s.io",
        R"({"metadata": {"name": "web"}, "spec": {"defaultBackend": {"service": {"name": "web", "port": {"number": 80}}}}})");
    make("horizontalpodautoscalers.autoscaling",
         R"({"metadata": {"name": "web"}, "spec": {"minReplicas": 2, "maxReplicas": 3,
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}}})");
    EXPECT_TRUE(eventually([&] {
        const Value& ingress = find("ingresses.networking.k8s.io", "web")->object;
        return elements(ingress.get("status", "loadBalancer", "ingress")).size() == 1;
    }));
    EXPECT_TRUE(eventually([&] {
        const Value& autoscaler = find("horizontalpodautoscalers.autoscaling", "web")->object;
        return autoscaler.integer_or(0, "status", "desiredReplicas") == 2;
    }));
}

TEST_F(BackgroundTest, PodsOutliveTheirJobWhereNobodySaysElse) {
    const char* const spec =
        R"({"restartPolicy": "Never", "containers": [{"name": "c", "image": "i"}]})";
    const EntryPtr job = make("jobs.batch", R"({"metadata": {"name": "once"},
        "spec": {"template": {"spec": )" + std::string(spec) +
                                                "}}}");
    make("pods", R"({"metadata": {"name": "p", "ownerReferences": [{"apiVersion": "batch/v1",
        "kind": "Job", "name": "once", "uid": ")" +
                     std::string(job->object.text("metadata", "uid")) + R"("}]}, "spec": )" +
                     std::string(spec) + "}");
    ASSERT_TRUE(objects_.remove(target("jobs.batch", "once"), {}));
    EXPECT_TRUE(eventually([&] { return find("jobs.batch", "once") == nullptr; }));
    const EntryPtr pod = find("pods", "p");
    ASSERT_NE(pod, nullptr);
    EXPECT_EQ(pod->object.get("metadata", "ownerReferences"), nullptr);
}

TEST_F(BackgroundTest, DeploymentsKeepTheirHistory) {
    make("deployments.apps", R"({"metadata": {"name": "web"}, "spec": {"replicas": 2,
        "selector": {"matchLabels": {"app": "web"}},
        "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "c", "image": "i:1"}]}}}})");
    // "REVISION IMAGE REPLICAS" of each ReplicaSet
    const auto history = [&] {
        std::vector<std::string> lines;
        for (const EntryPtr& entry : store_->list("replicasets.apps", "default").entries) {
            const Value& set = entry->object;
            const auto& containers = elements(set.get("spec", "template", "spec", "containers"));
            lines.push_back(std::string(set.text("metadata", "annotations",
                                                 "deployment.kubernetes.io/revision")) +
                            " " + std::string(containers.at(0).text("image")) + " " +
                            std::to_string(set.integer_or(0, "spec", "replicas")));
        }
        return lines;
    };
    const auto set_image = [&](const char* image) {
        const Value patch = json(
            R"([{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": ")" +
            std::string(image) + R"("}])");
        ASSERT_TRUE(
            objects_.patch(target("deployments.apps", "web"), PatchType::kJson, patch, options_));
    };
    using testing::UnorderedElementsAre;
    const auto becomes = [&](const auto& expected) {
        return eventually([&] { return testing::Matches(expected)(history()); });
    };
    EXPECT_TRUE(becomes(UnorderedElementsAre("1 i:1 2")));
    set_image("i:2");
    EXPECT_TRUE(becomes(UnorderedElementsAre("1 i:1 0", "2 i:2 2")));
    set_image("i:1");
    EXPECT_TRUE(becomes(UnorderedElementsAre("3 i:1 2", "2 i:2 0")));
    EXPECT_TRUE(eventually([&] {
        return find("deployments.apps", "web")
                   ->object.text("metadata", "annotations", "deployment.kubernetes.io/revision") ==
               "3";
    }));
}

TEST_F(BackgroundTest, EachNamespaceHasItsAccount) {
    const auto present = [&] { return find("serviceaccounts", "default") != nullptr; };
    EXPECT_TRUE(eventually(present));
    const std::string first(find("serviceaccounts", "default")->object.text("metadata", "uid"));
    ASSERT_TRUE(objects_.remove(target("serviceaccounts", "default"), {}));
    EXPECT_TRUE(eventually([&] {
        return present() &&
               find("serviceaccounts", "default")->object.text("metadata", "uid") != first;
    }));
}

TEST(AgendaTest, RunsWhatIsDueOnce) {
    Agenda agenda;
    std::string ran;
    agenda.add("a", [&] { ran += "a"; });
    agenda.add("a", [&] { ran += "again"; });
    agenda.add(
        "later", [&] { ran += "later"; }, std::chrono::hours(1));
    const auto now = Clock::now();
    agenda.run_due(now);
    EXPECT_EQ(ran, "a");
    EXPECT_GT(agenda.next(now + std::chrono::hours(2)), now + std::chrono::minutes(59));
    EXPECT_EQ(agenda.next(now), now);
}

}  // namespace
}  // namespace sealer::standalone
