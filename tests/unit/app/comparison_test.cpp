// SPDX-License-Identifier: Apache-2.0
// An Application as a whole, where Applications are among its objects.
#include "controller/app/comparison.h"

#include "values.h"

namespace sealer::app {
namespace {

const manifest::ObjectKey kSelf{"argoproj.io", "Application", "argocd", "shop"};

Item judged_item(const manifest::ObjectKey& key, const Target* target, HealthStatus health) {
    Item made;
    made.key = key;
    made.target = target;
    made.live = std::make_shared<const manifest::Value>(yaml("{kind: Application}"));
    made.sync = target == nullptr ? SyncCode::kOutOfSync : SyncCode::kSynced;
    made.health = Health{health, ""};
    return made;
}

TEST(Summarize, AnApplicationInItselfIsNeitherJudgedNorPruned) {
    const Target target;
    Comparison comparison;
    comparison.items = {judged_item(kSelf, &target, HealthStatus::kDegraded)};
    summarize(comparison, kSelf, true);
    EXPECT_EQ(comparison.sync, SyncCode::kSynced);
    EXPECT_EQ(comparison.health, Health{});
    EXPECT_EQ(comparison.items.size(), 1U);

    comparison.items = {judged_item(kSelf, nullptr, HealthStatus::kHealthy)};
    summarize(comparison, kSelf, true);
    EXPECT_EQ(comparison.sync, SyncCode::kSynced);
    EXPECT_TRUE(comparison.items.empty());
}

TEST(Summarize, ChildrenCountUnlessTheyAreNotJudged) {
    const Target target;
    Comparison comparison;
    comparison.items = {judged_item({"argoproj.io", "Application", "argocd", "web"}, &target,
                                    HealthStatus::kDegraded)};
    summarize(comparison, kSelf, true);
    EXPECT_EQ(comparison.health.status, HealthStatus::kDegraded);
    summarize(comparison, kSelf, false);
    EXPECT_EQ(comparison.health, Health{});
    EXPECT_FALSE(comparison.items[0].health);
}

TEST(Summarize, ExtraneousObjectsThatAskForItDoNotCount) {
    for (const auto& [options, sync] : std::vector<std::pair<std::string, SyncCode>>{
             {"ServerSideDiff=true", SyncCode::kOutOfSync},
             {"ServerSideDiff=true, IgnoreExtraneous", SyncCode::kSynced}}) {
        Comparison comparison;
        comparison.items = {
            judged_item({"", "ConfigMap", "shop", "c"}, nullptr, HealthStatus::kHealthy)};
        comparison.items[0].live = std::make_shared<const manifest::Value>(yaml(
            "{kind: ConfigMap, metadata: {annotations: {argocd.argoproj.io/compare-options: '" +
            options + "'}}}"));
        summarize(comparison, kSelf, true);
        EXPECT_EQ(comparison.sync, sync) << options;
        EXPECT_EQ(comparison.items[0].sync, SyncCode::kOutOfSync);
    }
}

}  // namespace
}  // namespace sealer::app
