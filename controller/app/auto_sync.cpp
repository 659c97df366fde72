// SPDX-License-Identifier: Apache-2.0
#include "controller/app/auto_sync.h"

#include <algorithm>

namespace sealer::app {
namespace {

using Action = AutoSync::Action;

// Repairs that come at once before a fight with another controller is assumed.
constexpr int kFreeRepairs = 5;
constexpr Retry kRepairRetry{std::chrono::seconds(2), 3, std::chrono::seconds(300)};
constexpr auto kQuietTime = std::chrono::seconds(60);

bool only_pruning_left(const Comparison& comparison) {
    return std::ranges::all_of(comparison.items, [](const Item& item) {
        return item.sync == SyncCode::kSynced || item.requires_pruning();
    });
}

bool would_wipe_out(const Spec& spec, const Comparison& comparison) {
    return spec.prune && !spec.allow_empty &&
           std::ranges::all_of(comparison.items, &Item::requires_pruning);
}

// Start, or wait until `delay` after the last try's end.
AutoSync after(std::chrono::milliseconds delay, const manifest::Value& last, WallTime now) {
    const auto finished = parse_time(last.text("finishedAt"));
    const auto left =
        finished ? std::chrono::duration_cast<std::chrono::milliseconds>(*finished + delay - now)
                 : std::chrono::milliseconds(0);
    AutoSync decision;
    decision.action = left.count() > 0 ? Action::kWait : Action::kStart;
    decision.wait = std::max(left, std::chrono::milliseconds(0));
    return decision;
}

AutoSync retry(const Spec& spec, const manifest::Value& last, WallTime now) {
    const int failures = static_cast<int>(last.integer_or(0, "retryCount")) + 1;
    AutoSync decision = after(spec.retry.delay(failures), last, now);
    if (spec.retry_limit && failures > *spec.retry_limit) {
        decision.action = Action::kNothing;
    }
    decision.failures = failures;
    // A repair stays one.
    decision.heal_attempts =
        static_cast<int>(last.integer_or(0, "operation", "sync", "autoHealAttemptsCount"));
    decision.refusal = "Failed last sync attempt to " +
                       describe(revisions_in(last.get("syncResult"))) + ": " +
                       std::string(last.text("message"));
    return decision;
}

AutoSync heal(const manifest::Value* operation_state, WallTime now) {
    const manifest::Value none;
    const manifest::Value& last = operation_state == nullptr ? none : *operation_state;
    const int done =
        static_cast<int>(last.integer_or(0, "operation", "sync", "autoHealAttemptsCount"));
    const auto delay = done < kFreeRepairs ? std::chrono::milliseconds(0)
                                           : kRepairRetry.delay(done - kFreeRepairs + 1);
    AutoSync decision = after(delay, last, now);
    const auto finished = parse_time(last.text("finishedAt"));
    const bool was_quiet = finished && now - *finished > delay + kQuietTime;
    decision.heal_attempts = was_quiet ? 1 : done + 1;
    return decision;
}

AutoSync decide_when(const Spec& spec, const Commits& commits, const manifest::Value* last,
                     News news, WallTime now) {
    const manifest::Value* result = last == nullptr ? nullptr : last->get("syncResult");
    const bool attempted = are_sources_of(result, spec.sources) && revisions_in(result) == commits;
    if (attempted && last->text("phase") != "Succeeded") {
        return retry(spec, *last, now);
    }
    if (news == News::kRemoteBases || (!attempted && news == News::kUnknown)) {
        AutoSync decision;
        decision.action = Action::kStart;
        return decision;
    }
    return spec.self_heal ? heal(last, now) : AutoSync();
}

}  // namespace

bool is_settled(const Spec& spec, const Comparison& comparison) {
    return comparison.sync == SyncCode::kSynced || (!spec.prune && only_pruning_left(comparison));
}

manifest::Value selection_to_repair(const Comparison& comparison) {
    manifest::Array rows;
    for (const Item& item : comparison.items) {
        if (item.sync != SyncCode::kSynced) {
            rows.push_back(selected_resource(item.key));
        }
    }
    return rows;
}

AutoSync decide_auto_sync(const Spec& spec, const Comparison& comparison, const Commits& commits,
                          const manifest::Value* last, News news, WallTime now) {
    if (!spec.automated || is_settled(spec, comparison)) {
        return {};
    }
    AutoSync decision = decide_when(spec, commits, last, news, now);
    if (decision.action == Action::kStart && would_wipe_out(spec, comparison)) {
        decision = {};
        decision.refusal = "Skipping sync attempt to " + describe(commits) +
                           ": auto-sync will wipe out all resources";
    }
    return decision;
}

}  // namespace sealer::app
