// SPDX-License-Identifier: Apache-2.0
#include "controller/app/dependencies.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "common/app/source.h"
#include "common/base/text.h"
#include "common/manifest/object.h"
#include "controller/app/health_rules.h"
#include "controller/app/source_status.h"
#include "controller/app/waiting.h"

namespace sealer::app {
namespace {

using manifest::Value;

// A circle that the dependencies of `application` lead into, "a -> b -> a"; empty if there is none.
// Every Application is looked at once. Without recursion: a chain may be as long as somebody likes.
std::string find_circle(const Value& application, const FindApplication& find) {
    struct Link {
        std::string name;
        std::vector<std::string> unseen;  // of its dependencies, the next one last
    };
    const auto link_to = [](std::string name, const Value& to) {
        std::vector<std::string> unseen = dependencies_of(to);
        std::ranges::reverse(unseen);
        return Link{std::move(name), std::move(unseen)};
    };
    std::vector<Link> path = {link_to(std::string(manifest::name_of(application)), application)};
    std::set<std::string> seen;
    while (!path.empty()) {
        if (path.back().unseen.empty()) {
            path.pop_back();
            continue;
        }
        std::string next = std::move(path.back().unseen.back());
        path.back().unseen.pop_back();
        if (auto at = std::ranges::find(path, next, &Link::name); at != path.end()) {
            std::vector<std::string> circle;
            std::transform(at, path.end(), std::back_inserter(circle),
                           [](const Link& link) { return link.name; });
            circle.push_back(next);
            return join(circle, " -> ");
        }
        if (!seen.insert(next).second) {
            continue;
        }
        if (const kube::ObjectPtr other = find(next)) {
            path.push_back(link_to(std::move(next), *other));
        }
    }
    return {};
}

// The newest commit of a source of an Application that has not been compared with it yet; unset:
// none is known.
std::optional<std::string> unseen_commit(const Value& application, const FindNewest& find) {
    const std::span<const Value> sources = written_sources(application.get("spec"));
    const Commits compared = revisions_in(application.get("status", "sync"));
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const std::string revision(sources[i].text("targetRevision"));
        std::optional<std::string> newest =
            find(std::string(sources[i].text("repoURL")), revision.empty() ? "HEAD" : revision);
        if (newest && (i >= compared.size() || compared[i] != *newest)) {
            return newest;
        }
    }
    return std::nullopt;
}

// What is still wanting in an Application that others depend on; empty: nothing.
std::string shortcoming(const Value& application, const std::optional<std::string>& unseen) {
    if (application.get("metadata", "deletionTimestamp") != nullptr) {
        return "it is being deleted";
    }
    const Health health = child_health(application);
    if (health.status != HealthStatus::kHealthy) {
        return "it is " + std::string(to_string(health.status)) +
               (health.message.empty() ? "" : ": " + health.message);
    }
    if (const std::string_view sync = application.text("status", "sync", "status");
        sync != "Synced") {
        return "it is " + std::string(sync);
    }
    if (unseen) {
        return "it has not been compared with revision " + *unseen + " yet";
    }
    return {};
}

std::string key_of(const Value& application, std::string_view name) {
    return std::string(manifest::namespace_of(application)) + "/" + std::string(name);
}

// All of an Application that others' decisions depend on.
bool differs(const kube::Change& change) {
    if (!change.before || !change.after) {
        return true;
    }
    const Value& before = *change.before;
    const Value& after = *change.after;
    const auto same_text = [&](auto... path) {
        return before.text(path...) == after.text(path...);
    };
    const auto same = [&](auto... path) {
        const Value* then = before.get(path...);
        const Value* now = after.get(path...);
        return then == nullptr || now == nullptr ? then == now : *then == *now;
    };
    return !same("spec") || !same("operation") || !same("status", "sync") ||
           !same_text("status", "health", "status") ||
           !same_text("status", "operationState", "phase") ||
           !same_text("metadata", "deletionTimestamp") ||
           manifest::annotation(before, kDependsOn) != manifest::annotation(after, kDependsOn);
}

}  // namespace

std::vector<std::string> dependencies_of(const Value& application) {
    const auto names = list_entries(manifest::annotation(application, kDependsOn), ',');
    return {names.begin(), names.end()};
}

Dependence check_dependencies(const Value& application, const FindApplication& find,
                              const FindNewest& find_newest) {
    Dependence dependence;
    if (const std::string circle = find_circle(application, find); !circle.empty()) {
        dependence.obstacle = {std::string(kDependencyError),
                               std::string(kDependsOn) + " leads in a circle: " + circle};
        return dependence;
    }
    for (const std::string& name : dependencies_of(application)) {
        const kube::ObjectPtr other = find(name);
        if (!other) {
            dependence.obstacle = {std::string(kDependencyError),
                                   std::string(kDependsOn) + " names Application " + name +
                                       ", which does not exist in this namespace"};
            return dependence;
        }
        const std::optional<std::string> unseen = unseen_commit(*other, find_newest);
        const std::string why = shortcoming(*other, unseen);
        if (why.empty()) {
            continue;
        }
        if (unseen) {
            dependence.outdated.push_back(name);
        }
        if (!dependence.obstacle) {
            dependence.obstacle = waiting("waiting for Application " + name, why);
        }
    }
    return dependence;
}

std::vector<std::string> Dependents::note(const kube::Change& change) {
    const Value& any = change.after ? *change.after : *change.before;
    const std::string key = key_of(any, manifest::name_of(any));
    const MutexLock lock(mutex_);
    std::vector<std::string>& known = dependencies_[key];
    for (const std::string& name : known) {
        dependents_[key_of(any, name)].erase(key);
    }
    known = change.after ? dependencies_of(any) : std::vector<std::string>();
    for (const std::string& name : known) {
        dependents_[key_of(any, name)].insert(key);
    }
    if (known.empty()) {
        dependencies_.erase(key);
    }
    if (!differs(change)) {
        return {};
    }
    std::set<std::string> concerned = dependents_of(key);
    concerned.erase(key);
    return {concerned.begin(), concerned.end()};
}

std::set<std::string> Dependents::dependents_of(const std::string& key) const {
    std::set<std::string> all;
    std::vector<std::string> to_visit = {key};
    while (!to_visit.empty()) {
        const auto found = dependents_.find(to_visit.back());
        to_visit.pop_back();
        if (found == dependents_.end()) {
            continue;
        }
        for (const std::string& dependent : found->second) {
            if (all.insert(dependent).second) {
                to_visit.push_back(dependent);
            }
        }
    }
    return all;
}

}  // namespace sealer::app
