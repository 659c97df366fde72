// SPDX-License-Identifier: Apache-2.0
#include "controller/app/global_projects.h"

#include <algorithm>
#include <iterator>

#include "common/manifest/yaml.h"

namespace sealer::app {
namespace {

using manifest::Value;

tl::unexpected<Error> wrong(const std::string& what) {
    return fail(Code::kInvalid, "argocd-cm: globalProjects: " + what);
}

// Null: the project has no such label.
const Value* label_of(const Value& project, std::string_view key) {
    return project.get("metadata", "labels", key);
}

Result<bool> fulfils(const Value& project, const Value& expression) {
    const Value* label = label_of(project, expression.text("key"));
    const std::string_view wanted = expression.text("operator");
    const manifest::Array& values = manifest::elements(expression.get("values"));
    const bool is_listed = label != nullptr && std::ranges::find(values, *label) != values.end();
    if (wanted == "In" || wanted == "NotIn") {
        return is_listed == (wanted == "In");
    }
    if (wanted == "Exists" || wanted == "DoesNotExist") {
        return (label != nullptr) == (wanted == "Exists");
    }
    return wrong("no such operator of a labelSelector: \"" + std::string(wanted) + "\"");
}

Result<bool> is_selected(const Value& project, const Value* selector) {
    if (selector == nullptr || !selector->is_object()) {
        return true;
    }
    for (const manifest::Member& wanted : manifest::members(selector->get("matchLabels"))) {
        const Value* label = label_of(project, wanted.key);
        if (label == nullptr || !(*label == wanted.value)) {
            return false;
        }
    }
    for (const Value& expression : manifest::elements(selector->get("matchExpressions"))) {
        TRY_ASSIGN(const bool is_so, fulfils(project, expression));
        if (!is_so) {
            return false;
        }
    }
    return true;
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
    for (const Value& entry : entries->as_array()) {
        const std::string_view name = entry.text("projectName");
        TRY_ASSIGN(const bool is_for_it, is_selected(project, entry.get("labelSelector")));
        if (is_for_it && name != manifest::name_of(project)) {
            names.emplace_back(name);
        }
    }
    return names;
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
