// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_status.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "common/app/application.h"
#include "common/base/text.h"
#include "common/git/repository.h"

namespace sealer::cli {
namespace {

using manifest::Value;

constexpr std::size_t kShortRevision = 7;

std::string text_or(std::string_view text, std::string_view fallback) {
    return std::string(text.empty() ? fallback : text);
}

ResourceRow from_resource(const Value& resource) {
    ResourceRow row;
    row.key = app::key_of_row(resource);
    row.version = resource.text("version");
    row.status = resource.text("status");
    row.health = resource.text("health", "status");
    row.health_message = resource.text("health", "message");
    row.wave = static_cast<int>(resource.integer_or(0, "syncWave"));
    row.requires_pruning = resource.flag("requiresPruning");
    row.is_hook = resource.flag("hook");
    return row;
}

// A row of the last operation, with what is known of its object now.
ResourceRow from_result(const Value& result, const ResourceRow* now) {
    ResourceRow row = now == nullptr ? ResourceRow() : *now;
    row.key = app::key_of_row(result);
    row.version = result.text("version");
    row.hook = result.text("hookType");
    row.phase = result.text("syncPhase");
    row.result = result.text("status");
    row.message = result.text("message");
    row.is_hook = !row.hook.empty();
    if (row.is_hook || now == nullptr) {
        row.status = row.is_hook ? result.text("hookPhase") : result.text("status");
    }
    return row;
}

}  // namespace

std::string full_name(const Value& application) {
    return std::string(manifest::namespace_of(application)) + "/" +
           std::string(manifest::name_of(application));
}

std::string sync_status(const Value& application) {
    return text_or(application.text("status", "sync", "status"), "Unknown");
}

std::string health_status(const Value& application) {
    return text_or(application.text("status", "health", "status"), "Unknown");
}

std::string sync_policy(const Value& application) {
    if (!app::is_automated(application)) {
        return "Manual";
    }
    return application.flag("spec", "syncPolicy", "automated", "prune") ? "Auto-Prune" : "Auto";
}

std::string short_revision(std::string_view revision) {
    return std::string(git::is_commit_id(revision) ? revision.substr(0, kShortRevision) : revision);
}

std::string condition_types(const Value& application) {
    std::set<std::string> types;
    for (const Value& condition : manifest::elements(application.get("status", "conditions"))) {
        types.emplace(condition.text("type"));
    }
    return join({types.begin(), types.end()}, ",");
}

bool operation_is_under_way(const Value& application) {
    const Value* request = application.get("operation");
    const std::string_view phase = application.text("status", "operationState", "phase");
    return (request != nullptr && request->is_object()) || phase == "Running" ||
           phase == "Terminating";
}

std::vector<ResourceRow> object_rows(const Value& application) {
    std::vector<ResourceRow> rows;
    for (const Value& resource : manifest::elements(application.get("status", "resources"))) {
        rows.push_back(from_resource(resource));
    }
    return rows;
}

std::vector<ResourceRow> resource_rows(const Value& application) {
    std::vector<ResourceRow> objects = object_rows(application);
    std::map<manifest::ObjectKey, const ResourceRow*> known;
    for (const ResourceRow& row : objects) {
        known.emplace(row.key, &row);
    }
    std::vector<ResourceRow> rows;
    std::set<manifest::ObjectKey> done;
    for (const Value& result : manifest::elements(
             application.get("status", "operationState", "syncResult", "resources"))) {
        const auto found = known.find(app::key_of_row(result));
        rows.push_back(from_result(result, found == known.end() ? nullptr : found->second));
        done.insert(rows.back().key);
    }
    for (ResourceRow& row : objects) {
        if (done.insert(row.key).second) {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::chrono::seconds operation_time(const Value& operation_state, WallTime now) {
    const auto started = parse_time(operation_state.text("startedAt"));
    const auto finished = parse_time(operation_state.text("finishedAt"));
    if (!started) {
        return std::chrono::seconds(0);
    }
    const auto duration = (finished ? *finished : now) - *started;
    return std::max(std::chrono::duration_cast<std::chrono::seconds>(duration),
                    std::chrono::seconds(0));
}

std::string duration_text(std::chrono::seconds duration) {
    constexpr auto kMinute = 60;
    constexpr auto kHour = 3600;
    const auto seconds = duration.count();
    if (seconds < kMinute) {
        return std::to_string(seconds) + "s";
    }
    if (seconds < kHour) {
        return std::to_string(seconds / kMinute) + "m" + std::to_string(seconds % kMinute) + "s";
    }
    return std::to_string(seconds / kHour) + "h" + std::to_string(seconds % kHour / kMinute) + "m";
}

}  // namespace sealer::cli
