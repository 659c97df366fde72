// SPDX-License-Identifier: Apache-2.0
#include "controller/app/auto_sync.h"

#include <algorithm>

namespace sealer::app {
namespace {

using Action = AutoSync::Action;

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

AutoSync heal(const manifest::Value* operation_state, const Healing& healing, WallTime now) {
    const manifest::Value none;
    const manifest::Value& last = operation_state == nullptr ? none : *operation_state;
    const int done =
        static_cast<int>(last.integer_or(0, "operation", "sync", "autoHealAttemptsCount"));
    const auto delay = done < healing.at_once ? std::chrono::milliseconds(0)
                                              : healing.pauses.delay(done - healing.at_once + 1);
    AutoSync decision = after(delay, last, now);
    const auto finished = parse_time(last.text("finishedAt"));
    const bool was_quiet = finished && now - *finished > delay + kQuietTime;
    decision.heal_attempts = was_quiet ? 1 : done + 1;
    return decision;
}

AutoSync decide_when(const Spec& spec, const Situation& situation, WallTime now) {
    const auto& [comparison, commits, last, news, healing] = situation;
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
    return spec.self_heal ? heal(last, healing, now) : AutoSync();
}

}  // namespace

Healing healing_of(const Settings& settings) {
    const std::string prefix = "controller.self.heal.";
    const std::string backoff = prefix + "backoff.";
    if (settings.with_prefix(prefix).empty()) {
        return {};
    }
    const auto first = settings.seconds(backoff + "timeout.seconds", std::chrono::seconds(2));
    if (first.count() == 0) {
        const auto pause = settings.seconds(prefix + "timeout.seconds", std::chrono::seconds(0));
        return {.at_once = 0, .pauses = {pause, 1, pause}};
    }
    return {.at_once = 1,
            .pauses = {first, static_cast<double>(settings.number(backoff + "factor", 3)),
                       settings.seconds(backoff + "cap.seconds", std::chrono::seconds(300))}};
}

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

AutoSync decide_auto_sync(const Spec& spec, const Situation& situation, WallTime now) {
    if (!spec.automated || is_settled(spec, situation.comparison)) {
        return {};
    }
    AutoSync decision = decide_when(spec, situation, now);
    if (decision.action == Action::kStart && would_wipe_out(spec, situation.comparison)) {
        decision = {};
        decision.refusal = "Skipping sync attempt to " + describe(situation.commits) +
                           ": auto-sync will wipe out all resources";
    }
    return decision;
}

}  // namespace sealer::app
