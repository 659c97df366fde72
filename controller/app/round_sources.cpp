// SPDX-License-Identifier: Apache-2.0
// The part of a round that gets what Git wants: each source at its commit, and all of them
// together.
#include <algorithm>
#include <set>
#include <utility>

#include "common/base/log.h"
#include "common/base/random.h"
#include "controller/app/round.h"
#include "controller/app/triggers.h"
#include "controller/app/waiting.h"

namespace sealer::app {
namespace {

constexpr Retry kGitRetry{std::chrono::seconds(5), 2, std::chrono::seconds(180)};

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

// The name under which what a source points to is remembered.
std::string revision_key(const Source& source) {
    return source.tag_prefix.empty() ? source.target_revision
                                     : source.tag_prefix + " " + source.target_revision;
}

}  // namespace

bool Round::must_ask_git(const Source& source, const SourceMemory& memory) const {
    return !refresh_.empty() || memory_.git_is_stale ||
           (has_new_source(*application_) && !(memory.resolved == source.json));
}

Result<Revision> Round::resolve(const Source& source, std::chrono::milliseconds max_age,
                                CredentialsPtr& credentials) {
    TRY_ASSIGN(credentials,
               shared_.repositories.credentials_for(source.repo_url, boundary_.project->name));
    return shared_.revisions.get(source.repo_url, revision_key(source), max_age, [&] {
        asked_git_ = true;
        return ask_git(source.repo_url, source.target_revision, credentials.get(),
                       source.tag_prefix);
    });
}

Result<std::string> Round::ask_git(const std::string& url, const std::string& revision,
                                   const git::Credentials* credentials,
                                   const std::string& tag_prefix) {
    ++shared_.counters.git_requests;
    const auto begun = Clock::now();
    auto commit = shared_.git.resolve(url, revision, credentials, stop_, tag_prefix);
    shared_.observer.on_git_request(Clock::now() - begun);
    if (!commit && commit.error().code != Code::kNotFound) {
        ++shared_.counters.git_failures;
    }
    return commit;
}

manifest::Value Round::origin(const Source& source) const {
    manifest::Value origin;
    origin["source"] = source.json;
    origin["namespace"] = spec_.namespace_;
    origin["project"] = spec_.project;
    return origin;
}

Result<TargetSet> Round::make_targets_of(const RenderedSource& made) {
    return make_targets(made.rendered.manifests,
                        {settings_->tracking(), instance_, spec_.namespace_},
                        *settings_->resource_filter(),
                        [this](const auto& kind) { return shared_.discovery.find(kind); });
}

Status Round::render(const Source& source, const std::string& commit,
                     const git::Credentials* credentials, SourceMemory& memory) {
    const bool starts_afresh = refresh_ == "hard" ||
                               memory.settings_version != settings_->version() ||
                               Clock::now() - memory.made_afresh > polling_.afresh;
    bool same_source = memory.targets && memory.origin == origin(source) &&
                       memory.targets->complete && !starts_afresh;
    if (same_source) {
        TRY_ASSIGN(const bool moved, remote_bases_moved(memory));
        same_source = !moved;
    }
    if (same_source && memory.commit == commit) {
        return {};
    }
    TRY_ASSIGN(const auto tree, shared_.git.tree(source.repo_url, commit, credentials, stop_));
    if (same_source && !memory.depends_on_commit && render::unchanged(*tree, memory.inputs)) {
        memory.commit = commit;
        return {};
    }
    ++shared_.counters.renders;
    if (starts_afresh) {
        memory.rendering = {};
        memory_.verdicts = {};
        memory.made_afresh = Clock::now();
    }
    TRY_ASSIGN(RenderedSource made,
               render_source(
                   tree,
                   {.spec = spec_,
                    .source = source,
                    .instance = instance_,
                    .commit = commit,
                    .limits = shared_.render_limits},
                   [this](std::string_view url) { return fetch_remote(url); }, &memory.rendering));
    TRY_ASSIGN(TargetSet targets, make_targets_of(made));
    memory.sealed_files = files_with_sealed_secrets(made);
    memory.resealing.settled_commit.clear();
    memory.resealing.pending.reset();
    memory.targets = std::make_shared<const TargetSet>(std::move(targets));
    memory.settings_version = settings_->version();
    memory.type = made.type;
    memory.inputs = std::move(made.rendered.inputs);
    memory.remotes = std::move(made.remotes);
    memory.depends_on_commit = made.depends_on_commit;
    memory.origin = origin(source);
    memory.commit = commit;
    return {};
}

Status Round::load_source(const Source& source, SourceMemory& memory, Clock::time_point& asked_at) {
    TRY(check_supported(source));
    CredentialsPtr credentials;
    const auto max_age =
        must_ask_git(source, memory) ? std::chrono::milliseconds(0) : polling_.interval;
    TRY_ASSIGN(const Revision revision, resolve(source, max_age, credentials));
    memory.resolved = source.json;
    TRY(render(source, revision.commit, credentials.get(), memory));
    asked_at = std::min(asked_at, revision.asked_at);
    return {};
}

Status Round::load_sources(Clock::time_point& asked_at) {
    const std::vector<Source>& sources = spec_.sources.list;
    memory_.sources.resize(sources.size());
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const Status loaded = load_source(sources[i], memory_.sources[i], asked_at);
        if (!loaded && sources.size() > 1) {
            return fail(loaded.error().with("source " + std::to_string(i + 1) + " of " +
                                            std::to_string(sources.size())));
        }
        TRY(loaded);
    }
    return {};
}

// All sources are at their commits: so are the targets now.
void Round::combine_sources() {
    std::vector<std::shared_ptr<const TargetSet>> parts;
    manifest::Array made_from;
    memory_.commits.clear();
    for (const SourceMemory& source : memory_.sources) {
        parts.push_back(source.targets);
        made_from.push_back(source.origin);
        memory_.commits.push_back(source.commit);
    }
    if (parts.size() == 1) {
        memory_.targets = parts.front();
    } else if (!memory_.targets || parts != memory_.parts) {
        memory_.targets = std::make_shared<const TargetSet>(merge_targets(parts));
    }
    memory_.parts = std::move(parts);
    if (memory_.made_from != made_from) {
        memory_.made_from = std::move(made_from);
        memory_.settled_commits.clear();
    }
}

// Whether what is remembered was made from the sources as they are asked for now.
bool Round::has_targets() const {
    return memory_.targets &&
           std::ranges::equal(memory_.made_from, spec_.sources.list, {}, {},
                              [this](const Source& source) { return origin(source); });
}

void Round::wake_for_git(Clock::time_point asked_at) {
    const auto since = [](Clock::time_point then) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - then);
    };
    const auto jitter = std::chrono::milliseconds(
        random_below(static_cast<std::uint64_t>(polling_.jitter.count()) + 1));
    wake_after(polling_.interval + jitter - since(asked_at));
    for (const SourceMemory& source : memory_.sources) {
        wake_after(polling_.afresh + jitter - since(source.made_afresh));
    }
}

Round::Step Round::load_targets() {
    if (application_->get("metadata", "deletionTimestamp") == nullptr) {
        begin_requested_operation();
    }
    Clock::time_point asked_at = Clock::now();
    const Status loaded = load_sources(asked_at);
    if (loaded) {
        combine_sources();
        memory_.git_is_stale = false;
        memory_.git_answered = Clock::now();
        memory_.git_failures = 0;
        wake_for_git(asked_at);
        return std::nullopt;
    }
    ++memory_.git_failures;
    wake_after(std::min(kGitRetry.delay(memory_.git_failures), polling_.interval));
    // How long a Git server may be away before it shows, while the last commits are kept in place.
    const auto grace =
        settings_->seconds("controller.repo.error.grace.period.seconds", std::chrono::seconds(180));
    if (has_targets() && refresh_.empty() && loaded.error().code == Code::kUnavailable &&
        Clock::now() - memory_.git_answered < grace) {
        log::warn("app", "keeping to the last commit: " + loaded.error().message,
                  {{"application", name_}});
        if (memory_.git_failures > 1) {  // once is no news
            conditions_.push_back(
                waiting("waiting for the Git repository", loaded.error().message));
        }
        return std::nullopt;
    }
    return Stop{"ComparisonError", loaded.error().with("Failed to load target state")};
}

}  // namespace sealer::app
