// SPDX-License-Identifier: Apache-2.0
// argoproj.io/v1alpha1 AppProject: what the Applications of a project may read and write. Pure.
// Source: Argo CD's project reference
// (https://argo-cd.readthedocs.io/en/stable/user-guide/projects/).
//
// Each check says no by kDenied, in Argo CD's words. A "!" before a pattern denies what it matches,
// whatever others permit; where it does not match it counts as a match, so that a list of denials
// alone permits the rest.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::app {

struct KindPattern {  // globs
    std::string group;
    std::string kind;
    std::string name;  // empty: any
};

struct DestinationPattern {  // globs in which "*" crosses "/"
    std::string server;
    std::string name;
    std::string namespace_;
};

struct OrphanMonitoring {
    bool warns = true;
    std::vector<KindPattern> ignored;  // an empty kind: any
};

struct Project {
    std::string name;
    std::vector<std::string> source_repositories;  // as permits() takes them
    std::vector<std::string> source_namespaces;    // as matches_namespace() takes them
    std::vector<DestinationPattern> destinations;
    bool only_own_clusters = false;  // permitOnlyProjectScopedClusters
    std::vector<KindPattern> cluster_kinds;
    std::vector<KindPattern> denied_cluster_kinds;
    std::optional<std::vector<KindPattern>> namespaced_kinds;  // unset: all
    std::vector<KindPattern> denied_namespaced_kinds;
    std::optional<OrphanMonitoring> orphans;  // unset: nobody looks for them
};
using ProjectPtr = std::shared_ptr<const Project>;

// kInvalid: it restricts by what this version cannot enforce, which the message names.
[[nodiscard]] Result<Project> parse_project(const manifest::Value& project);

// The spec of the project "default" as it is made where there is none: everything is permitted.
[[nodiscard]] manifest::Value open_project_spec();

// "default" where the Application names none.
[[nodiscard]] std::string project_of(const manifest::Value& application);

struct Cluster {
    std::string server;
    std::string name;
    std::string project;     // that it is for, by its Secret; empty: for all
    std::string namespaces;  // that it is restricted to, by commas; empty: none
};

// Where an Application works.
struct Boundary {
    ProjectPtr project;
    Cluster cluster;
};

// Whether an Application outside of the controller's namespace may be of the project.
[[nodiscard]] Status check_application(const Project& project, const manifest::Value& application,
                                       std::string_view controller_namespace);

[[nodiscard]] Status check_source(const Project& project, std::string_view url);

// An Application's own destination.
[[nodiscard]] Status check_destination(const Boundary& boundary, std::string_view namespace_);

// Whether the object may be shown, written and deleted.
[[nodiscard]] Status check_object(const Boundary& boundary, const manifest::ObjectKey& key,
                                  bool is_namespaced);

}  // namespace sealer::app
