// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_operation.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/app/application.h"
#include "sealer/app_status.h"

namespace sealer::cli {
namespace {

using manifest::Array;
using manifest::Object;
using manifest::Value;

Array texts(const std::vector<std::string>& values) {
    return {values.begin(), values.end()};
}

// The spec's and those of the command line.
Array sync_options(const std::vector<std::string>& more, const Value& application) {
    Array options = manifest::elements(application.get("spec", "syncPolicy", "syncOptions"));
    for (const std::string& option : more) {
        if (std::ranges::count(options, Value(option)) == 0) {
            options.emplace_back(option);
        }
    }
    return options;
}

Result<Array> selected_resources(const SyncRequest& request, const Value& application) {
    Array selected;
    std::set<manifest::ObjectKey> known;
    const auto select = [&](const manifest::ObjectKey& key) {
        if (known.insert(key).second) {
            selected.push_back(app::selected_resource(key));
        }
    };
    for (const ResourceRow& row : object_rows(application)) {
        if (!request.resources.empty() && !row.is_hook && request.resources.selects(row.key)) {
            select(row.key);
        }
    }
    std::ranges::for_each(request.chosen, select);
    if (selected.empty()) {
        return fail(Code::kInvalid,
                    "--resource selects none of the Application's objects: sealer "
                    "app resources -o name prints them");
    }
    return selected;
}

Result<Array> parse_info(const std::vector<std::string>& entries) {
    Array info;
    for (const std::string& entry : entries) {
        const std::size_t equals = entry.find('=');
        if (equals == std::string::npos) {
            return fail(Code::kInvalid, "--info must be NAME=VALUE");
        }
        info.emplace_back(
            Object{{"name", entry.substr(0, equals)}, {"value", entry.substr(equals + 1)}});
    }
    return info;
}

Value to_value(const RetryRequest& retry) {
    Value value = Object{{"limit", retry.limit},
                         {"backoff", Object{{"duration", retry.duration},
                                            {"factor", retry.factor},
                                            {"maxDuration", retry.max_duration}}}};
    if (retry.refresh) {
        value["refresh"] = true;
    }
    return value;
}

void add_retry(Value& operation, const SyncRequest& request, const Value& application) {
    const Value* policy = application.get("spec", "syncPolicy", "retry");
    if (request.retry) {
        operation["retry"] = to_value(*request.retry);
    } else if (policy != nullptr && policy->is_object()) {
        operation["retry"] = *policy;
    }
}

Value base_operation(const SyncRequest& request) {
    Value operation;
    operation["sync"] = Object();
    if (request.prune) {
        operation["sync"]["prune"] = true;
    }
    if (request.dry_run) {
        operation["sync"]["dryRun"] = true;
    }
    operation["initiatedBy"]["username"] = request.username;
    return operation;
}

}  // namespace

Result<Value> make_sync_operation(const SyncRequest& request, const Value& application) {
    Value operation = base_operation(request);
    Value& sync = operation["sync"];
    if (!request.revisions.empty()) {
        TRY_ASSIGN(const std::vector<std::string> revisions, request.revisions.of(application));
        if (revisions.size() == 1) {
            sync["revision"] = revisions.front();
        } else {
            sync["revisions"] = texts(revisions);
        }
    }
    Value strategy = Object();
    if (request.force) {
        strategy["force"] = true;
    }
    sync["syncStrategy"][request.skips_hooks ? "apply" : "hook"] = std::move(strategy);
    if (Array options = sync_options(request.options, application); !options.empty()) {
        sync["syncOptions"] = std::move(options);
    }
    if (!request.resources.empty() || !request.chosen.empty()) {
        TRY_ASSIGN(sync["resources"], selected_resources(request, application));
    }
    if (!request.info.empty()) {
        TRY_ASSIGN(operation["info"], parse_info(request.info));
    }
    add_retry(operation, request, application);
    return operation;
}

Result<Value> find_history(const Value& application, std::optional<std::int64_t> id) {
    const Array& history = manifest::elements(application.get("status", "history"));
    if (!id) {
        if (history.size() < 2) {
            return fail(Code::kNotFound,
                        full_name(application) + " has not been synchronised twice yet");
        }
        return history[history.size() - 2];
    }
    const auto found = std::ranges::find_if(
        history, [&](const Value& entry) { return entry.integer_or(-1, "id") == *id; });
    if (found == history.end()) {
        return fail(Code::kNotFound, "the history of " + full_name(application) + " has no ID " +
                                         std::to_string(*id) + ": sealer app history prints it");
    }
    return *found;
}

Value make_rollback_operation(const SyncRequest& request, const Value& application,
                              const Value& entry) {
    Value operation = base_operation(request);
    Value& sync = operation["sync"];
    // The source only where it is another one by now: the revision alone says the same then.
    for (const char* field : {"revision", "revisions", "source", "sources"}) {
        const Value* past = entry.get(field);
        const Value* present = application.get("spec", field);
        const bool is_set = past != nullptr && !past->is_null();
        if (is_set && (present == nullptr || !(*present == *past))) {
            sync[field] = *past;
        }
    }
    sync["syncStrategy"]["apply"] = Object();
    if (Array options = sync_options({}, application); !options.empty()) {
        sync["syncOptions"] = std::move(options);
    }
    return operation;
}

Result<Value> patch_to_begin(const Value& operation, const Value& application) {
    if (application.get("metadata", "deletionTimestamp") != nullptr) {
        return fail(Code::kConflict, full_name(application) + " is being deleted");
    }
    if (operation_is_under_way(application)) {
        return fail(Code::kConflict,
                    "another operation of " + full_name(application) +
                        " is under way: sealer app wait --operation waits for it, sealer app "
                        "terminate-op ends it");
    }
    return Value(Object{{"operation", operation}});
}

Result<Value> patch_to_terminate(const Value& application) {
    const std::string_view phase = application.text("status", "operationState", "phase");
    if (phase == "Terminating") {
        return Value();
    }
    if (phase == "Running") {
        Value patch;
        patch["status"]["operationState"]["phase"] = "Terminating";
        return patch;
    }
    if (operation_is_under_way(application)) {
        return Value(Object{{"operation", nullptr}});  // not begun yet
    }
    return fail(Code::kNotFound, "no operation of " + full_name(application) + " is under way");
}

}  // namespace sealer::cli
