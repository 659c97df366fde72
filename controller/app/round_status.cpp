// SPDX-License-Identifier: Apache-2.0
// The part of a round that tells what it has found: conditions, rows, and the write of the status.
#include <algorithm>
#include <set>
#include <utility>

#include "common/base/log.h"
#include "common/manifest/patch.h"
#include "controller/app/round.h"
#include "controller/app/shared_objects.h"
#include "controller/app/summary.h"
#include "controller/app/waiting.h"

namespace sealer::app {
namespace {

using manifest::Value;

// How long a new commit alone waits to be told of: writes of what it changes elsewhere go first.
constexpr auto kCommitNewsDelay = std::chrono::seconds(1);

// Whether a patch says no more than which commits the Application is at.
bool is_about_commits_alone(const Value& patch) {
    const auto has_only = [](const Value* value, std::set<std::string_view> keys) {
        return std::ranges::all_of(manifest::members(value), [&](const manifest::Member& member) {
            return keys.contains(member.key);
        });
    };
    return has_only(&patch, {"status"}) &&
           has_only(patch.get("status"), {"sync", "reconciledAt"}) &&
           has_only(patch.get("status", "sync"), {"revision", "revisions"});
}

// What is not known of the whole is known of none of its objects.
void forget_sync_codes(Value& status) {
    Value* rows = status.get("resources");
    if (rows == nullptr || !rows->is_array()) {
        return;
    }
    for (Value& row : rows->as_array()) {
        if (row.get("status") != nullptr) {
            row["status"] = to_string(SyncCode::kUnknown);
        }
    }
}

}  // namespace

std::vector<render::SourceType> Round::source_types() const {
    std::vector<render::SourceType> types;
    for (const SourceMemory& source : memory_.sources) {
        types.push_back(source.type);
    }
    return types;
}

void Round::describe_comparison() {
    for (const auto& [key, times] : memory_.targets->repeated) {
        conditions_.push_back({"RepeatedResourceWarning",
                               "Resource " + to_string(key) + " appeared " + std::to_string(times) +
                                   " times among application resources."});
    }
    for (const manifest::ObjectKey& key : memory_.targets->excluded) {
        conditions_.push_back({"ExcludedResourceWarning", "Resource " + key.group + "/" + key.kind +
                                                              " " + key.name +
                                                              " is excluded in the settings"});
    }
    for (const std::string& option : spec_.unknown_options) {
        conditions_.push_back({"UnknownSyncOptionWarning",
                               "There is no sync option \"" + option + "\": it has no effect"});
    }
    const Value* request = application_->get("operation");
    const bool is_about_spec = request == nullptr || !is_about_others(*request);
    if (is_about_spec || status_.get("sync") == nullptr) {
        status_["sync"] = sync_value(comparison_.sync, spec_, memory_.commits);
        put_source_types(status_, spec_.sources, source_types());
    }
    for (std::string& shared : shared_objects(comparison_, instance_, settings_->tracking())) {
        conditions_.push_back({"SharedResourceWarning", std::move(shared)});
    }
    describe_health_scripts();
    if (const Value* state = status_.get("operationState")) {
        if (auto wait = describe_waiting(*state, spec_, comparison_)) {
            conditions_.push_back(*std::move(wait));
        }
    }
    status_["resources"] = resource_rows(comparison_);
    status_["health"] =
        health_value(comparison_.health, application_->get("status", "health"), now_);
    status_["summary"] = summary_value(comparison_);
    status_["controllerNamespace"] = shared_.namespace_;
    finalizers_ = finalizers_for(*application_, memory_.targets->hooks);
    if (!refresh_.empty() || status_.text("reconciledAt").empty()) {
        status_["reconciledAt"] = format_time(now_);
    }
}

void Round::describe_health_scripts() {
    if (memory_.health_scripts.version() != settings_->version()) {
        memory_.health_scripts = HealthScripts(*settings_);
    }
    if (auto warning = describe_scripts(memory_.health_scripts, comparison_)) {
        conditions_.push_back(*std::move(warning));
    }
}

bool Round::is_news(std::string_view message) const {
    const auto& known = manifest::elements(application_->get("status", "conditions"));
    return std::ranges::none_of(
        known, [&](const Value& condition) { return condition.text("message") == message; });
}

Result<kube::Requeue> Round::stopped_by(const Stop& stop) {
    log::write(is_news(stop.error.message) ? log::Level::kWarn : log::Level::kDebug, "app",
               stop.error.message, {{"application", name_}, {"condition", stop.condition}});
    conditions_.push_back({stop.condition, stop.error.message});
    if (operation_is_under_way()) {
        finish_operation(status_["operationState"], "Error",
                         stop.condition + ": " + stop.error.message, now_);
        end_operation(Retrial::kIfAsked);
    }
    status_["sync"]["status"] = to_string(SyncCode::kUnknown);
    forget_sync_codes(status_);
    if (stop.condition == "InvalidSpecError" || status_.get("health") == nullptr) {
        status_["health"] =
            health_value({HealthStatus::kUnknown, ""}, application_->get("status", "health"), now_);
    }
    wake_after(std::min(shared_.poll_interval, polling_.interval));
    return finish();
}

Result<kube::Requeue> Round::finish() {
    describe_resealing();
    status_["conditions"] =
        merge_conditions(application_->get("status", "conditions"), conditions_, now_);
    return write_status();
}

Value Round::make_patch() const {
    Value patch = manifest::Object();
    if (Value difference = manifest::create_merge_patch(known_status_, status_);
        !difference.is_null()) {
        if (asked_git_ || memory_.commit_news_since) {
            difference["reconciledAt"] = format_time(now_);  // alone it is not worth a write
        }
        patch["status"] = std::move(difference);
    }
    if (finalizers_) {
        patch["metadata"]["finalizers"] = *finalizers_;
    }
    if (!refresh_.empty()) {
        patch["metadata"]["annotations"][kRefresh] = nullptr;
        patch["metadata"]["annotations"][kRefreshTimestamp] = nullptr;
    }
    if (rolled_back_from_ != manifest::annotation(*application_, kRolledBackFrom)) {
        patch["metadata"]["annotations"][kRolledBackFrom] =
            rolled_back_from_.empty() ? Value() : Value(rolled_back_from_);
    }
    if (patch.get("metadata") != nullptr) {
        // A newer request must not go with the one that was served, nor others' finalizers.
        patch["metadata"]["resourceVersion"] = manifest::resource_version_of(*application_);
    }
    if (operation_done_ && application_->get("operation") != nullptr) {
        patch["operation"] = nullptr;
    }
    return patch;
}

bool Round::has_time(const Value& patch) {
    if (!is_about_commits_alone(patch)) {
        return false;
    }
    if (!memory_.commit_news_since) {
        memory_.commit_news_since = Clock::now();
    }
    const auto age = Clock::now() - *memory_.commit_news_since;
    if (age < kCommitNewsDelay) {
        wake_after(std::chrono::ceil<std::chrono::milliseconds>(kCommitNewsDelay - age));
        return true;
    }
    return false;
}

Result<kube::Requeue> Round::write_status() {
    const Value patch = make_patch();
    if (patch.as_object().empty() || has_time(patch)) {
        return kube::Requeue{wake_};
    }
    memory_.commit_news_since.reset();
    auto written = shared_.client.patch(kube::applications(), namespace_, name_,
                                        kube::PatchType::kMerge, patch);
    if (written) {
        memory_.written = std::make_shared<const Value>(*std::move(written));
        return kube::Requeue{wake_};
    }
    if (written.error().code == Code::kNotFound) {
        return kube::Requeue{};
    }
    return fail(written.error().with("status of Application " + name_));
}

}  // namespace sealer::app
