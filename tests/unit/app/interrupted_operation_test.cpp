// SPDX-License-Identifier: Apache-2.0
// Whatever a sync waits for: another process goes on with it, and it can be terminated.
#include <array>

#include "common/manifest/json.h"
#include "operation_fixture.h"

namespace sealer::app {
namespace {

struct Stage {
    const char* name;
    const char* waits;  // what the operation says
    const char* end;    // and how it ends when that has come
};

constexpr const char* kAllRun = "Succeeded: successfully synced (all tasks run)";
constexpr std::array<Stage, 5> kStages{{
    {"Hook", "waiting for completion of hook batch/Job/migrate", kAllRun},
    {"Health", "waiting for healthy state of apps/Deployment/web", kAllRun},
    {"Deletion", "waiting for deletion of ConfigMap/old", kAllRun},
    {"Confirmation", "waiting for pruning confirmation of ConfigMap/old", kAllRun},
    {"FailureHook", "waiting for completion of hook batch/Job/alarm",
     "Failed: one or more objects failed to apply, reason: ConfigMap/Not_A_Name: "},
}};

class InterruptedOperationTest : public OperationTest, public testing::WithParamInterface<Stage> {
  protected:
    void SetUp() override {
        OperationTest::SetUp();
        const std::string_view name = GetParam().name;
        if (name == "Hook") {
            waited_for_ = job("name: migrate", "argocd.argoproj.io/hook: PreSync");
            git_ = {waited_for_, config_map("a")};
        } else if (name == "Health") {
            waited_for_ = kDeployment;
            git_ = {waited_for_, config_map("a", 1)};
        } else if (name == "Deletion") {
            waited_for_ = config_map("old", 1);
            patch(leave_behind(waited_for_), "{metadata: {finalizers: [example.com/busy]}}");
            git_ = {config_map("a", 2)};
        } else if (name == "Confirmation") {
            waited_for_ = config_map("old", 0, "Prune=confirm");
            leave_behind(waited_for_);
        } else {
            waited_for_ = job("name: alarm", "argocd.argoproj.io/hook: SyncFail");
            git_ = {config_map("Not_A_Name"), waited_for_};
        }
        EXPECT_EQ(advance(git_), waits());
    }
    [[nodiscard]] static std::string waits() { return std::string("Running: ") + GetParam().waits; }

    // As another process does, which knows nothing but what is in the cluster.
    void restart() {
        live_->stop();
        live_ = std::make_unique<LiveStore>(*client_, [](const std::string&) {});
        discovery_ = std::make_unique<kube::Discovery>(*client_);
        writer_ = std::make_unique<sync::Writer>(*client_);
        watch_all();
        state_ = manifest::parse_json(manifest::canonical_json(state_)).value();
    }
    void let_it_come() {
        const manifest::Value object = yaml(waited_for_);
        const std::string_view name = GetParam().name;
        if (name == "Deletion") {
            patch(object, "{metadata: {finalizers: null}}");
            eventually(
                [&] { return !live_->get(manifest::type_of(object), manifest::key_of(object)); });
        } else if (name == "Confirmation") {
            approved_ = "1970-01-01T00:00:00Z";
        } else {
            patch(object, name == "Health" ? kRolledOut : kComplete, "status");
            await_health(HealthStatus::kHealthy, waited_for_);
        }
    }
    [[nodiscard]] std::string uid() {
        const manifest::Value object = yaml(waited_for_);
        const auto live = client_->get(resource_of(object), "default", manifest::name_of(object));
        return live ? std::string(manifest::uid_of(*live)) : "";
    }

    std::string waited_for_;  // the object
    std::vector<std::string> git_;
};

TEST_P(InterruptedOperationTest, GoesOnWhereItWas) {
    const std::string before = uid();
    restart();
    EXPECT_EQ(advance(git_), waits());
    EXPECT_EQ(uid(), before);
    let_it_come();
    const std::string end = advance(git_);
    EXPECT_TRUE(end.starts_with(GetParam().end)) << end;
}

TEST_P(InterruptedOperationTest, CanBeTerminated) {
    const std::string before = uid();
    restart();
    state_["phase"] = "Terminating";
    EXPECT_EQ(advance(git_), "Failed: Operation terminated");
    if (std::string_view(GetParam().waits).find("hook") == std::string_view::npos) {
        EXPECT_EQ(uid(), before);  // ordinary objects are left as they are
    } else {
        eventually([&] { return uid().empty(); });
    }
    EXPECT_FALSE(exists(yaml(config_map("a"))));
}

INSTANTIATE_TEST_SUITE_P(InEachStage, InterruptedOperationTest, testing::ValuesIn(kStages),
                         [](const auto& stage) { return std::string(stage.param.name); });

}  // namespace
}  // namespace sealer::app
