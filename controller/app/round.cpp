// SPDX-License-Identifier: Apache-2.0
#include "controller/app/round.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "common/base/log.h"
#include "common/base/random.h"
#include "common/git/url.h"
#include "common/manifest/patch.h"
#include "controller/app/shared_objects.h"
#include "controller/app/tracking.h"
#include "controller/app/waiting.h"

namespace sealer::app {
namespace {

using manifest::Value;

// How soon the lists of kinds are looked at again; and after how long that is worth telling, and
// not so urgent any more.
constexpr auto kUnsyncedDelay = std::chrono::milliseconds(50);
constexpr auto kUnsyncedLong = std::chrono::seconds(5);
constexpr auto kUnsyncedLongDelay = std::chrono::seconds(1);
constexpr auto kCompareRetry = std::chrono::seconds(10);
// How long a Git server may be away before it shows, while the last commit is kept in place.
constexpr auto kGrace = std::chrono::seconds(180);
constexpr Retry kGitRetry{std::chrono::seconds(5), 2, std::chrono::seconds(180)};

Value object_or_empty(const Value* value) {
    return value != nullptr && value->is_object() ? *value : Value(manifest::Object());
}

// Those of the repository itself: files of remote bases are not among its inputs.
std::vector<std::string> files_with_sealed_secrets(const RenderedSource& made) {
    std::set<std::string> files;
    for (const render::ManifestPtr& manifest : made.rendered.manifests) {
        const bool is_ours = made.remotes.empty() || made.rendered.inputs.contains(manifest->file);
        if (is_ours && manifest->object.text("kind") == kube::sealed_secrets().kind) {
            files.insert(manifest->file);
        }
    }
    return {files.begin(), files.end()};
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
      starts_afresh_(refresh_ == "hard" || memory.settings_version != settings_->version() ||
                     Clock::now() - memory.made_afresh > polling_.afresh),
      now_(std::chrono::system_clock::now()),
      status_(object_or_empty(application_->get("status"))) {}

Result<kube::Requeue> Round::run() {
    if (is_left_alone(*application_)) {
        return kube::Requeue{};
    }
    if (!shared_.projects.synced() || !shared_.clusters.synced() ||
        !shared_.repositories.synced()) {
        return wait_for_api_server(
            {Code::kUnavailable, "cannot list AppProjects and the Secrets of repositories yet"});
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
        memory_.settled_commit = memory_.commit;
        memory_.synced_remotes = memory_.remotes;
    }
    reseal();
    describe_comparison();
    describe_orphans();
    return finish();
}

Round::Step Round::load_spec() {
    Result<Spec> spec = parse_spec(*application_);
    if (!spec) {
        return Stop{"InvalidSpecError", std::move(spec).error()};
    }
    spec_ = *std::move(spec);
    const auto of_all = parse_system_ignore_rules(settings_->texts());
    if (!of_all) {
        return Stop{"ComparisonError", of_all.error().with("ConfigMap argocd-cm")};
    }
    spec_.ignore.add(*of_all);
    const Status url = git::check_url(spec_.source.repo_url, {.allow_local = true});
    if (!url) {
        return Stop{"InvalidSpecError", url.error().with("spec.source.repoURL")};
    }
    const Status cluster = check_cluster(shared_.clusters.known(), spec_.destination.text("server"),
                                         spec_.destination.text("name"));
    if (!cluster) {
        return Stop{"InvalidSpecError", cluster.error()};
    }
    return check_permissions();
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

Round::Step Round::check_permissions() const {
    for (const Status& permitted : {check_source(*boundary_.project, spec_.source.repo_url),
                                    check_destination(boundary_, spec_.namespace_)}) {
        if (!permitted) {
            return Stop{"InvalidSpecError", permitted.error()};
        }
    }
    return std::nullopt;
}

bool Round::must_ask_git() const {
    return !refresh_.empty() || memory_.git_is_stale ||
           (has_new_source(*application_) && !(memory_.resolved == spec_.source.json));
}

Result<Revision> Round::resolve(CredentialsPtr& credentials) {
    TRY_ASSIGN(credentials, shared_.repositories.credentials_for(spec_.source.repo_url,
                                                                 boundary_.project->name));
    const auto max_age = must_ask_git() ? std::chrono::milliseconds(0) : polling_.interval;
    auto revision =
        shared_.revisions.get(spec_.source.repo_url, spec_.source.target_revision, max_age, [&] {
            asked_git_ = true;
            ++shared_.counters.git_requests;
            return shared_.git.resolve(spec_.source.repo_url, spec_.source.target_revision,
                                       credentials.get(), stop_);
        });
    if (revision) {
        memory_.git_is_stale = false;
        memory_.resolved = spec_.source.json;
    }
    return revision;
}

Status Round::render(const std::string& commit, const git::Credentials* credentials) {
    bool same_source = memory_.targets && memory_.source == spec_.source.json &&
                       memory_.targets->complete && !starts_afresh_;
    if (same_source) {
        TRY_ASSIGN(const bool moved, remote_bases_moved());
        same_source = !moved;
    }
    if (same_source && memory_.commit == commit) {
        return {};
    }
    TRY_ASSIGN(const auto tree,
               shared_.git.tree(spec_.source.repo_url, commit, credentials, stop_));
    if (same_source && !memory_.depends_on_commit && render::unchanged(*tree, memory_.inputs)) {
        memory_.commit = commit;
        return {};
    }
    ++shared_.counters.renders;
    if (starts_afresh_) {
        memory_.rendering = {};
        memory_.verdicts = {};
        memory_.made_afresh = Clock::now();
    }
    TRY_ASSIGN(RenderedSource made,
               render_source(
                   tree,
                   {.spec = spec_,
                    .instance = instance_,
                    .commit = commit,
                    .limits = shared_.render_limits},
                   [this](std::string_view url) { return fetch_remote(url); }, &memory_.rendering));
    TRY_ASSIGN(TargetSet targets,
               make_targets(made.rendered.manifests, instance_, spec_.namespace_,
                            [this](const auto& kind) { return shared_.discovery.find(kind); }));
    memory_.sealed_files = files_with_sealed_secrets(made);
    memory_.resealing.settled_commit.clear();
    memory_.resealing.pending.reset();
    memory_.targets = std::make_shared<const TargetSet>(std::move(targets));
    memory_.settings_version = settings_->version();
    memory_.type = made.type;
    memory_.inputs = std::move(made.rendered.inputs);
    memory_.remotes = std::move(made.remotes);
    memory_.depends_on_commit = made.depends_on_commit;
    if (!(memory_.source == spec_.source.json)) {
        memory_.source = spec_.source.json;
        memory_.settled_commit.clear();
    }
    memory_.commit = commit;
    return {};
}

void Round::wake_for_git(Clock::time_point asked_at) {
    const auto since = [](Clock::time_point then) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - then);
    };
    const auto jitter = std::chrono::milliseconds(
        random_below(static_cast<std::uint64_t>(polling_.jitter.count()) + 1));
    wake_after(polling_.interval + jitter - since(asked_at));
    wake_after(polling_.afresh + jitter - since(memory_.made_afresh));
}

Round::Step Round::load_targets() {
    if (application_->get("metadata", "deletionTimestamp") == nullptr) {
        begin_requested_operation();
    }
    CredentialsPtr credentials;
    const Result<Revision> revision = resolve(credentials);
    Status rendered =
        revision ? render(revision->commit, credentials.get()) : Status(fail(revision.error()));
    if (rendered) {
        memory_.git_answered = Clock::now();
        memory_.git_failures = 0;
        wake_for_git(revision->asked_at);
        return std::nullopt;
    }
    ++shared_.counters.git_failures;
    ++memory_.git_failures;
    wake_after(std::min(kGitRetry.delay(memory_.git_failures), polling_.interval));
    const bool usable = memory_.targets && memory_.source == spec_.source.json;
    if (usable && refresh_.empty() && rendered.error().code == Code::kUnavailable &&
        Clock::now() - memory_.git_answered < kGrace) {
        log::warn("app", "keeping to the last commit: " + rendered.error().message,
                  {{"application", name_}});
        if (memory_.git_failures > 1) {  // once is no news
            conditions_.push_back(
                waiting("waiting for the Git repository", rendered.error().message));
        }
        return std::nullopt;
    }
    return Stop{"ComparisonError", rendered.error().with("Failed to load target state")};
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
    shared_.live.set_interest(instance_, std::move(keys));
    for (const manifest::GroupVersionKind& kind : kinds) {
        TRY(shared_.live.synced(kind));
    }
    return watch_recorded_kinds(shared_, *application_);
}

std::chrono::milliseconds Round::note_unsynced(const Error& error) {
    log::debug("app", error.message, {{"application", name_}});
    if (!memory_.unsynced_since) {
        memory_.unsynced_since = Clock::now();
    }
    if (Clock::now() - *memory_.unsynced_since < kUnsyncedLong) {
        return kUnsyncedDelay;
    }
    conditions_.push_back(waiting("waiting for the API server", error.message));
    return kUnsyncedLongDelay;
}

Result<kube::Requeue> Round::wait_for_api_server(const Error& error) {
    const auto delay = note_unsynced(error);
    if (conditions_.empty()) {
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
    return {};
}

void Round::describe_comparison() {
    for (const manifest::ObjectKey& key : memory_.targets->duplicates) {
        conditions_.push_back({"RepeatedResourceWarning",
                               "Resource " + to_string(key) +
                                   " appeared more than once among application resources."});
    }
    for (std::string& shared : shared_objects(comparison_, instance_)) {
        conditions_.push_back({"SharedResourceWarning", std::move(shared)});
    }
    describe_health_scripts();
    if (const Value* state = status_.get("operationState")) {
        if (auto wait = describe_waiting(*state, spec_, comparison_)) {
            conditions_.push_back(*std::move(wait));
        }
    }
    status_["sync"] = sync_value(comparison_.sync, spec_, memory_.commit);
    status_["resources"] = resource_rows(comparison_);
    status_["health"] =
        health_value(comparison_.health, application_->get("status", "health"), now_);
    status_["summary"] = summary_value(comparison_);
    status_["sourceType"] =
        memory_.type == render::SourceType::kKustomize ? "Kustomize" : "Directory";
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
        end_operation();
    }
    status_["sync"]["status"] = to_string(SyncCode::kUnknown);
    if (stop.condition == "InvalidSpecError" || status_.get("health") == nullptr) {
        status_["health"] =
            health_value({HealthStatus::kUnknown, ""}, application_->get("status", "health"), now_);
    }
    wake_after(std::min(shared_.poll_interval, polling_.interval));
    return finish();
}

void Round::wake_after(std::chrono::milliseconds delay) {
    const auto bounded = std::max(delay, std::chrono::milliseconds(1));
    wake_ = wake_ ? std::min(*wake_, bounded) : bounded;
}

Result<kube::Requeue> Round::finish() {
    describe_resealing();
    status_["conditions"] =
        merge_conditions(application_->get("status", "conditions"), conditions_, now_);
    return write_status();
}

Result<kube::Requeue> Round::write_status() {
    const Value old = object_or_empty(application_->get("status"));
    Value patch = manifest::Object();
    if (Value difference = manifest::create_merge_patch(old, status_); !difference.is_null()) {
        if (asked_git_) {
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
    if (patch.get("metadata") != nullptr) {
        // A newer request must not go with the one that was served, nor others' finalizers.
        patch["metadata"]["resourceVersion"] = manifest::resource_version_of(*application_);
    }
    if (operation_done_ && application_->get("operation") != nullptr) {
        patch["operation"] = nullptr;
    }
    if (patch.as_object().empty()) {
        return kube::Requeue{wake_};
    }
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
