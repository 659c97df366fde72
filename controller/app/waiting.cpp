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

struct Doomed {
    std::size_t count = 0;
    std::size_t all = 0;
};

Doomed count_doomed(const Spec& spec, const Comparison& comparison) {
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

// Of an object that is being deleted: since when, and what keeps it.
std::string describe_deletion(const Item& item) {
    std::vector<std::string> finalizers;
    for (const Value& finalizer : manifest::elements(item.live->get("metadata", "finalizers"))) {
        if (finalizer.is_string()) {
            finalizers.push_back(finalizer.as_string());
        }
    }
    return sync::reference(item.key) + " was deleted at " +
           std::string(item.live->text("metadata", "deletionTimestamp")) +
           (finalizers.empty() ? "" : ", kept by " + join(finalizers, ", "));
}

// The first few of an Application's objects that `describe` has something to say of.
template <class Describe>
std::string describe_items(const Comparison& comparison, const Describe& describe) {
    std::vector<std::string> told;
    for (const auto* group : {&comparison.items, &comparison.hooks}) {
        for (const Item& item : *group) {
            const std::string text = told.size() < kNamed ? describe(item) : std::string();
            if (!text.empty()) {
                told.push_back(text);
            }
        }
    }
    return join(told, "; ");
}

std::string describe_leaving(const Comparison& comparison) {
    return describe_items(comparison, [](const Item& item) {
        const bool is_leaving =
            item.live && item.live->get("metadata", "deletionTimestamp") != nullptr;
        return is_leaving ? describe_deletion(item) : std::string();
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
        const Doomed doomed = count_doomed(spec, comparison);
        why = std::to_string(doomed.count) + " of " + std::to_string(doomed.all) +
              " objects would be deleted, more than " + std::string(kDeletionBudget) + " allows (" +
              to_string(spec.deletion_budget) + "); ";
    }
    return why + "to approve, annotate the Application with " + std::string(kDeletionApproved) +
           ", the time now";
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
    return waiting(message, message.starts_with(kDeletion) ? describe_leaving(comparison)
                                                           : describe_awaited(comparison, state));
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
    const Doomed doomed = count_doomed(spec, comparison);
    return exceeds(spec.deletion_budget, doomed.count, doomed.all);
}

}  // namespace sealer::app
