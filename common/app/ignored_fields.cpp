// SPDX-License-Identifier: Apache-2.0
#include "common/app/ignored_fields.h"

#include <algorithm>
#include <map>

#include "common/manifest/field_path.h"

namespace sealer::app {
namespace {

using manifest::FieldPath;
using manifest::FieldSet;
using manifest::Value;

void add_paths(const Value& object, const manifest::Schema* schema,
               const std::vector<manifest::Array>& all_steps, FieldSet& ignored) {
    for (const manifest::Array& steps : all_steps) {
        const auto path = manifest::field_path(object, schema, steps);
        if (path && !path->empty()) {
            ignored.insert(*path);
        }
    }
}

// A manager owns the items and maps that it has put fields into, too; just those fields are its
// own.
void add_leaves(const FieldSet& owned, FieldPath& path, FieldSet& ignored) {
    for (const auto& [element, child] : owned.children()) {
        path.push_back(element);
        if (child.children().empty()) {
            ignored.insert(path);
        } else {
            add_leaves(child, path, ignored);
        }
        path.pop_back();
    }
}

Status add_managed(const Value& live, const std::vector<std::string>& managers, FieldSet& ignored) {
    for (const Value& entry : manifest::elements(live.get("metadata", "managedFields"))) {
        const Value* fields = entry.get("fieldsV1");
        if (fields == nullptr ||
            std::ranges::find(managers, entry.text("manager")) == managers.end()) {
            continue;
        }
        TRY_ASSIGN(const FieldSet owned, FieldSet::parse(*fields));
        FieldPath path;
        add_leaves(owned, path, ignored);
    }
    return {};
}

std::vector<manifest::Array> steps_of(const Value& paths) {
    std::vector<manifest::Array> all_steps;
    for (const Value& path : manifest::elements(&paths)) {
        all_steps.push_back(manifest::elements(&path));
    }
    return all_steps;
}

// Each expression once for all the pairs (by index) that it concerns: starting jq takes longer than
// evaluating.
using Concerned = std::map<std::string, std::vector<std::size_t>>;

Status add_found(const std::string& expression, const std::vector<std::size_t>& concerned,
                 const std::vector<ObjectPair>& pairs, const FindPaths& find_paths,
                 std::vector<FieldSet>& ignored) {
    std::vector<const Value*> objects;
    for (const std::size_t i : concerned) {
        objects.push_back(&pairs[i].desired);
        objects.push_back(&pairs[i].live);
    }
    TRY_ASSIGN(const std::vector<Value> found, find_paths(expression, objects));
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::size_t pair = concerned[i / 2];
        add_paths(*objects[i], pairs[pair].schema, steps_of(found[i]), ignored[pair]);
    }
    return {};
}

}  // namespace

Result<std::vector<FieldSet>> ignored_fields(const IgnoreRules& rules,
                                             const std::vector<ObjectPair>& pairs,
                                             const FindPaths& find_paths) {
    std::vector<FieldSet> ignored(pairs.size());
    Concerned concerned;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const ObjectPair& pair = pairs[i];
        for (const IgnoreRule& rule : rules.rules) {
            if (!rule.matches(pair.key)) {
                continue;
            }
            add_paths(pair.desired, pair.schema, rule.pointers, ignored[i]);
            add_paths(pair.live, pair.schema, rule.pointers, ignored[i]);
            TRY(add_managed(pair.live, rule.managers, ignored[i]));
            for (const std::string& expression : rule.expressions) {
                concerned[expression].push_back(i);
            }
        }
    }
    for (const auto& [expression, of] : concerned) {
        TRY(add_found(expression, of, pairs, find_paths, ignored));
    }
    return ignored;
}

}  // namespace sealer::app
