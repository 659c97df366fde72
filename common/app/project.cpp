// SPDX-License-Identifier: Apache-2.0
#include "common/app/project.h"

#include <algorithm>
#include <array>

#include "common/app/namespace_patterns.h"
#include "common/app/source_repositories.h"
#include "common/git/url.h"
#include "common/render/render.h"

namespace sealer::app {
namespace {

using manifest::elements;
using manifest::Value;

// Fields that are honoured, or mean nothing without a server for other clients than Kubernetes'.
constexpr std::array<std::string_view, 11> kKnownFields{"description",
                                                        "sourceRepos",
                                                        "sourceNamespaces",
                                                        "destinations",
                                                        "permitOnlyProjectScopedClusters",
                                                        "clusterResourceWhitelist",
                                                        "clusterResourceBlacklist",
                                                        "namespaceResourceWhitelist",
                                                        "namespaceResourceBlacklist",
                                                        "orphanedResources",
                                                        "roles"};

bool is_empty(const Value& value) {
    return value.is_null() || (value.is_array() && value.as_array().empty()) ||
           (value.is_object() && value.as_object().empty());
}

Status check_fields(const std::string& name, const Value& spec) {
    for (const manifest::Member& field : manifest::members(&spec)) {
        if (std::ranges::find(kKnownFields, field.key) == kKnownFields.end() &&
            !is_empty(field.value)) {
            return fail(Code::kInvalid, "project " + name + ": spec." + field.key +
                                            " is not supported by this version of Sealer, which "
                                            "cannot enforce it");
        }
    }
    return {};
}

std::vector<std::string> texts(const Value* list) {
    std::vector<std::string> all;
    for (const Value& entry : elements(list)) {
        if (entry.is_string()) {
            all.push_back(entry.as_string());
        }
    }
    return all;
}

std::vector<KindPattern> kinds(const Value* list) {
    std::vector<KindPattern> all;
    for (const Value& entry : elements(list)) {
        all.push_back({std::string(entry.text("group")), std::string(entry.text("kind")),
                       std::string(entry.text("name"))});
    }
    return all;
}

std::vector<DestinationPattern> destinations(const Value* list) {
    std::vector<DestinationPattern> all;
    for (const Value& entry : elements(list)) {
        all.push_back({std::string(entry.text("server")), std::string(entry.text("name")),
                       std::string(entry.text("namespace"))});
    }
    return all;
}

OrphanMonitoring orphan_monitoring(const Value& json) {
    const Value* warn = json.get("warn");
    return {.warns = warn == nullptr || !warn->is_bool() || warn->as_bool(),
            .ignored = kinds(json.get("ignore"))};
}

bool matches_project_pattern(std::string_view pattern, std::string_view text) {
    return pattern == "*" || render::glob_match(pattern, text);
}

bool contains(const std::vector<KindPattern>& patterns, const manifest::ObjectKey& key) {
    return std::ranges::any_of(patterns, [&](const KindPattern& pattern) {
        return matches_project_pattern(pattern.group, key.group) &&
               matches_project_pattern(pattern.kind, key.kind) &&
               (pattern.name.empty() || matches_project_pattern(pattern.name, key.name));
    });
}

struct Verdict {
    bool matches = false;
    bool denies = false;
};

Verdict judge(std::string_view pattern, std::string_view text) {
    if (pattern.starts_with('!')) {
        const bool hit = matches_project_pattern(pattern.substr(1), text);
        return {.matches = !hit, .denies = hit};
    }
    return {.matches = matches_project_pattern(pattern, text)};
}

bool permits_destination(const Boundary& boundary, std::string_view namespace_) {
    const Cluster& cluster = boundary.cluster;
    bool is_permitted = false;
    for (const DestinationPattern& pattern : boundary.project->destinations) {
        const Verdict server = judge(pattern.server, cluster.server);
        const Verdict name = judge(pattern.name, cluster.name);
        const Verdict space = judge(pattern.namespace_, namespace_);
        const bool is_match = (server.matches || name.matches) && space.matches;
        if (!is_match && (server.denies || name.denies || space.denies)) {
            return false;
        }
        is_permitted = is_permitted || is_match;
    }
    return is_permitted &&
           (!boundary.project->only_own_clusters || cluster.project == boundary.project->name);
}

bool permits_kind(const Project& project, const manifest::ObjectKey& key, bool is_namespaced) {
    if (is_namespaced) {
        return (!project.namespaced_kinds || contains(*project.namespaced_kinds, key)) &&
               !contains(project.denied_namespaced_kinds, key);
    }
    return contains(project.cluster_kinds, key) && !contains(project.denied_cluster_kinds, key);
}

tl::unexpected<Error> denied(std::string why) {
    return fail(Code::kDenied, std::move(why));
}

}  // namespace

Result<Project> parse_project(const Value& project) {
    Project made;
    made.name = manifest::name_of(project);
    const Value* spec = project.get("spec");
    if (spec == nullptr) {
        return made;
    }
    TRY(check_fields(made.name, *spec));
    made.source_repositories = texts(spec->get("sourceRepos"));
    made.source_namespaces = texts(spec->get("sourceNamespaces"));
    made.destinations = destinations(spec->get("destinations"));
    made.only_own_clusters = spec->flag("permitOnlyProjectScopedClusters");
    made.cluster_kinds = kinds(spec->get("clusterResourceWhitelist"));
    made.denied_cluster_kinds = kinds(spec->get("clusterResourceBlacklist"));
    made.denied_namespaced_kinds = kinds(spec->get("namespaceResourceBlacklist"));
    if (const Value* allowed = spec->get("namespaceResourceWhitelist");
        allowed != nullptr && allowed->is_array()) {
        made.namespaced_kinds = kinds(allowed);
    }
    if (const Value* orphans = spec->get("orphanedResources");
        orphans != nullptr && orphans->is_object()) {
        made.orphans = orphan_monitoring(*orphans);
    }
    return made;
}

Value open_project_spec() {
    Value anywhere;
    anywhere["server"] = "*";
    anywhere["namespace"] = "*";
    Value any_kind;
    any_kind["group"] = "*";
    any_kind["kind"] = "*";
    Value spec;
    spec["sourceRepos"] = manifest::Array{Value("*")};
    spec["destinations"] = manifest::Array{std::move(anywhere)};
    spec["clusterResourceWhitelist"] = manifest::Array{std::move(any_kind)};
    return spec;
}

std::string project_of(const Value& application) {
    const std::string_view name = application.text("spec", "project");
    return name.empty() ? "default" : std::string(name);
}

Status check_application(const Project& project, const Value& application,
                         std::string_view controller_namespace) {
    const std::string_view namespace_ = manifest::namespace_of(application);
    if (namespace_ == controller_namespace ||
        matches_namespace(project.source_namespaces, namespace_)) {
        return {};
    }
    return denied("application '" + std::string(manifest::name_of(application)) +
                  "' in namespace '" + std::string(namespace_) +
                  "' is not permitted to use project '" + project.name + "'");
}

Status check_source(const Project& project, std::string_view url) {
    if (permits(project.source_repositories, url)) {
        return {};
    }
    return denied("application repo " + git::redact_url(url) + " is not permitted in project '" +
                  project.name + "'");
}

Status check_destination(const Boundary& boundary, std::string_view namespace_) {
    if (permits_destination(boundary, namespace_)) {
        return {};
    }
    return denied("application destination server '" + boundary.cluster.server +
                  "' and namespace '" + std::string(namespace_) +
                  "' do not match any of the allowed destinations in project '" +
                  boundary.project->name + "'");
}

Status check_object(const Boundary& boundary, const manifest::ObjectKey& key, bool is_namespaced) {
    const Project& project = *boundary.project;
    if (!permits_kind(project, key, is_namespaced)) {
        return denied("resource " + key.group + ":" + key.kind + " is not permitted in project " +
                      project.name);
    }
    if (is_namespaced && !permits_destination(boundary, key.namespace_)) {
        return denied("namespace " + key.namespace_ + " is not permitted in project '" +
                      project.name + "'");
    }
    return {};
}

}  // namespace sealer::app
