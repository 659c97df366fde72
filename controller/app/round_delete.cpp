// SPDX-License-Identifier: Apache-2.0
// The part of a round that serves the finalizers of a deleted Application: hooks, its objects, and
// hooks again. One that cannot be served stays, with the reason in a condition.
#include "controller/app/delete_hooks.h"
#include "controller/app/round.h"
#include "controller/app/waiting.h"
#include "controller/sync/hook.h"

namespace sealer::app {
namespace {

// A hook that fails at once must not be made anew as fast as the cluster can.
constexpr auto kHookRetry = std::chrono::seconds(30);

std::string failure_of(DeleteStage stage, const std::string& failures) {
    return std::string(to_string(stage)) + " hook(s) failed: " + failures;
}

}  // namespace

Result<kube::Requeue> Round::delete_application() {
    const Result<bool> served = serve_finalizers();
    if (served && *served) {
        return kube::Requeue{};
    }
    if (!served) {
        conditions_.push_back({"DeletionError", served.error().message});
    }
    auto written = finish();
    return served ? written : Result<kube::Requeue>(fail(served.error()));
}

// Whether none of ours is left.
Result<bool> Round::serve_finalizers() {
    const auto is_due = [this](std::string_view name) {
        return sync::has_finalizer(*application_, name);
    };
    if (is_due(finalizer_of(DeleteStage::kBefore))) {
        return run_delete_hooks(DeleteStage::kBefore);
    }
    if (is_cascading(*application_)) {
        if (const Step stop = load_project()) {
            return fail(stop->error);
        }
        TRY_ASSIGN(Cascade cascade, delete_cascade(shared_, boundary_, *application_));
        if (cascade.requeue.after) {
            wake_after(*cascade.requeue.after);
        }
        if (cascade.waiting) {
            conditions_.push_back(*std::move(cascade.waiting));
        }
        return false;
    }
    if (is_due(finalizer_of(DeleteStage::kAfter))) {
        return run_delete_hooks(DeleteStage::kAfter);
    }
    for (const DeleteStage stage : kDeleteStages) {
        if (!is_due(cleanup_finalizer_of(stage))) {
            continue;
        }
        if (!watch_recorded_kinds(shared_, *application_)) {
            wake_after(kUnsyncedDelay);
            return false;
        }
        TRY(DeleteHooks(shared_, *application_, instance_).clean(stage));
        TRY(shared_.writer.remove_finalizer(kube::applications(), *application_,
                                            cleanup_finalizer_of(stage)));
    }
    return true;
}

// Always false: the finalizer goes at the end, which brings the next round.
Result<bool> Round::run_delete_hooks(DeleteStage stage) {
    if (pauses_after_failure_of(stage)) {
        return false;
    }
    for (const auto step : {&Round::load_project, &Round::load_spec, &Round::load_targets}) {
        if (const Step stop = (this->*step)()) {
            return fail(stop->error);
        }
    }
    if (const Status watched = watch_kinds(); !watched) {
        wake_after(note_unsynced(watched.error()));
        return false;
    }
    DeleteHooks hooks(shared_, *application_, instance_);
    TRY_ASSIGN(const DeleteHooks::Outcome outcome,
               hooks.run(stage, memory_.targets->hooks, boundary_));
    if (!outcome.failures.empty()) {
        conditions_.push_back({"DeletionError", failure_of(stage, outcome.failures)});
        wake_after(kHookRetry);
    }
    if (!outcome.is_complete && outcome.failures.empty()) {
        conditions_.push_back(
            waiting("waiting for completion of " + std::string(to_string(stage)) + " hooks", ""));
    }
    if (!outcome.is_complete) {
        status_["resources"] = hooks.record(stage, memory_.targets->hooks);
        return false;
    }
    if (!sync::has_finalizer(*application_, cleanup_finalizer_of(stage))) {
        TRY(hooks.clean(stage));
    }
    TRY(shared_.writer.remove_finalizer(kube::applications(), *application_, finalizer_of(stage)));
    return false;
}

// The condition says since when, to whichever process comes next.
bool Round::pauses_after_failure_of(DeleteStage stage) {
    for (const manifest::Value& condition :
         manifest::elements(application_->get("status", "conditions"))) {
        const auto since = parse_time(condition.text("lastTransitionTime"));
        const std::string message(condition.text("message"));
        if (condition.text("type") != "DeletionError" || !since ||
            !message.starts_with(failure_of(stage, "")) || now_ - *since >= kHookRetry) {
            continue;
        }
        conditions_.push_back({"DeletionError", message});
        wake_after(
            std::chrono::duration_cast<std::chrono::milliseconds>(*since + kHookRetry - now_));
        return true;
    }
    return false;
}

}  // namespace sealer::app
