// SPDX-License-Identifier: Apache-2.0
// The numbers that hold where nobody sets any, each beside the documented feature of Argo CD that
// it belongs to. Where ours differs, the row says so.
#include <gtest/gtest.h>

#include "controller/app/auto_sync.h"
#include "controller/app/request.h"
#include "controller/app/triggers.h"
#include "controller/sync/hook.h"
#include "controller/sync/order.h"
#include "values.h"

namespace sealer::app {
namespace {

struct Default {
    const char* feature;
    double expected;
    double actual;
};

void expect_defaults(const std::vector<Default>& defaults) {
    for (const Default& number : defaults) {
        EXPECT_EQ(number.actual, number.expected) << number.feature;
    }
}

double seconds(std::chrono::milliseconds time) {
    return static_cast<double>(time.count()) / 1000;
}

manifest::Value application_with_policy(const std::string& policy = "{}") {
    return yaml(
        "{spec: {source: {repoURL: 'https://git/x', path: a}, destination: {name: in-cluster}, "
        "syncPolicy: " +
        policy + "}}");
}

TEST(Defaults, OfTheSpec) {
    const Spec spec = parse_spec(application_with_policy()).value();
    manifest::Value limited = application_with_policy();
    manifest::set_annotation(limited, kRetryForever, "false");
    expect_defaults({
        {"revisionHistoryLimit", 10, static_cast<double>(spec.history_limit)},
        {"retry.backoff.duration", 5, seconds(spec.retry.initial)},
        {"retry.backoff.factor", 2, spec.retry.factor},
        {"retry.backoff.maxDuration", 180, seconds(spec.retry.cap)},
        {"automated without retry: limit", 5,
         static_cast<double>(parse_spec(limited)->retry_limit.value_or(-1))},
        {"deletion budget, ours: objects", 10,
         static_cast<double>(spec.deletion_budget.objects.value_or(0))},
        {"deletion budget, ours: percent", 50,
         static_cast<double>(spec.deletion_budget.percent.value_or(0))},
    });
    EXPECT_EQ(spec.propagation, kube::Propagation::kForeground);
    EXPECT_FALSE(spec.prune || spec.self_heal || spec.allow_empty || spec.automated);
}

TEST(Defaults, OfAnOperation) {
    const RetryRequest none = retry_of(yaml("{sync: {}}")).value();
    const RetryRequest some = retry_of(yaml("{retry: {limit: 1}}")).value();
    expect_defaults({
        {"operation without retry: limit", 0, static_cast<double>(none.limit)},
        {"operation.retry.backoff, first", 5, seconds(some.pauses.delay(1))},
        {"operation.retry.backoff, second", 10, seconds(some.pauses.delay(2))},
        {"operation.retry.backoff, third", 20, seconds(some.pauses.delay(3))},
        {"operation.retry.backoff, sixth", 160, seconds(some.pauses.delay(6))},
        {"operation.retry.backoff, from the seventh", 180, seconds(some.pauses.delay(7))},
    });
}

// After so many repairs, one right behind the other.
double pause_of_repairs(int attempts) {
    Spec spec = parse_spec(application_with_policy("{automated: {selfHeal: true}}")).value();
    Target target;
    Comparison comparison;
    comparison.sync = SyncCode::kOutOfSync;
    comparison.items.emplace_back().target = &target;
    comparison.items.back().sync = SyncCode::kOutOfSync;
    manifest::Value last =
        yaml("{phase: Succeeded, finishedAt: '2026-01-01T00:00:00Z', syncResult: {revision: c}}");
    last["operation"]["sync"]["autoHealAttemptsCount"] = attempts;
    put_sources(last["syncResult"], spec.sources);
    return seconds(decide_auto_sync(spec, {comparison, {"c"}, &last, News::kUnknown, {}},
                                    parse_time("2026-01-01T00:00:00Z").value())
                       .wait);
}

TEST(Defaults, OfSelfHeal) {
    // Ours: the first five cost no pause. From there on as --self-heal-backoff-timeout-seconds (2),
    // -factor (3) and -cap-seconds (300).
    expect_defaults({
        {"self-heal, first", 0, pause_of_repairs(0)},
        {"self-heal, fifth", 0, pause_of_repairs(4)},
        {"self-heal, base", 2, pause_of_repairs(5)},
        {"self-heal, factor", 6, pause_of_repairs(6)},
        {"self-heal, fourth pause", 54, pause_of_repairs(8)},
        {"self-heal, cap", 300, pause_of_repairs(10)},
    });
}

TEST(Defaults, OfPolling) {
    const auto interval = std::chrono::seconds(180);  // --git-poll-interval
    const Polling polling = polling_of(Settings(), interval);
    expect_defaults({
        // 120 s and up to 60 s of jitter there.
        {"timeout.reconciliation", 180, seconds(polling.interval)},
        {"timeout.reconciliation.jitter, ours: a twentieth", 9, seconds(polling.jitter)},
        {"timeout.hard.reconciliation", seconds(Polling::kNever), seconds(polling.afresh)},
    });
}

TEST(Defaults, OfOrder) {
    using sync::Phase;
    expect_defaults({
        {"wave", 0, static_cast<double>(sync::wave_of(yaml("{kind: Job}")))},
        {"kinds with an order of their own", 35, static_cast<double>(sync::kind_order("Widget"))},
        {"revision in a generated name", 7,
         static_cast<double>(sync::generated_name("", "01234567", Phase::kSync, {}).find('-'))},
        {"revision in a generated name, if short", 7,
         static_cast<double>(sync::generated_name("", "0123456", Phase::kSync, {}).find('-'))},
    });
    EXPECT_LT(Phase::kPreSync, Phase::kSync);
    EXPECT_LT(Phase::kSync, Phase::kPostSync);
    EXPECT_LT(Phase::kPostSync, Phase::kSyncFail);
}

}  // namespace
}  // namespace sealer::app
