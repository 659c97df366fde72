// SPDX-License-Identifier: Apache-2.0
// One look at one Application: from its spec to its status. For controller/app alone.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/app/project.h"
#include "common/app/remote_source.h"
#include "common/app/source_render.h"
#include "controller/app/auto_sync.h"
#include "controller/app/delete_hooks.h"
#include "controller/app/reconciler.h"
#include "controller/app/request.h"
#include "controller/app/status.h"
#include "controller/app/triggers.h"

namespace sealer::app {

class Round {
  public:
    // `application` is the newest that is known.
    Round(const Shared& shared, Memory& memory, kube::ObjectPtr application, SettingsPtr settings,
          std::stop_token stop);

    [[nodiscard]] Result<kube::Requeue> run();

  private:
    // How soon the lists of kinds are looked at again.
    static constexpr auto kUnsyncedDelay = std::chrono::milliseconds(50);

    // Each returns what stops the round; the message becomes a condition of that type.
    struct Stop {
        std::string condition;
        Error error;
    };
    using Step = std::optional<Stop>;

    // Whether the installation is set so that anything can be done.
    [[nodiscard]] Step check_settings() const;
    [[nodiscard]] Step load_spec();
    [[nodiscard]] Step load_project();
    // Of its repositories and its destination, by the project.
    [[nodiscard]] Status check_permissions(const Spec& spec) const;

    [[nodiscard]] Step load_targets();
    // `asked_at`: becomes when the oldest of Git's answers was asked for.
    [[nodiscard]] Status load_sources(Clock::time_point& asked_at);
    [[nodiscard]] Status load_source(const Source& source, SourceMemory& memory,
                                     Clock::time_point& asked_at);
    [[nodiscard]] bool must_ask_git(const Source& source, const SourceMemory& memory) const;
    void wake_for_git(Clock::time_point asked_at);
    // What `revision` means on the server now.
    [[nodiscard]] Result<std::string> ask_git(const std::string& url, const std::string& revision,
                                              const git::Credentials* credentials,
                                              const std::string& tag_prefix = {});
    [[nodiscard]] Result<Revision> resolve(const Source& source, std::chrono::milliseconds max_age,
                                           CredentialsPtr& credentials);
    [[nodiscard]] Status render(const Source& source, const std::string& commit,
                                const git::Credentials* credentials, SourceMemory& memory);
    // What the objects of a source depend on, beside its commit and the settings.
    [[nodiscard]] manifest::Value origin(const Source& source) const;
    [[nodiscard]] Result<TargetSet> make_targets_of(const RenderedSource& made);
    void combine_sources();
    [[nodiscard]] bool has_targets() const;
    [[nodiscard]] RemoteAccess remote_access();
    [[nodiscard]] Result<kustomize::RemoteTree> fetch_remote(std::string_view url);
    [[nodiscard]] Result<bool> remote_bases_moved(const SourceMemory& memory);
    void note_remotes_as_synced();
    [[nodiscard]] Status watch_kinds();
    [[nodiscard]] Status compare();
    [[nodiscard]] bool watches_namespace() const;
    // Whether the namespace that the Application makes is as it asks; true where it makes none.
    [[nodiscard]] bool is_namespace_in_sync() const;
    void watch_orphans();
    void describe_orphans();

    [[nodiscard]] Result<kube::Requeue> delete_application();
    [[nodiscard]] Result<bool> serve_finalizers();
    [[nodiscard]] Result<bool> run_delete_hooks(DeleteStage stage);
    [[nodiscard]] bool pauses_after_failure_of(DeleteStage stage);

    void begin_requested_operation();
    void keep_to_begun_revisions();
    [[nodiscard]] bool is_requested() const;
    // Why an operation has taken too long; empty: it has not, and is looked at again when it has.
    [[nodiscard]] std::string check_time_left(const manifest::Value& state);
    // Whether anything may have been written.
    [[nodiscard]] bool run_operation();
    void start_automatic_operation();
    // Whether what the Application depends on keeps it from syncing by itself.
    [[nodiscard]] bool is_held_back(AutoSync::Action wanted);
    [[nodiscard]] manifest::Value automatic_operation(int heal_attempts) const;
    [[nodiscard]] News news() const;
    enum class Retrial { kNever, kIfAsked };
    void end_operation(Retrial retrial);
    void tell_end();
    [[nodiscard]] SyncCluster cluster() const;
    [[nodiscard]] SyncOwner owner() const;
    [[nodiscard]] bool runs_hooks() const;
    [[nodiscard]] bool is_stored(const manifest::Value& state) const;
    void report(const Status& advanced);
    [[nodiscard]] bool retry_later();
    [[nodiscard]] bool operation_is_under_way() const;

    void note_rollback(const manifest::Value& request);
    void settle_rollback(const manifest::Value& request);
    // Whether automatic synchronisation waits because of it.
    [[nodiscard]] bool is_rolled_back();
    [[nodiscard]] std::optional<Commits> newest_commits();
    // Whether what the spec's sources, as remembered, are made from is otherwise at other commits.
    [[nodiscard]] bool is_touched_by(const Commits& commits);
    // An automatic synchronisation to newer ones does not wait for a requested operation's end.
    void look_for_newer_commits(const manifest::Value& request);

    void reseal();
    void reseal(const Source& source, SourceMemory& memory, const keys::KeyRing& ring);
    [[nodiscard]] Status push_resealed(const Source& source, SourceMemory& memory,
                                       const keys::KeyRing& ring);
    [[nodiscard]] Status commit_resealed(const Source& source, SourceMemory& memory,
                                         const keys::KeyRing& ring,
                                         const git::Credentials* credentials);
    void reseal_failed(Resealing& resealing, const Error& error);
    void look_at_git_again(std::chrono::milliseconds delay);
    void describe_resealing();

    // Whether no condition of the Application says so yet.
    [[nodiscard]] bool is_news(std::string_view message) const;
    [[nodiscard]] Result<kube::Requeue> stopped_by(const Stop& stop);
    [[nodiscard]] Result<kube::Requeue> wait_for_api_server(const Error& error);
    // Whether kinds that it uses could not be listed for a while; notes since when.
    [[nodiscard]] bool is_unsynced_for_long();
    // How soon to look again; what takes long becomes a condition.
    [[nodiscard]] std::chrono::milliseconds note_unsynced(const Error& error);
    void describe_comparison();
    void describe_health_scripts();
    [[nodiscard]] std::vector<render::SourceType> source_types() const;
    [[nodiscard]] Result<kube::Requeue> finish();
    // What is to be written of the Application; empty: nothing.
    [[nodiscard]] manifest::Value make_patch() const;
    // Whether it may wait for what other Applications write; if so, has it looked at again.
    [[nodiscard]] bool has_time(const manifest::Value& patch);
    [[nodiscard]] Result<kube::Requeue> write_status();
    void wake_after(std::chrono::milliseconds delay);

    const Shared& shared_;
    Memory& memory_;
    const kube::ObjectPtr application_;
    const SettingsPtr settings_;
    const Polling polling_;
    const std::stop_token stop_;
    const std::string namespace_;
    const std::string name_;
    const std::string instance_;
    const std::string refresh_;  // "normal", "hard" or empty
    const WallTime now_;

    Boundary boundary_;
    Spec spec_;           // of the operation that is requested, where there is one
    RetryRequest retry_;  // what it asks for
    Comparison comparison_;
    const manifest::Value known_status_;  // an object
    manifest::Value status_;              // as it is to be
    std::vector<Condition> conditions_;
    std::optional<manifest::Value> finalizers_;  // to be written
    std::string rolled_back_from_;               // kRolledBackFrom, as it is to be
    std::string superseded_by_;  // commits that the requested operation gives way to
    bool asked_git_ = false;
    bool operation_done_ = false;  // the requested one: its request goes
    std::optional<std::chrono::milliseconds> wake_;
};

// Whether a finalizer asks that the Application's objects go with it.
[[nodiscard]] bool is_cascading(const manifest::Value& application);

struct Cascade {
    kube::Requeue requeue;
    std::optional<Condition> waiting;  // what it waits for; unset: it is done
};

// Deletes what a deleted Application's finalizer asks for, within the boundary, and then the
// finalizer.
[[nodiscard]] Result<Cascade> delete_cascade(const Shared& shared, const Boundary& boundary,
                                             const manifest::Value& application);

// Sets up watching of the kinds that status.resources names.
[[nodiscard]] Status watch_recorded_kinds(const Shared& shared, const manifest::Value& application);

}  // namespace sealer::app
