// SPDX-License-Identifier: Apache-2.0
#include "common/app/global_projects.h"

#include <algorithm>
#include <iterator>

#include "common/manifest/object.h"
#include "common/manifest/yaml.h"

namespace sealer::app {
namespace {

using manifest::Value;

tl::unexpected<Error> wrong(const std::string& what) {
    return fail(Code::kInvalid, "argocd-cm: globalProjects: " + what);
}

template <class T>
void append(const std::vector<T>& from, std::vector<T>& to) {
    std::ranges::copy(from, std::back_inserter(to));
}

}  // namespace

Result<std::vector<std::string>> global_projects_of(std::string_view text, const Value& project) {
    std::vector<std::string> names;
    if (text.empty()) {
        return names;
    }
    const Result<Value> entries = manifest::parse_yaml_document(text);
    if (!entries || !entries->is_array()) {
        return wrong(entries ? "it is no list" : entries.error().message);
    }
    const Value* labels = project.get("metadata", "labels");
    for (const Value& entry : entries->as_array()) {
        const std::string_view name = entry.text("projectName");
        const Value* wanted = entry.get("labelSelector");
        const auto selector =
            manifest::Selector::from_object(wanted == nullptr ? Value() : *wanted);
        if (!selector) {
            return wrong(selector.error().message);
        }
        if (selector->matches(labels) && name != manifest::name_of(project)) {
            names.emplace_back(name);
        }
    }
    return names;
}

Result<Project> parse_with_globals(const Value& project, std::string_view text,
                                   const FindProject& find) {
    TRY_ASSIGN(Project parsed, parse_project(project));
    TRY_ASSIGN(const std::vector<std::string> names, global_projects_of(text, project));
    for (const std::string& name : names) {
        TRY_ASSIGN(const std::shared_ptr<const Value> global, find(name));
        if (global) {
            TRY_ASSIGN(const Project rules, parse_project(*global));
            add_rules(rules, parsed);
        }
    }
    return parsed;
}

void add_rules(const Project& global, Project& to) {
    append(global.source_repositories, to.source_repositories);
    append(global.destinations, to.destinations);
    append(global.cluster_kinds, to.cluster_kinds);
    append(global.denied_cluster_kinds, to.denied_cluster_kinds);
    append(global.denied_namespaced_kinds, to.denied_namespaced_kinds);
    if (global.namespaced_kinds) {
        to.namespaced_kinds = to.namespaced_kinds.value_or(std::vector<KindPattern>());
        append(*global.namespaced_kinds, *to.namespaced_kinds);
    }
}

}  // namespace sealer::app
