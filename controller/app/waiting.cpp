// SPDX-License-Identifier: Apache-2.0
#include "controller/app/waiting.h"

#include <algorithm>
#include <set>
#include <vector>

#include "common/base/text.h"
#include "controller/app/operation.h"
#include "controller/sync/task.h"

namespace sealer::app {
namespace {

using manifest::Value;

constexpr std::size_t kNamed = 3;
constexpr std::string_view kConfirmation = "waiting for pruning confirmation";
constexpr std::string_view kDeletion = "waiting for deletion";

struct DoomedCount {
    std::size_t count = 0;
    std::size_t all = 0;
};

DoomedCount count_doomed(const Spec& spec, const Comparison& comparison) {
    const auto is_doomed = [&](const Item& item) {
        return item.requires_pruning() &&
               item.live->get("metadata", "deletionTimestamp") == nullptr &&
               consent(sync_options(*item.live), "Prune", spec.prune_consent) != Consent::kNo;
    };
    const auto count = std::ranges::count_if(comparison.items, is_doomed);
    return {static_cast<std::size_t>(count), comparison.items.size()};
}

// "apps/Deployment/web is Progressing: …"
std::string describe_health(const Item& item) {
    return sync::reference(item.key) + " is " + std::string(to_string(item.health->status)) +
           (item.health->message.empty() ? "" : ": " + item.health->message);
}

// Of an object that is being deleted: since when, and what keeps it; empty for any other.
std::string describe_leaving(const Value& live) {
    const std::string_view since = live.text("metadata", "deletionTimestamp");
    if (since.empty()) {
        return {};
    }
    std::vector<std::string> finalizers;
    for (const Value& finalizer : manifest::elements(live.get("metadata", "finalizers"))) {
        if (finalizer.is_string()) {
            finalizers.push_back(finalizer.as_string());
        }
    }
    return sync::reference(manifest::key_of(live)) + " was deleted at " + std::string(since) +
           (finalizers.empty() ? "" : ", kept by " + join(finalizers, ", "));
}

// Adds what `describe` has to say of each, until there are a few.
template <class Range, class Describe>
void tell(const Range& range, const Describe& describe, std::vector<std::string>& told) {
    for (const auto& one : range) {
        if (told.size() == kNamed) {
            return;
        }
        if (std::string text = describe(one); !text.empty()) {
            told.push_back(std::move(text));
        }
    }
}

template <class Describe>
std::string describe_items(const Comparison& comparison, const Describe& describe) {
    std::vector<std::string> told;
    tell(comparison.items, describe, told);
    tell(comparison.hooks, describe, told);
    return join(told, "; ");
}

std::string describe_pruned(const Comparison& comparison) {
    return describe_items(comparison, [](const Item& item) {
        return item.live ? describe_leaving(*item.live) : std::string();
    });
}

// Of the objects whose tasks run.
std::string describe_awaited(const Comparison& comparison, const Value& state) {
    std::set<manifest::ObjectKey> awaited;
    for (const Value& row : manifest::elements(state.get("syncResult", "resources"))) {
        const auto task = sync::parse_row(row);
        if (task && task->second.state == sync::Record::State::kRunning) {
            awaited.insert(task->first.first);
        }
    }
    return describe_items(comparison, [&](const Item& item) {
        const bool tells = awaited.contains(item.key) && item.health &&
                           item.health->status != HealthStatus::kHealthy;
        return tells ? describe_health(item) : std::string();
    });
}

std::string describe_confirmation(const Spec& spec, const Comparison& comparison) {
    std::string why;
    if (exceeds_budget(spec, comparison)) {
        const DoomedCount doomed = count_doomed(spec, comparison);
        why = std::to_string(doomed.count) + " of " + std::to_string(doomed.all) +
              " objects would be deleted, more than " + std::string(kDeletionBudget) + " allows (" +
              to_string(spec.deletion_budget) + "); ";
    }
    return why + how_to_approve();
}

}  // namespace

Condition waiting(std::string for_what, const std::string& how_it_is) {
    Condition condition{std::string(kSyncWaiting), for_what, std::move(for_what)};
    if (!how_it_is.empty()) {
        condition.message += ": " + how_it_is;
    }
    return condition;
}

std::optional<Condition> describe_waiting(const Value& state, const Spec& spec,
                                          const Comparison& comparison) {
    const std::string message(state.text("message"));
    if (is_complete(state) || message.empty()) {
        return std::nullopt;
    }
    if (!state.text("finishedAt").empty()) {
        return waiting(
            "waiting to try again after try " + std::to_string(state.integer_or(1, "retryCount")),
            message);
    }
    if (message.starts_with(kConfirmation)) {
        return waiting(message, describe_confirmation(spec, comparison));
    }
    return waiting(message, message.starts_with(kDeletion) ? describe_pruned(comparison)
                                                           : describe_awaited(comparison, state));
}

std::string how_to_approve() {
    return "to approve, annotate the Application with " + std::string(kDeletionApproved) +
           ", the time now";
}

Condition describe_deletion(const std::vector<kube::ObjectPtr>& leaving) {
    std::string what =
        "waiting for deletion of " + sync::reference(manifest::key_of(*leaving.front()));
    if (leaving.size() > 1) {
        what += " and " + std::to_string(leaving.size() - 1) + " more resources";
    }
    std::vector<std::string> told;
    tell(
        leaving, [](const kube::ObjectPtr& live) { return describe_leaving(*live); }, told);
    return waiting(std::move(what), join(told, "; "));
}

Condition describe_repair(WallTime next) {
    return waiting(
        "waiting before the next repair",
        "something else keeps changing what was put right; the next comes at " + format_time(next));
}

std::optional<WallTime> waiting_since(const Value& application) {
    for (const Value& condition : manifest::elements(application.get("status", "conditions"))) {
        if (condition.text("type") == kSyncWaiting) {
            const Result<WallTime> since = parse_time(condition.text("lastTransitionTime"));
            return since ? std::optional(*since) : std::nullopt;
        }
    }
    return std::nullopt;
}

bool exceeds_budget(const Spec& spec, const Comparison& comparison) {
    const DoomedCount doomed = count_doomed(spec, comparison);
    return exceeds(spec.deletion_budget, doomed.count, doomed.all);
}

}  // namespace sealer::app
