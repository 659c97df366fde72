// SPDX-License-Identifier: Apache-2.0
#include "controller/app/manager.h"

#include <algorithm>

#include "common/app/namespace_patterns.h"
#include "common/app/source.h"
#include "common/app/tracking.h"
#include "common/base/log.h"
#include "common/base/thread_pool.h"
#include "common/kube/work_queue.h"
#include "controller/app/dependencies.h"
#include "controller/app/pushed.h"
#include "controller/app/reconciler.h"
#include "controller/app/triggers.h"

namespace sealer::app {
namespace {

constexpr auto kProjectUnsyncedDelay = std::chrono::milliseconds(100);

std::string queue_key(const manifest::Value& application) {
    return std::string(manifest::namespace_of(application)) + "/" +
           std::string(manifest::name_of(application));
}

}  // namespace

struct Manager::Impl {
    Impl(kube::Client& client, SettingsStore& all_settings, Options given,
         std::function<keys::KeyRingPtr()> ring, Observer all_observer)
        : options(std::move(given)),
          settings(all_settings),
          observer(std::move(all_observer)),
          discovery(client),
          applications(client, kube::applications(),
                       {.namespace_ = options.application_namespaces.empty() ? options.namespace_
                                                                             : std::string()}),
          projects(client, options.namespace_,
                   [this](const std::string& project) { look_at_project(project); }),
          clusters(client, options.namespace_, [this] { look_at_all_again(); }),
          events(client, "sealer-controller"),
          live(client,
               [this](const std::string& instance) {
                   controller.queue().add(application_key(instance, options.namespace_));
               }),
          writer(client),
          pool(options.parallel_writes),
          git(options.git_directory,
              {.allow_local = options.allow_local_git, .timeout = options.git_timeout}),
          repositories(client, options.namespace_, [this] { look_at_failures(); }),
          reconciler({client,
                      discovery,
                      applications,
                      projects,
                      clusters,
                      events,
                      live,
                      writer,
                      pool,
                      git,
                      repositories,
                      revisions,
                      settings,
                      counters,
                      std::move(ring),
                      options.namespace_,
                      options.application_namespaces,
                      options.poll_interval,
                      options.render_limits,
                      [this](const std::string& key) { controller.queue().add(key); },
                      observer}),
          controller({.name = "app",
                      .workers = options.workers,
                      .initial_backoff = std::chrono::milliseconds(50),
                      .max_backoff = std::chrono::seconds(60)},
                     [this](const std::string& key, const std::stop_token& stop) {
                         return reconciler.reconcile(key, stop);
                     }),
          project_ends({.name = "project", .workers = 1},
                       [this](const std::string& project, const std::stop_token&) {
                           return let_project_go(project);
                       }) {}

    void tell(const kube::Change& change) const {
        const manifest::Value& application = change.after ? *change.after : *change.before;
        if (is_managed(manifest::namespace_of(application), options.namespace_,
                       options.application_namespaces)) {
            observer.on_application(change);
        }
    }

    // The settings have changed: what is made of any Application may be another.
    void look_at_all_again() {
        for (const kube::ObjectPtr& application : applications.list()) {
            controller.queue().add(queue_key(*application), kube::Priority::kBacklog);
        }
    }

    // What could not be read may be readable now.
    void look_at_failures() {
        for (const kube::ObjectPtr& application : applications.list()) {
            const auto& conditions = manifest::elements(application->get("status", "conditions"));
            if (std::ranges::any_of(conditions, [](const manifest::Value& condition) {
                    return condition.text("type") == "ComparisonError";
                })) {
                controller.queue().add(queue_key(*application));
            }
        }
    }

    Result<kube::Requeue> let_project_go(const std::string& project) {
        if (!applications.synced()) {
            return kube::Requeue{kProjectUnsyncedDelay};
        }
        const auto is_used = [&] {
            const auto all = applications.list();
            return std::ranges::any_of(all, [&](const kube::ObjectPtr& application) {
                return project_of(*application) == project &&
                       is_managed(manifest::namespace_of(*application), options.namespace_,
                                  options.application_namespaces);
            });
        };
        TRY(projects.let_go(project, is_used, writer));
        return kube::Requeue{};
    }

    // Its Applications may now do more, or less; those of all projects where it may be a global
    // one.
    void look_at_project(const std::string& project) {
        project_ends.queue().add(project);
        const SettingsPtr now = settings.current();
        const bool concerns_all = now && !now->text("globalProjects").empty();
        for (const kube::ObjectPtr& application : applications.list()) {
            if (concerns_all || project_of(*application) == project) {
                controller.queue().add(queue_key(*application));
            }
        }
    }

    const Options options;
    SettingsStore& settings;
    const Observer observer;
    Counters counters;
    kube::Discovery discovery;
    kube::Informer applications;
    Projects projects;
    Clusters clusters;
    kube::EventRecorder events;
    LiveStore live;
    sync::Writer writer;
    ThreadPool pool;
    git::Store git;
    Repositories repositories;
    Revisions revisions;
    Dependents dependents;
    Reconciler reconciler;
    kube::Controller controller;
    kube::Controller project_ends;
};

Manager::Manager(kube::Client& client, SettingsStore& settings, Options options,
                 std::function<keys::KeyRingPtr()> ring, Observer observer)
    : impl_(std::make_unique<Impl>(client, settings, std::move(options), std::move(ring),
                                   std::move(observer))) {}

Manager::~Manager() {
    stop();
}

Status Manager::start() {
    if (impl_->options.git_directory.empty() || impl_->options.poll_interval.count() <= 0) {
        return fail(Code::kInvalid,
                    "the git directory must be named and the poll interval be positive");
    }
    impl_->applications.on_change([this](const kube::Change& change) {
        impl_->tell(change);
        if (asks_for_look(change)) {
            impl_->controller.queue().add(
                queue_key(change.after ? *change.after : *change.before),
                change.before ? kube::Priority::kChange : kube::Priority::kBacklog);
        }
        if (change.before) {
            impl_->project_ends.queue().add(project_of(*change.before));
        }
        for (const std::string& key : impl_->dependents.note(change)) {
            impl_->controller.queue().add(key);
        }
    });
    impl_->settings.listen([this] { impl_->look_at_all_again(); });
    impl_->applications.start();
    impl_->projects.start();
    impl_->clusters.start();
    impl_->repositories.start();
    impl_->controller.start();
    impl_->project_ends.start();
    return {};
}

void Manager::stop() {
    impl_->settings.listen({});
    impl_->applications.stop();
    impl_->projects.stop();
    impl_->clusters.stop();
    impl_->repositories.stop();
    impl_->controller.stop();
    impl_->project_ends.stop();
    impl_->live.stop();
    for (const kube::ObjectPtr& application : impl_->applications.list()) {
        impl_->tell({application, nullptr});
    }
}

void Manager::look_at_pushed(const git::PushEvent& push) {
    impl_->revisions.expire([&](const std::string& url) { return is_repository_of(push, url); });
    std::size_t found = 0;
    for (const kube::ObjectPtr& application : impl_->applications.list()) {
        const Concern concern = concern_of(*application, push);
        if (concern != Concern::kNone) {
            ++found;
            impl_->controller.queue().add(queue_key(*application), concern == Concern::kLikely
                                                                       ? kube::Priority::kChange
                                                                       : kube::Priority::kBacklog);
        }
    }
    log::info(
        "app", "pushed",
        {{"repository", push.repositories.front()}, {"ref", push.ref}, {"applications", found}});
}

bool Manager::synced() const {
    return impl_->applications.synced() && impl_->projects.synced() && impl_->clusters.synced() &&
           impl_->repositories.synced();
}

Snapshot Manager::snapshot() const {
    Snapshot snapshot;
    const Counters& counters = impl_->counters;
    snapshot.git_requests = counters.git_requests;
    snapshot.git_failures = counters.git_failures;
    snapshot.renders = counters.renders;
    snapshot.dry_runs = counters.dry_runs;
    snapshot.reseals_pushed = counters.reseals_pushed;
    snapshot.reseals_failed = counters.reseals_failed;
    snapshot.queue_length = impl_->controller.queue().size();
    return snapshot;
}

ClusterState Manager::cluster() const {
    const Cluster own = own_cluster(impl_->clusters.known());
    return {
        .server = own.server,
        .name = own.name,
        .is_connected = impl_->applications.synced() && impl_->applications.last_error().empty(),
        .watched = impl_->live.watched()};
}

}  // namespace sealer::app
