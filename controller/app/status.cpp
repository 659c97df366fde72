// SPDX-License-Identifier: Apache-2.0
#include "controller/app/status.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "common/manifest/object.h"
#include "controller/sync/order.h"

namespace sealer::app {
namespace {

using manifest::Value;

constexpr std::array<std::string_view, 15> kOurConditions{"DeletionError",
                                                          "InvalidSpecError",
                                                          "ComparisonError",
                                                          "SyncError",
                                                          "UnknownError",
                                                          "RepeatedResourceWarning",
                                                          "SharedResourceWarning",
                                                          "OrphanedResourceWarning",
                                                          "ResealError",
                                                          "ResealWarning",
                                                          "SyncWaiting",
                                                          "DependencyError",
                                                          "HealthScriptWarning",
                                                          "RollbackWarning",
                                                          "ExcludedResourceWarning"};

Value health_row(const Health& health) {
    Value value;
    value["status"] = to_string(health.status);
    if (!health.message.empty()) {
        value["message"] = health.message;
    }
    return value;
}

// Whether `option` is one of the object's sync options.
bool has_option(const Value* object, const std::string& option) {
    return object != nullptr && sync_options(*object).contains(option);
}

bool requires_confirmation(const Item& item) {
    const Value* target = item.target == nullptr ? nullptr : &item.target->object;
    return has_option(target, "Delete=confirm") || has_option(item.live.get(), "Delete=confirm") ||
           has_option(item.live.get(), "Prune=confirm");
}

Value row_of(const Item& item) {
    Value row = selected_resource(item.key);
    row["version"] = item.version;
    const Value& object = item.target != nullptr ? item.target->object : *item.live;
    const bool is_hook = sync::hook_of(object).has_value();
    if (is_hook) {
        row["hook"] = true;
    } else {
        row["status"] = to_string(item.sync);
    }
    if (item.health) {
        row["health"] = health_row(*item.health);
    } else if (!item.live) {
        row["health"] = health_row({HealthStatus::kMissing, ""});
    }
    if (item.requires_pruning() && !is_hook) {
        row["requiresPruning"] = true;
    }
    if (requires_confirmation(item)) {
        row["requiresDeletionConfirmation"] = true;
    }
    if (const int wave = sync::wave_of(object); wave != 0) {
        row["syncWave"] = wave;
    }
    return row;
}

// Whether a condition that was there is about the same as one that is true now.
bool is_known(const Value& old, const Condition& now) {
    const std::string_view said = old.text("message");
    return old.text("type") == now.type &&
           (said == now.message ||
            (!now.topic.empty() && (said == now.topic || said.starts_with(now.topic + ": "))));
}

}  // namespace

Value merge_conditions(const Value* old, const std::vector<Condition>& now_true, WallTime now) {
    manifest::Array merged;
    for (const Value& condition : manifest::elements(old)) {
        if (std::ranges::find(kOurConditions, condition.text("type")) == kOurConditions.end()) {
            merged.push_back(condition);
        }
    }
    for (const Condition& condition : now_true) {
        Value value;
        value["type"] = condition.type;
        value["message"] = condition.message;
        value["lastTransitionTime"] = format_time(now);
        for (const Value& known : manifest::elements(old)) {
            if (is_known(known, condition)) {
                value["lastTransitionTime"] = known.text("lastTransitionTime");
            }
        }
        merged.push_back(std::move(value));
    }
    std::ranges::sort(merged, {}, [](const Value& condition) {
        return std::tuple(condition.text("type"), condition.text("message"));
    });
    return merged;
}

Value resource_rows(const Comparison& comparison) {
    std::vector<const Item*> items;
    for (const Item& item : comparison.items) {
        items.push_back(&item);
    }
    for (const Item& hook : comparison.hooks) {
        items.push_back(&hook);
    }
    std::ranges::sort(items, {}, [](const Item* item) {
        return item->key.group + "/" + item->key.kind + "/" + item->key.namespace_ + "/" +
               item->key.name;
    });
    manifest::Array rows;
    for (const Item* item : items) {
        rows.push_back(row_of(*item));
    }
    return rows;
}

Value health_value(const Health& health, const Value* old, WallTime now) {
    Value value = health_row(health);
    const bool same = old != nullptr && old->text("status") == value.text("status") &&
                      !old->text("lastTransitionTime").empty();
    value["lastTransitionTime"] =
        same ? std::string(old->text("lastTransitionTime")) : format_time(now);
    return value;
}

Value sync_value(SyncCode code, const Spec& spec, const Commits& commits) {
    Value value;
    value["status"] = to_string(code);
    put_revisions(value, spec.sources, commits);
    put_sources(value["comparedTo"], spec.sources);
    value["comparedTo"]["destination"] = spec.destination;
    if (!manifest::elements(&spec.ignore_json).empty()) {
        value["comparedTo"]["ignoreDifferences"] = spec.ignore_json;
    }
    return value;
}

void put_source_types(Value& status, const Sources& sources,
                      const std::vector<render::SourceType>& types) {
    manifest::Array names;
    for (const render::SourceType type : types) {
        names.emplace_back(type == render::SourceType::kKustomize ? "Kustomize" : "Directory");
    }
    put_one_or_list(status, "sourceType", std::move(names), sources.is_list);
}

void add_history(Value& status, const Value& operation_state, const Sources& sources,
                 std::size_t limit) {
    manifest::Array history = manifest::elements(status.get("history"));
    Value entry;
    entry["id"] = history.empty() ? std::int64_t{0} : history.back().integer_or(-1, "id") + 1;
    put_revisions(entry, sources, revisions_in(operation_state.get("syncResult")));
    entry["deployStartedAt"] = operation_state.text("startedAt");
    entry["deployedAt"] = operation_state.text("finishedAt");
    put_sources(entry, sources);
    if (const Value* by = operation_state.get("operation", "initiatedBy")) {
        entry["initiatedBy"] = *by;
    }
    history.push_back(std::move(entry));
    if (history.size() > limit) {
        history.erase(history.begin(), history.end() - static_cast<std::ptrdiff_t>(limit));
    }
    status["history"] = std::move(history);
}

}  // namespace sealer::app
