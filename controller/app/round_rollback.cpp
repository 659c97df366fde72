// SPDX-License-Identifier: Apache-2.0
// The part of a round that keeps an Application at what somebody rolled it back to. The commits
// that it was rolled back from stand in an annotation: while Git wants just those, automatic
// synchronisation waits. The next commit ends that, as does a synchronisation to what the spec
// says, or taking the annotation away.
#include <utility>

#include "controller/app/round.h"

namespace sealer::app {

using manifest::Value;

void Round::note_rollback(const Value& request) {
    const bool is_selective = !manifest::elements(request.get("sync", "resources")).empty();
    const bool leaves_spec = is_about_others(request);
    if (request.flag("sync", "dryRun") || (is_selective && !leaves_spec)) {
        return;
    }
    rolled_back_from_ = leaves_spec && spec_.automated
                            ? describe(revisions_in(application_->get("status", "sync")))
                            : std::string();
}

// An operation that was about what the spec says after all was no rollback.
void Round::settle_rollback(const Value& request) {
    const bool is_whole = !request.flag("sync", "dryRun") &&
                          manifest::elements(request.get("sync", "resources")).empty();
    if (is_whole && describe(memory_.commits) == rolled_back_from_ &&
        are_sources_of(application_->get("spec"), spec_.sources)) {
        rolled_back_from_.clear();
    }
}

bool Round::is_rolled_back() {
    if (rolled_back_from_.empty()) {
        return false;
    }
    const bool is_as_then =
        describe(memory_.commits) == rolled_back_from_ &&
        are_sources_of(application_->get("status", "sync", "comparedTo"), spec_.sources);
    if (!spec_.automated || !is_as_then) {
        rolled_back_from_.clear();
        return false;
    }
    conditions_.push_back(
        {"RollbackWarning", "Rolled back from " + rolled_back_from_ +
                                ": automatic synchronisation waits for the next commit. To end "
                                "this now, synchronise, or remove the annotation " +
                                std::string(kRolledBackFrom)});
    return true;
}

// The commits that the spec's sources are at by now, if that can be told.
std::optional<Commits> Round::newest_commits() {
    Commits commits;
    const auto max_age = refresh_.empty() ? polling_.interval : std::chrono::milliseconds(0);
    for (const Source& source : spec_.sources.list) {
        CredentialsPtr credentials;
        const Result<Revision> revision = resolve(source, max_age, credentials);
        if (!revision) {
            return std::nullopt;
        }
        commits.push_back(revision->commit);
    }
    return commits;
}

bool Round::is_touched_by(const Commits& commits) {
    for (std::size_t i = 0; i < commits.size(); ++i) {
        const Source& source = spec_.sources.list[i];
        if (i >= memory_.sources.size() || memory_.sources[i].origin != origin(source)) {
            return false;  // after a start: the round will tell what it is made from
        }
        const SourceMemory& memory = memory_.sources[i];
        const auto credentials =
            shared_.repositories.credentials_for(source.repo_url, boundary_.project->name);
        if (memory.commit == commits[i] || !credentials) {
            continue;
        }
        const auto tree = shared_.git.tree(source.repo_url, commits[i], credentials->get(), stop_);
        if (tree && (memory.depends_on_commit || !render::unchanged(**tree, memory.inputs))) {
            return true;
        }
    }
    return false;
}

void Round::look_for_newer_commits(const Value& request) {
    const bool is_elsewhere = is_about_others(request);
    const std::string then =
        is_elsewhere ? rolled_back_from_
                     : describe(revisions_in(status_.get("operationState", "syncResult")));
    if (!spec_.automated || then.empty()) {
        return;
    }
    const auto now = newest_commits();
    if (!now || describe(*now) == then || memory_.untouched_by == std::pair(then, *now)) {
        return;
    }
    if (is_elsewhere || is_touched_by(*now)) {
        superseded_by_ = describe(*now);
    } else {
        memory_.untouched_by = {then, *now};
    }
}

}  // namespace sealer::app
