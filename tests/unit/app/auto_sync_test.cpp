// SPDX-License-Identifier: Apache-2.0
#include "controller/app/auto_sync.h"

#include <gtest/gtest.h>

#include "values.h"

namespace sealer::app {
namespace {

using Action = AutoSync::Action;

class AutoSyncTest : public ::testing::Test {
  protected:
    AutoSyncTest() {
        spec_.automated = true;
        spec_.sources.list.emplace_back().json = yaml("{repoURL: r, path: p}");
        comparison_.items = {item(SyncCode::kOutOfSync, true)};
        comparison_.sync = SyncCode::kOutOfSync;
    }

    Item item(SyncCode sync, bool wanted) {
        Item result;
        result.target = wanted ? &target_ : nullptr;
        result.sync = sync;
        return result;
    }
    [[nodiscard]] manifest::Value last(std::string_view phase, std::string_view commit,
                                       int seconds_ago, int heals = 0, int retries = 0) const {
        manifest::Value state;
        state["phase"] = phase;
        state["message"] = "why";
        state["finishedAt"] = format_time(now_ - std::chrono::seconds(seconds_ago));
        state["retryCount"] = retries;
        state["operation"]["sync"]["autoHealAttemptsCount"] = heals;
        state["syncResult"]["revision"] = commit;
        put_sources(state["syncResult"], spec_.sources);
        return state;
    }
    AutoSync decide(const manifest::Value* state, News news = News::kUnknown) {
        return decide_auto_sync(spec_, {comparison_, commits_, state, news, healing_}, now_);
    }

    Target target_;
    Spec spec_;
    Comparison comparison_;
    Commits commits_{"c2"};
    Healing healing_;
    WallTime now_ = parse_time("2026-01-01T00:00:00Z").value();
};

TEST_F(AutoSyncTest, StartsForNewsFromGit) {
    EXPECT_EQ(decide(nullptr).action, Action::kStart);
    const auto old = last("Succeeded", "c1", 5);
    EXPECT_EQ(decide(&old).action, Action::kStart);
    const auto failed_before = last("Failed", "c1", 0, 0, 9);
    EXPECT_EQ(decide(&failed_before).action, Action::kStart);
}

TEST_F(AutoSyncTest, HealsWithThePausesThatAreSet) {
    const struct {
        SettingTexts settings;
        std::vector<int> pauses;  // before the first repair, the second, ...
    } cases[] = {
        {{}, {0, 0, 0, 0, 0, 2, 6}},
        {{{"controller.self.heal.backoff.timeout.seconds", "2"}}, {0, 2, 6, 18, 54, 162, 300, 300}},
        {{{"controller.self.heal.backoff.cap.seconds", "4"}}, {0, 2, 4, 4}},
        {{{"controller.self.heal.backoff.factor", "1"}}, {0, 2, 2, 2}},
        {{{"controller.self.heal.timeout.seconds", "7"}}, {0, 2, 6}},
        {{{"controller.self.heal.timeout.seconds", "7"},
          {"controller.self.heal.backoff.timeout.seconds", "0"}},
         {7, 7, 7}},
    };
    spec_.self_heal = true;
    for (const auto& each : cases) {
        healing_ = healing_of(Settings(each.settings));
        for (std::size_t i = 0; i < each.pauses.size(); ++i) {
            const auto state = last("Succeeded", "c2", 0, static_cast<int>(i));
            EXPECT_EQ(decide(&state).wait, std::chrono::seconds(each.pauses[i])) << i;
        }
    }
}

TEST_F(AutoSyncTest, ARemoteBaseThatMovedOnIsNewsToo) {
    const auto done = last("Succeeded", "c2", 5);
    EXPECT_EQ(decide(&done, News::kNone).action, Action::kNothing);
    EXPECT_EQ(decide(&done, News::kRemoteBases).action, Action::kStart);
    const auto failed = last("Failed", "c2", 0);
    EXPECT_EQ(decide(&failed, News::kRemoteBases).action, Action::kWait);
}

TEST_F(AutoSyncTest, DoesNothingWhereNothingIsToBeDone) {
    comparison_.sync = SyncCode::kSynced;
    EXPECT_EQ(decide(nullptr).action, Action::kNothing);
    comparison_.sync = SyncCode::kOutOfSync;
    spec_.automated = false;
    EXPECT_EQ(decide(nullptr).action, Action::kNothing);
    spec_.automated = true;
    comparison_.items = {item(SyncCode::kSynced, true), item(SyncCode::kOutOfSync, false)};
    EXPECT_EQ(decide(nullptr).action, Action::kNothing);
    spec_.prune = true;
    EXPECT_EQ(decide(nullptr).action, Action::kStart);
}

TEST_F(AutoSyncTest, DoesNotWipeOutEverythingUnlessAllowed) {
    spec_.prune = true;
    comparison_.items = {item(SyncCode::kOutOfSync, false)};
    const AutoSync refused = decide(nullptr);
    EXPECT_EQ(refused.action, Action::kNothing);
    EXPECT_NE(refused.refusal.find("wipe out all resources"), std::string::npos);
    spec_.allow_empty = true;
    EXPECT_EQ(decide(nullptr).action, Action::kStart);
}

TEST_F(AutoSyncTest, TheGuardIsAskedLast) {
    spec_.prune = true;
    comparison_.items = {item(SyncCode::kOutOfSync, false)};
    const auto done = last("Succeeded", "c2", 5);
    EXPECT_EQ(decide(&done).refusal, "");  // no selfHeal: nothing would be done anyway
    const auto failed = last("Failed", "c2", 0);
    EXPECT_EQ(decide(&failed).action, Action::kWait);
    EXPECT_NE(decide(&failed).refusal.find("Failed last sync attempt"), std::string::npos);
    const auto due = last("Failed", "c2", 10);
    EXPECT_EQ(decide(&due).action, Action::kNothing);
    EXPECT_NE(decide(&due).refusal.find("wipe out all resources"), std::string::npos);
}

TEST_F(AutoSyncTest, ARepairIsAboutWhatIsNotInSync) {
    comparison_.items = {item(SyncCode::kSynced, true), item(SyncCode::kOutOfSync, true),
                         item(SyncCode::kOutOfSync, false)};
    comparison_.items[0].key = {"", "ConfigMap", "a", "same"};
    comparison_.items[1].key = {"apps", "Deployment", "a", "web"};
    comparison_.items[2].key = {"", "Namespace", "", "old"};
    EXPECT_EQ(selection_to_repair(comparison_),
              yaml("[{group: apps, kind: Deployment, namespace: a, name: web}, {kind: Namespace, "
                   "name: old}]"));
}

TEST_F(AutoSyncTest, RepairsDriftOnlyWithSelfHeal) {
    const auto done = last("Succeeded", "c2", 5);
    EXPECT_EQ(decide(&done).action, Action::kNothing);
    EXPECT_EQ(decide(nullptr, News::kNone).action, Action::kNothing);
    spec_.self_heal = true;
    EXPECT_EQ(decide(&done).action, Action::kStart);
    EXPECT_EQ(decide(nullptr, News::kNone).action, Action::kStart);
    EXPECT_EQ(decide(&done).heal_attempts, 1);
}

TEST_F(AutoSyncTest, WaitsLongerAndLongerWhereSomebodyFightsBack) {
    spec_.self_heal = true;
    const auto fourth = last("Succeeded", "c2", 0, 4);
    EXPECT_EQ(decide(&fourth).action, Action::kStart);
    const auto fifth = last("Succeeded", "c2", 0, 5);
    EXPECT_EQ(decide(&fifth).action, Action::kWait);
    EXPECT_EQ(decide(&fifth).wait, std::chrono::seconds(2));
    const auto many = last("Succeeded", "c2", 0, 50);
    EXPECT_EQ(decide(&many).wait, std::chrono::seconds(300));
    const auto long_ago = last("Succeeded", "c2", 400, 50);
    EXPECT_EQ(decide(&long_ago).heal_attempts, 1);
}

TEST_F(AutoSyncTest, RetriesFailuresForEver) {
    const auto first = last("Failed", "c2", 1);
    EXPECT_EQ(decide(&first).action, Action::kWait);
    EXPECT_EQ(decide(&first).wait, std::chrono::seconds(4));
    EXPECT_NE(decide(&first).refusal.find("Failed last sync attempt to c2: why"),
              std::string::npos);
    const auto due = last("Error", "c2", 200, 0, 1000);
    EXPECT_EQ(decide(&due).action, Action::kStart);
    EXPECT_EQ(decide(&due).failures, 1001);
    EXPECT_EQ(decide(&due).heal_attempts, 0);
    const auto repair = last("Failed", "c2", 200, 3);
    EXPECT_EQ(decide(&repair).heal_attempts, 3);
}

TEST_F(AutoSyncTest, GivesUpACommitWhereItIsToBeAsWithArgoCd) {
    spec_.retry_limit = 2;
    spec_.self_heal = true;
    const auto second = last("Failed", "c2", 200, 0, 1);
    EXPECT_EQ(decide(&second).action, Action::kStart);
    const auto third = last("Failed", "c2", 200, 0, 2);
    EXPECT_EQ(decide(&third).action, Action::kNothing);
    EXPECT_EQ(decide(&third).refusal, "Failed last sync attempt to c2: why");
    const auto older = last("Failed", "c1", 0, 0, 2);
    EXPECT_EQ(decide(&older).action, Action::kStart);
    spec_.sources.list[0].json = yaml("{repoURL: r, path: other}");
    EXPECT_EQ(decide(&third).action, Action::kStart);
}

TEST_F(AutoSyncTest, StartsForAnotherSourceAndWhereNothingIsKnownOfTheLastTry) {
    const auto done = last("Succeeded", "c2", 5);
    spec_.sources.list[0].json = yaml("{repoURL: r, path: other}");
    EXPECT_EQ(decide(&done).action, Action::kStart);
    // Such as one that a project did not permit: Argo CD waits for somebody then.
    const auto unknown = yaml("{phase: Error, finishedAt: '2025-12-31T23:59:59Z'}");
    EXPECT_EQ(decide(&unknown).action, Action::kStart);
}

}  // namespace
}  // namespace sealer::app
