// SPDX-License-Identifier: Apache-2.0
#include "controller/app/round.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/app/tracking.h"
#include "common/base/log.h"
#include "common/git/url.h"
#include "controller/app/destination_namespace.h"
#include "controller/app/waiting.h"

namespace sealer::app {
namespace {

using manifest::Value;

// After how long it is worth telling that the lists of kinds are not there, and not so urgent any
// more.
constexpr auto kUnsyncedLong = std::chrono::seconds(5);
constexpr auto kUnsyncedLongDelay = std::chrono::seconds(1);
constexpr auto kDeniedRetry = std::chrono::seconds(10);
constexpr auto kCompareRetry = std::chrono::seconds(10);

Value object_or_empty(const Value* value) {
    return value != nullptr && value->is_object() ? *value : Value(manifest::Object());
}

}  // namespace

Round::Round(const Shared& shared, Memory& memory, kube::ObjectPtr application,
             SettingsPtr settings, std::stop_token stop)
    : shared_(shared),
      memory_(memory),
      application_(std::move(application)),
      settings_(std::move(settings)),
      polling_(polling_of(*settings_, shared.poll_interval)),
      stop_(std::move(stop)),
      namespace_(manifest::namespace_of(*application_)),
      name_(manifest::name_of(*application_)),
      instance_(instance_name(namespace_, name_, shared.namespace_)),
      refresh_(manifest::annotation(*application_, kRefresh)),
      now_(std::chrono::system_clock::now()),
      known_status_(object_or_empty(application_->get("status"))),
      status_(known_status_),
      rolled_back_from_(manifest::annotation(*application_, kRolledBackFrom)) {}

Result<kube::Requeue> Round::run() {
    if (is_left_alone(*application_)) {
        return kube::Requeue{};
    }
    if (!shared_.projects.synced() || !shared_.clusters.synced() ||
        !shared_.repositories.synced()) {
        return wait_for_api_server(
            {Code::kUnavailable, "cannot list AppProjects and the Secrets of repositories yet"});
    }
    if (const Step stop = check_settings()) {
        return stopped_by(*stop);
    }
    if (application_->get("metadata", "deletionTimestamp") != nullptr) {
        return delete_application();
    }
    for (const auto step : {&Round::load_project, &Round::load_spec, &Round::load_targets}) {
        if (const Step stop = (this->*step)()) {
            return stopped_by(*stop);
        }
    }
    if (const Status watched = watch_kinds(); !watched) {
        return wait_for_api_server(watched.error());
    }
    memory_.unsynced_since.reset();
    watch_orphans();
    Status compared = compare();
    if (compared && run_operation()) {
        compared = compare();
    }
    if (!compared) {
        wake_after(kCompareRetry);
        return stopped_by({"ComparisonError", compared.error()});
    }
    if (is_settled(spec_, comparison_)) {
        memory_.settled_commits = memory_.commits;
        note_remotes_as_synced();
    }
    reseal();
    describe_comparison();
    describe_orphans();
    return finish();
}

Round::Step Round::check_settings() const {
    if (const auto& filter = settings_->resource_filter(); !filter) {
        return Stop{"ComparisonError", filter.error().with("ConfigMap argocd-cm")};
    }
    if (!settings_->flag("cluster.inClusterEnabled", true)) {
        return Stop{"InvalidSpecError",
                    {Code::kInvalid, "cluster \"" + std::string(kInCluster) +
                                         "\" is disabled: cluster.inClusterEnabled in ConfigMap "
                                         "argocd-cm"}};
    }
    return std::nullopt;
}

Round::Step Round::load_spec() {
    Result<Spec> spec = parse_spec(*application_);
    if (!spec) {
        return Stop{"InvalidSpecError", std::move(spec).error()};
    }
    spec_ = *std::move(spec);
    const Result<IgnoreRules>& of_all = settings_->ignore_rules();
    if (!of_all) {
        return Stop{"ComparisonError", of_all.error().with("ConfigMap argocd-cm")};
    }
    spec_.ignore.add(*of_all);
    const Status cluster = check_cluster(shared_.clusters.known(), spec_.destination.text("server"),
                                         spec_.destination.text("name"));
    if (!cluster) {
        return Stop{"InvalidSpecError", cluster.error()};
    }
    const Status permitted = check_permissions(spec_);
    return permitted ? Step() : Stop{"InvalidSpecError", permitted.error()};
}

Round::Step Round::load_project() {
    auto project =
        shared_.projects.find(project_of(*application_), settings_->text("globalProjects"));
    if (!project) {
        const bool is_wrong = project.error().code == Code::kInvalid;
        return Stop{is_wrong ? "InvalidSpecError" : "UnknownError", std::move(project).error()};
    }
    std::ranges::move(shared_.repositories.owned_by(project->name),
                      std::back_inserter(project->source_repositories));
    boundary_.cluster = own_cluster(shared_.clusters.known());
    if (boundary_.cluster.project == project->name) {
        project->destinations.push_back({boundary_.cluster.server, boundary_.cluster.name, "*"});
    }
    boundary_.project = std::make_shared<const Project>(*std::move(project));
    if (const Status permitted =
            check_application(*boundary_.project, *application_, shared_.namespace_);
        !permitted) {
        return Stop{"UnknownError", permitted.error()};
    }
    return std::nullopt;
}

Status Round::check_permissions(const Spec& spec) const {
    for (const Source& source : spec.sources.list) {
        const Status url = git::check_url(source.repo_url, {.allow_local = true});
        if (!url && source.refusal.empty()) {
            return fail(url.error().with(source.where + ".repoURL"));
        }
        TRY(check_source(*boundary_.project, source.repo_url));
    }
    return check_destination(boundary_, spec.namespace_);
}

Status Round::watch_kinds() {
    std::set<manifest::ObjectKey> keys;
    std::set<manifest::GroupVersionKind> kinds;
    for (const auto& targets :
         {std::cref(memory_.targets->targets), std::cref(memory_.targets->hooks)}) {
        for (const Target& target : targets.get()) {
            keys.insert(target.key);
            if (target.resource && kinds.insert(target.resource->type()).second) {
                shared_.live.watch(*target.resource);
            }
        }
    }
    if (watches_namespace()) {
        keys.insert(namespace_key(spec_));
        kinds.insert(kube::namespaces().type());
        shared_.live.watch(kube::namespaces());
    }
    shared_.live.set_interest(instance_, std::move(keys));
    for (const manifest::GroupVersionKind& kind : kinds) {
        TRY(shared_.live.synced(kind));
    }
    return watch_recorded_kinds(shared_, *application_);
}

bool Round::is_unsynced_for_long() {
    if (!memory_.unsynced_since) {
        memory_.unsynced_since = Clock::now();
    }
    return Clock::now() - *memory_.unsynced_since >= kUnsyncedLong;
}

std::chrono::milliseconds Round::note_unsynced(const Error& error) {
    log::debug("app", error.message, {{"application", name_}});
    if (!is_unsynced_for_long()) {
        return kUnsyncedDelay;
    }
    conditions_.push_back(waiting("waiting for the API server", error.message));
    return kUnsyncedLongDelay;
}

Result<kube::Requeue> Round::wait_for_api_server(const Error& error) {
    // Rights that are missing for a moment, as while a token is renewed, are worth waiting for.
    if (error.code == Code::kDenied && is_unsynced_for_long()) {
        wake_after(kDeniedRetry);
        return stopped_by({"ComparisonError", error});
    }
    const auto delay = note_unsynced(error);
    if (conditions_.empty()) {
        if (operation_done_) {
            TRY(write_status());  // or the next look would end it once more
        }
        return kube::Requeue{delay};
    }
    wake_after(delay);
    return finish();
}

Status Round::compare() {
    Comparer comparer(shared_.live, shared_.writer, shared_.pool);
    TRY_ASSIGN(comparison_, comparer.compare({memory_.targets, instance_, boundary_, spec_.ignore,
                                              spec_.respect_ignored},
                                             memory_.verdicts));
    shared_.counters.dry_runs += comparison_.dry_runs;
    summarize(comparison_, manifest::key_of(*application_), spec_.judges_children);
    if (comparison_.sync == SyncCode::kSynced && !is_namespace_in_sync()) {
        comparison_.sync = SyncCode::kOutOfSync;
    }
    return {};
}

bool Round::watches_namespace() const {
    return spec_.create_namespace && has_namespace_metadata(spec_) &&
           !settings_->resource_filter()->excludes("", "Namespace");
}

bool Round::is_namespace_in_sync() const {
    if (!watches_namespace() || !makes_namespace(spec_, comparison_)) {
        return true;
    }
    const kube::ObjectPtr live = shared_.live.get(kube::namespaces().type(), namespace_key(spec_));
    return live && !has_other_metadata(
                       spec_, *live,
                       status_.get("operationState", "syncResult", "managedNamespaceMetadata"));
}

void Round::wake_after(std::chrono::milliseconds delay) {
    const auto bounded = std::max(delay, std::chrono::milliseconds(1));
    wake_ = wake_ ? std::min(*wake_, bounded) : bounded;
}

}  // namespace sealer::app
