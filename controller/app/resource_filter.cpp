// SPDX-License-Identifier: Apache-2.0
#include "controller/app/resource_filter.h"

#include <algorithm>

#include "common/app/application.h"
#include "common/manifest/yaml.h"
#include "common/render/render.h"

namespace sealer::app {
namespace {

using manifest::Value;

constexpr std::size_t kMaxEntries = 1000;

// Traces and measurements, of which there are many and nobody's.
bool is_always_excluded(std::string_view group, std::string_view kind) {
    return group == "events.k8s.io" || group == "metrics.k8s.io" ||
           (group.empty() && kind == "Event") ||
           (group == "coordination.k8s.io" && kind == "Lease");
}

bool matches_glob(const std::vector<std::string>& patterns, std::string_view text) {
    return patterns.empty() || std::ranges::any_of(patterns, [&](const std::string& pattern) {
               return render::glob_match(pattern, text);
           });
}

Result<std::vector<std::string>> parse_texts(const Value& entry, std::string_view field,
                                             const std::string& where) {
    const auto wrong = [&] {
        return fail(Code::kInvalid, where + "." + std::string(field) + " is no list of texts");
    };
    std::vector<std::string> texts;
    const Value* list = entry.get(field);
    if (list == nullptr || list->is_null()) {
        return texts;
    }
    if (!list->is_array()) {
        return wrong();
    }
    for (const Value& text : list->as_array()) {
        if (!text.is_string()) {
            return wrong();
        }
        texts.push_back(text.as_string());
    }
    return texts;
}

}  // namespace

bool ResourceFilter::Entry::matches(std::string_view group, std::string_view kind) const {
    const bool is_kind = kinds.empty() || std::ranges::any_of(kinds, [&](const std::string& one) {
                             return one == "*" || one == kind;
                         });
    return is_kind && matches_glob(groups, group);
}

Result<std::vector<ResourceFilter::Entry>> ResourceFilter::parse_entries(std::string_view text,
                                                                         const std::string& key) {
    std::vector<Entry> entries;
    if (text.empty()) {
        return entries;
    }
    const Result<Value> list = manifest::parse_yaml_document(text);
    if (!list) {
        return fail(list.error().with(key));
    }
    if (!list->is_array() || list->as_array().size() > kMaxEntries) {
        return fail(Code::kInvalid, key + " is no list of at most 1000 entries");
    }
    std::size_t i = 0;
    for (const Value& json : list->as_array()) {
        const std::string where = key + "[" + std::to_string(i++) + "]";
        if (!json.is_object()) {
            return fail(Code::kInvalid, where + " is no object");
        }
        Entry entry;
        TRY_ASSIGN(entry.groups, parse_texts(json, "apiGroups", where));
        TRY_ASSIGN(entry.kinds, parse_texts(json, "kinds", where));
        TRY_ASSIGN(const auto clusters, parse_texts(json, "clusters", where));
        if (matches_glob(clusters, kInCluster)) {
            entries.push_back(std::move(entry));
        }
    }
    return entries;
}

Result<ResourceFilter> ResourceFilter::parse(std::string_view exclusions,
                                             std::string_view inclusions) {
    ResourceFilter filter;
    TRY_ASSIGN(filter.exclusions_, parse_entries(exclusions, "resource.exclusions"));
    TRY_ASSIGN(filter.inclusions_, parse_entries(inclusions, "resource.inclusions"));
    return filter;
}

bool ResourceFilter::excludes(std::string_view group, std::string_view kind) const {
    const auto is_in = [&](const std::vector<Entry>& entries) {
        return std::ranges::any_of(entries,
                                   [&](const Entry& entry) { return entry.matches(group, kind); });
    };
    return is_always_excluded(group, kind) || is_in(exclusions_) ||
           (!inclusions_.empty() && !is_in(inclusions_));
}

}  // namespace sealer::app
