// SPDX-License-Identifier: Apache-2.0
#include "controller/application_metrics.h"

#include <chrono>

#include "common/app/application.h"
#include "common/app/project.h"
#include "common/app/source.h"
#include "common/git/repository.h"
#include "common/manifest/object.h"
#include "controller/app/waiting.h"

namespace sealer {
namespace {

using manifest::Value;

constexpr const char* kInfo = "argocd_app_info";
constexpr const char* kApplicationCondition = "argocd_app_condition";
constexpr const char* kOrphans = "argocd_app_orphaned_resources_count";
constexpr const char* kSyncs = "argocd_app_sync_total";
constexpr const char* kSyncSeconds = "argocd_app_sync_duration_seconds_total";
constexpr const char* kLooks = "argocd_app_reconcile";
constexpr const char* kGitSeconds = "argocd_git_request_duration_seconds";

double seconds(auto duration) {
    return std::chrono::duration<double>(duration).count();
}

web::Labels name_labels(const Value& application) {
    return {{"namespace", std::string(manifest::namespace_of(application))},
            {"name", std::string(manifest::name_of(application))}};
}

std::string queue_key(const Value& application) {
    return std::string(manifest::namespace_of(application)) + "/" +
           std::string(manifest::name_of(application));
}

// A destination that is named, not addressed, is the controller's own cluster: there is no other.
std::string destination_server(const Value& application) {
    const std::string_view server = application.text("spec", "destination", "server");
    const bool is_named = !application.text("spec", "destination", "name").empty();
    return std::string(server.empty() && is_named ? app::kInCluster : server);
}

// Of several sources the first one's, as Argo CD has it; without the user and password that a URL
// may hold.
std::string repository_of(const Value& application) {
    const auto sources = app::written_sources(application.get("spec"));
    return sources.empty() ? "" : git::normalize_url(sources.front().text("repoURL")).value_or("");
}

std::string operation_of(const Value& application) {
    if (application.get("metadata", "deletionTimestamp") != nullptr) {
        return "delete";
    }
    const bool syncs = application.get("operation", "sync") != nullptr ||
                       application.text("status", "operationState", "phase") == "Running";
    return syncs ? "sync" : "";
}

std::string or_unknown(std::string_view status) {
    return status.empty() ? "Unknown" : std::string(status);
}

web::Labels identity_of(const Value& application) {
    web::Labels labels = name_labels(application);
    labels["project"] = app::project_of(application);
    return labels;
}

web::Labels with(web::Labels labels, const web::Labels& more) {
    labels.insert(more.begin(), more.end());
    return labels;
}

}  // namespace

std::map<Series, double> series_of(const Value& application) {
    const web::Labels identity = identity_of(application);
    std::map<Series, double> series;
    series[{
        kInfo,
        with(identity,
             {{"repo", repository_of(application)},
              {"dest_server", destination_server(application)},
              {"dest_namespace", std::string(application.text("spec", "destination", "namespace"))},
              {"autosync_enabled", app::is_automated(application) ? "true" : "false"},
              {"sync_status", or_unknown(application.text("status", "sync", "status"))},
              {"health_status", or_unknown(application.text("status", "health", "status"))},
              {"operation", operation_of(application)}})}] = 1;
    for (const Value& condition : manifest::elements(application.get("status", "conditions"))) {
        series[{kApplicationCondition,
                with(identity, {{"condition", std::string(condition.text("type"))}})}] += 1;
    }
    return series;
}

ApplicationMetrics::ApplicationMetrics(web::Metrics& metrics) : metrics_(metrics) {
    metrics_.describe_gauge(kInfo, "One series an Application.");
    metrics_.describe_gauge(kApplicationCondition,
                            "Conditions of each Application, by their type.");
    metrics_.describe_gauge(kOrphans, "Objects in an Application's namespace that are nobody's.");
    metrics_.describe_counter(kSyncs, "Finished syncs, by phase.");
    metrics_.describe_counter(kSyncSeconds, "Time that finished syncs took.");
    metrics_.describe_histogram(kLooks, "Time that a look at an Application takes, in seconds.",
                                {.01, .05, .25, .5, 1, 2, 4, 8, 16});
    metrics_.describe_histogram(kGitSeconds, "Time that Git servers take to answer, in seconds.",
                                {.1, .25, .5, 1, 2, 4, 10});
    metrics_.observe(
        "sealer_app_sync_waiting_seconds",
        "How long each Application that waits has done so; why, its condition SyncWaiting says.",
        web::Metrics::Kind::kGauge, [this] { return waiting(); });
}

app::Observer ApplicationMetrics::observer() {
    return {
        .on_application = [this](const kube::Change& change) { changed(change); },
        .on_look =
            [this](const Value& application, Clock::duration took) {
                // These series stay, so that no Application may make up a label: there is one
                // cluster.
                metrics_.record(kLooks,
                                {{"namespace", std::string(manifest::namespace_of(application))},
                                 {"dest_server", std::string(app::kInCluster)}},
                                seconds(took));
            },
        .on_sync = [this](const Value& application,
                          const Value& state) { count_sync(application, state); },
        .on_orphans = [this](
                          const Value& application,
                          std::optional<std::size_t> count) { count_orphans(application, count); },
        .on_git_request =
            [this](Clock::duration took) {
                metrics_.record(kGitSeconds, {{"request_type", "ls-remote"}}, seconds(took));
            }};
}

void ApplicationMetrics::changed(const kube::Change& change) {
    const Value& application = change.after ? *change.after : *change.before;
    const std::string key = queue_key(application);
    const MutexLock lock(mutex_);
    Known& known = known_[key];
    const web::Labels identity =
        with(identity_of(application), {{"dest_server", destination_server(application)}});
    if (!change.after || known.identity != identity) {
        drop_counted(known);
        known.identity = identity;
    }
    show_state(known, change.after ? series_of(application) : std::map<Series, double>());
    waiting_.erase(name_labels(application));
    if (!change.after) {
        known_.erase(key);
    } else if (const auto since = app::waiting_since(application)) {
        waiting_[name_labels(application)] = *since;
    }
}

void ApplicationMetrics::show_state(Known& known, std::map<Series, double> state) {
    for (const auto& [series, value] : known.state) {
        if (!state.contains(series)) {
            metrics_.remove(series.first, series.second);
        }
    }
    for (const auto& [series, value] : state) {
        const auto before = known.state.find(series);
        if (before == known.state.end() || before->second != value) {
            metrics_.set(series.first, series.second, value);
        }
    }
    known.state = std::move(state);
}

void ApplicationMetrics::drop_counted(Known& known) {
    for (const auto& [name, labels] : known.counted) {
        metrics_.remove(name, labels);
    }
    known.counted.clear();
}

void ApplicationMetrics::count_sync(const Value& application, const Value& state) {
    const MutexLock lock(mutex_);
    const auto known = known_.find(queue_key(application));
    if (known == known_.end()) {
        return;  // it went while its sync ended
    }
    const web::Labels& identity = known->second.identity;
    const bool is_dry = state.flag("operation", "sync", "dryRun");
    const Series syncs{kSyncs, with(identity, {{"phase", std::string(state.text("phase"))},
                                               {"dry_run", is_dry ? "true" : "false"}})};
    metrics_.increment(syncs.first, syncs.second);
    known->second.counted.insert(syncs);
    const auto started = parse_time(state.text("startedAt"));
    const auto finished = parse_time(state.text("finishedAt"));
    if (started && finished && *finished >= *started) {
        metrics_.increment(kSyncSeconds, identity, seconds(*finished - *started));
        known->second.counted.insert({kSyncSeconds, identity});
    }
}

void ApplicationMetrics::count_orphans(const Value& application, std::optional<std::size_t> count) {
    const MutexLock lock(mutex_);
    const auto known = known_.find(queue_key(application));
    if (known == known_.end()) {
        return;
    }
    const Series series{kOrphans, identity_of(application)};
    if (count) {
        metrics_.set(series.first, series.second, static_cast<double>(*count));
        known->second.counted.insert(series);
    } else if (known->second.counted.erase(series) > 0) {
        metrics_.remove(series.first, series.second);
    }
}

std::vector<web::Metrics::Sample> ApplicationMetrics::waiting() const {
    const WallTime now = std::chrono::system_clock::now();
    std::vector<web::Metrics::Sample> samples;
    const MutexLock lock(mutex_);
    for (const auto& [labels, since] : waiting_) {
        samples.push_back({labels, seconds(now - since)});
    }
    return samples;
}

}  // namespace sealer
