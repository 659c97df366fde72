// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_sync_run.h"

#include <algorithm>
#include <utility>

#include "sealer/app_follow.h"
#include "sealer/app_operation.h"
#include "sealer/app_report.h"
#include "sealer/output.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

using manifest::Value;

std::string followed_text(const Value& application, AppFormat format, const World& world) {
    if (format == AppFormat::kJson || format == AppFormat::kYaml) {
        return print_value(application, format);
    }
    const bool in_colour = wants_colour(world);
    return print_app(application, /*with_operation=*/true, in_colour,
                     std::chrono::system_clock::now()) +
           "\n" + print_resources(resource_rows(application), in_colour);
}

// Why the exit code is not 0; empty if it is.
std::string failure_of(const Value& application, bool expects_prune) {
    const std::string_view phase = application.text("status", "operationState", "phase");
    if (phase != "Succeeded") {
        return "the operation has ended as " + std::string(phase) + ": " +
               std::string(application.text("status", "operationState", "message"));
    }
    const auto rows = resource_rows(application);
    const auto kept = std::ranges::count(rows, "PruneSkipped", &ResourceRow::result);
    if (expects_prune && kept > 0 && sync_status(application) != "Synced") {
        return std::to_string(kept) + " objects are not in Git any more, and stay without --prune";
    }
    return "";
}

Result<int> told(const std::string& why, const AppName& name, const World& world) {
    TRY(print_error(fail(Code::kUnavailable, name.text() + ": " + why), world));
    return kAnswerIsNo;
}

}  // namespace

void OperationRun::define(CommandLine& line) {
    line.toggle("--async", async, "Do not wait until it is done");
    line.value("--timeout", "TIME", "Wait no longer than this (for ever)",
               [this](const std::string& text) { return parse_timeout(text, timeout); });
}

Result<int> run_operation(const World& world, const AppClient& client, const AppName& name,
                          const OperationRun& how,
                          const std::function<Result<Value>(const Value& application)>& make) {
    Value before;
    TRY_ASSIGN(const Value requested,
               client.change(name, [&](const Value& application) -> Result<Value> {
                   TRY_ASSIGN(const Value operation, make(application));
                   const Value* state = application.get("status", "operationState");
                   before = state == nullptr ? Value() : *state;
                   return patch_to_begin(operation, application);
               }));
    const bool is_data = how.format == AppFormat::kJson || how.format == AppFormat::kYaml;
    if (how.async) {
        TRY(write_all(world.standard_output, is_data ? print_value(requested, how.format)
                                                     : name.text() + ": requested\n"));
        return 0;
    }
    TRY_ASSIGN(
        const Followed followed,
        follow(world, client, name, {.deadline = deadline_after(how.timeout), .silent = is_data},
               [](const Value* application) {
                   return application == nullptr || !operation_is_under_way(*application);
               }));
    if (!followed.in_time) {
        const std::string why =
            followed.watch_error.empty() ? "" : " (" + followed.watch_error + ")";
        return told("the operation is still under way" + why, name, world);
    }
    const Value* state =
        followed.application ? followed.application->get("status", "operationState") : nullptr;
    if (state == nullptr || *state == before) {
        return told(followed.application ? "somebody has withdrawn the request" : "it was deleted",
                    name, world);
    }
    TRY(write_all(world.standard_output, followed_text(*followed.application, how.format, world)));
    const std::string failure = failure_of(*followed.application, how.expects_prune);
    return failure.empty() ? Result<int>(0) : told(failure, name, world);
}

std::string user_name(const World& world) {
    for (const char* variable : {"USER", "LOGNAME"}) {
        if (const auto name = world.environment(variable); name && !name->empty()) {
            return *name;
        }
    }
    return "sealer";
}

}  // namespace sealer::cli
