// SPDX-License-Identifier: Apache-2.0
#include "controller/app/status.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "common/manifest/object.h"
#include "controller/sync/order.h"

namespace sealer::app {
namespace {

using manifest::Value;

constexpr std::array<std::string_view, 13> kOurConditions{
    "DeletionError",         "InvalidSpecError",
    "ComparisonError",       "SyncError",
    "UnknownError",          "RepeatedResourceWarning",
    "SharedResourceWarning", "OrphanedResourceWarning",
    "ResealError",           "ResealWarning",
    "SyncWaiting",           "DependencyError",
    "HealthScriptWarning"};

Value health_row(const Health& health) {
    Value value;
    value["status"] = to_string(health.status);
    if (!health.message.empty()) {
        value["message"] = health.message;
    }
    return value;
}

void add_images(const Value& containers, std::set<std::string>& images) {
    for (const Value& container : manifest::elements(&containers)) {
        if (const std::string_view image = container.text("image"); !image.empty()) {
            images.emplace(image);
        }
    }
}

// Wherever containers are, whatever the kind.
void collect_images(const Value& value, std::set<std::string>& images) {
    for (const manifest::Member& member : manifest::members(&value)) {
        if (member.key == "containers" || member.key == "initContainers") {
            add_images(member.value, images);
        } else if (member.key == "spec" || member.key == "template" ||
                   member.key == "jobTemplate") {
            collect_images(member.value, images);
        }
    }
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
        Value row;
        if (!item->key.group.empty()) {
            row["group"] = item->key.group;
        }
        row["version"] = item->version;
        row["kind"] = item->key.kind;
        if (!item->key.namespace_.empty()) {
            row["namespace"] = item->key.namespace_;
        }
        row["name"] = item->key.name;
        const Value& object = item->target != nullptr ? item->target->object : *item->live;
        const bool is_hook = sync::hook_of(object).has_value();
        if (is_hook) {
            row["hook"] = true;
        } else {
            row["status"] = to_string(item->sync);
        }
        if (item->health) {
            row["health"] = health_row(*item->health);
        } else if (!item->live) {
            row["health"] = health_row({HealthStatus::kMissing, ""});
        }
        if (item->requires_pruning() && !is_hook) {
            row["requiresPruning"] = true;
        }
        if (const int wave = sync::wave_of(object); wave != 0) {
            row["syncWave"] = wave;
        }
        rows.push_back(std::move(row));
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

Value sync_value(SyncCode code, const Spec& spec, const std::string& commit) {
    Value value;
    value["status"] = to_string(code);
    value["revision"] = commit;
    value["comparedTo"]["source"] = spec.source.json;
    value["comparedTo"]["destination"] = spec.destination;
    if (!manifest::elements(&spec.ignore_json).empty()) {
        value["comparedTo"]["ignoreDifferences"] = spec.ignore_json;
    }
    return value;
}

Value summary_value(const Comparison& comparison) {
    std::set<std::string> images;
    Value value = manifest::Object();
    for (const Item& item : comparison.items) {
        if (item.live) {
            collect_images(*item.live, images);
        }
        if (is_application(item.key)) {
            value["isAppOfApps"] = true;
        }
    }
    if (!images.empty()) {
        value["images"] = manifest::Array(images.begin(), images.end());
    }
    return value;
}

void add_history(Value& status, const Value& operation_state, const Source& source,
                 std::size_t limit) {
    manifest::Array history = manifest::elements(status.get("history"));
    Value entry;
    entry["id"] = history.empty() ? std::int64_t{0} : history.back().integer_or(-1, "id") + 1;
    entry["revision"] = operation_state.text("syncResult", "revision");
    entry["deployStartedAt"] = operation_state.text("startedAt");
    entry["deployedAt"] = operation_state.text("finishedAt");
    entry["source"] = source.json;
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
