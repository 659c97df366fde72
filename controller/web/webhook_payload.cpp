// SPDX-License-Identifier: Apache-2.0
#include "controller/web/webhook_payload.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "common/git/url.h"
#include "common/manifest/json.h"

namespace sealer::web {
namespace {

using git::PushEvent;
using manifest::Value;

constexpr std::size_t kMaxElements = 100;
constexpr std::size_t kMaxNameBytes = 1'024;  // of a branch, tag or file

constexpr std::string_view kBranches = "refs/heads/";
constexpr std::string_view kTags = "refs/tags/";

// So many of a list are looked at.
std::span<const Value> first_of(const Value* array) {
    const std::span<const Value> all = manifest::elements(array);
    return all.first(std::min(all.size(), kMaxElements));
}

void add_repository(PushEvent& push, std::string_view url) {
    std::string key = git::repository_key(url);
    if (!key.empty() && std::ranges::find(push.repositories, key) == push.repositories.end()) {
        push.repositories.push_back(std::move(key));
    }
}

// Both may be short or full names.
void set_ref(PushEvent& push, std::string_view ref, std::string_view default_branch) {
    push.is_tag = push.is_tag || ref.starts_with(kTags);
    for (const std::string_view prefix : {kBranches, kTags}) {
        ref.remove_prefix(ref.starts_with(prefix) ? prefix.size() : 0);
        default_branch.remove_prefix(default_branch.starts_with(prefix) ? prefix.size() : 0);
    }
    push.ref = ref;
    push.is_default_branch = !push.is_tag && (default_branch.empty() || ref == default_branch);
}

// Of all commits; none at all where there are too many to be of use.
void add_files(PushEvent& push, const Value& payload) {
    for (const Value& commit : manifest::elements(payload.get("commits"))) {
        for (const char* change : {"added", "modified", "removed"}) {
            for (const Value& file : manifest::elements(commit.get(change))) {
                if (file.is_string() && file.as_string().size() <= kMaxNameBytes) {
                    push.files.push_back(file.as_string());
                }
            }
        }
        if (push.files.size() > git::kMaxPushFiles) {
            push.files.clear();
            return;
        }
    }
}

// GitHub, Gogs, Gitea and Forgejo.
std::vector<PushEvent> read_github(const Value& payload, std::string_view event) {
    if (event != "push") {
        return {};
    }
    PushEvent push;
    for (const char* url : {"html_url", "clone_url", "ssh_url"}) {
        add_repository(push, payload.text("repository", url));
    }
    set_ref(push, payload.text("ref"), payload.text("repository", "default_branch"));
    add_files(push, payload);
    return {std::move(push)};
}

// Project and system hooks; the latter are of many kinds.
std::vector<PushEvent> read_gitlab(const Value& payload) {
    const std::string_view kind = payload.text("object_kind");
    const std::string_view event = kind.empty() ? payload.text("event_name") : kind;
    if (event != "push" && event != "tag_push") {
        return {};
    }
    PushEvent push;
    for (const char* url : {"web_url", "git_http_url", "git_ssh_url"}) {
        add_repository(push, payload.text("project", url));
    }
    set_ref(push, payload.text("ref"), payload.text("project", "default_branch"));
    // It lists 20 commits, and says how many there are.
    const auto& commits = manifest::elements(payload.get("commits"));
    if (payload.integer_or(0, "total_commits_count") <= static_cast<std::int64_t>(commits.size())) {
        add_files(push, payload);
    }
    return {std::move(push)};
}

// Bitbucket's cloud says neither what files changed nor which branch is the default one.
std::vector<PushEvent> read_bitbucket(const Value& payload, std::string_view event) {
    std::vector<PushEvent> pushes;
    if (event != "repo:push") {
        return pushes;
    }
    for (const Value& change : first_of(payload.get("push", "changes"))) {
        // A branch that has gone has no new state.
        const char* state = change.text("new", "name").empty() ? "old" : "new";
        PushEvent push{.is_tag = change.text(state, "type") == "tag"};
        add_repository(push, payload.text("repository", "links", "html", "href"));
        set_ref(push, change.text(state, "name"), "");
        pushes.push_back(std::move(push));
    }
    return pushes;
}

// Bitbucket Server and Data Center; the same is not said either.
std::vector<PushEvent> read_bitbucket_server(const Value& payload, std::string_view event) {
    std::vector<PushEvent> pushes;
    if (event != "repo:refs_changed") {
        return pushes;
    }
    for (const Value& change : first_of(payload.get("changes"))) {
        PushEvent push;
        for (const Value& link : first_of(payload.get("repository", "links", "clone"))) {
            add_repository(push, link.text("href"));
        }
        set_ref(push, change.text("refId"), "");
        pushes.push_back(std::move(push));
    }
    return pushes;
}

std::vector<PushEvent> read_azure(const Value& payload) {
    std::vector<PushEvent> pushes;
    if (payload.text("eventType") != "git.push") {
        return pushes;
    }
    for (const Value& update : first_of(payload.get("resource", "refUpdates"))) {
        PushEvent push;
        add_repository(push, payload.text("resource", "repository", "remoteUrl"));
        set_ref(push, update.text("name"), payload.text("resource", "repository", "defaultBranch"));
        pushes.push_back(std::move(push));
    }
    return pushes;
}

std::vector<PushEvent> read(Provider provider, const http::Headers& headers, const Value& payload) {
    switch (provider) {
        case Provider::kGithub:
            return read_github(payload, http::header_text(headers, "X-GitHub-Event"));
        case Provider::kGogs:
            return read_github(payload, http::header_text(headers, "X-Gogs-Event"));
        case Provider::kGitlab:
            return read_gitlab(payload);
        case Provider::kBitbucket:
            return read_bitbucket(payload, http::header_text(headers, "X-Event-Key"));
        case Provider::kBitbucketServer:
            return read_bitbucket_server(payload, http::header_text(headers, "X-Event-Key"));
        case Provider::kAzureDevops:
            return read_azure(payload);
    }
    return {};
}

}  // namespace

Result<std::vector<PushEvent>> read_pushes(Provider provider, const http::Headers& headers,
                                           std::string_view body) {
    TRY_ASSIGN(const Value payload, manifest::parse_json(body));
    if (!payload.is_object()) {
        return fail(Code::kInvalid, "not a JSON object");
    }
    std::vector<PushEvent> pushes = read(provider, headers, payload);
    std::erase_if(pushes, [](const PushEvent& push) {
        return push.repositories.empty() || push.ref.empty() || push.ref.size() > kMaxNameBytes;
    });
    return pushes;
}

}  // namespace sealer::web
