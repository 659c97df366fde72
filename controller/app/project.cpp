// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "controller/app/round.h"

namespace sealer::app {
namespace {

bool has_star(const manifest::Value* list, std::initializer_list<std::string_view> fields) {
    return std::ranges::any_of(manifest::elements(list), [&](const manifest::Value& entry) {
        return std::ranges::all_of(
            fields, [&](std::string_view field) { return entry.text(field) == "*"; });
    });
}

bool is_permissive(const manifest::Value& project) {
    const manifest::Value* spec = project.get("spec");
    if (spec == nullptr) {
        return false;
    }
    const bool restricts = std::ranges::any_of(
        std::initializer_list<std::string_view>{
            "clusterResourceBlacklist", "namespaceResourceBlacklist", "namespaceResourceWhitelist",
            "syncWindows", "signatureKeys", "sourceIntegrity", "destinationServiceAccounts"},
        [&](std::string_view field) { return !manifest::elements(spec->get(field)).empty(); });
    return !restricts && has_star(spec->get("destinations"), {"namespace", "server"}) &&
           has_star(spec->get("clusterResourceWhitelist"), {"group", "kind"});
}

}  // namespace

std::string check_project(const std::string& name, const manifest::Value* project) {
    if (project == nullptr) {
        return name == "default"
                   ? ""
                   : "Application referencing project " + name + " which does not exist";
    }
    return is_permissive(*project)
               ? ""
               : "project " + name +
                     " restricts more than the repositories of its Applications, which this "
                     "version of Sealer "
                     "cannot enforce; use a project that allows all destinations and kinds";
}

std::vector<std::string> source_repositories(const manifest::Value* project) {
    if (project == nullptr) {
        return {"*"};
    }
    std::vector<std::string> patterns;
    for (const manifest::Value& entry : manifest::elements(project->get("spec", "sourceRepos"))) {
        if (entry.is_string()) {
            patterns.push_back(entry.as_string());
        }
    }
    return patterns;
}

}  // namespace sealer::app
