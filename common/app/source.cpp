// SPDX-License-Identifier: Apache-2.0
#include "common/app/source.h"

#include <algorithm>
#include <array>
#include <set>

#include "common/base/text.h"

namespace sealer::app {
namespace {

using manifest::Value;

tl::unexpected<Error> invalid(std::string_view where, std::string_view what) {
    return fail(Code::kInvalid, std::string(where) + std::string(what));
}

// Options that are all as if they were missing choose no tool.
bool has_options(const Value* options) {
    return std::ranges::any_of(manifest::members(options), [](const manifest::Member& member) {
        return is_set(&member.value) && !(member.value.is_bool() && !member.value.as_bool());
    });
}

// The tools that the source has options of, as the field is called and as it is shown.
std::vector<std::pair<std::string_view, std::string>> tools_of(const Value& json) {
    constexpr std::array<std::pair<std::string_view, const char*>, 4> kTools{
        {{"kustomize", "Kustomize"},
         {"helm", "Helm"},
         {"directory", "Directory"},
         {"plugin", "Plugin"}}};
    std::vector<std::pair<std::string_view, std::string>> found;
    for (const auto& [field, name] : kTools) {
        if (has_options(json.get(field))) {
            found.emplace_back(field, name);
        }
    }
    return found;
}

// What names what this version does not do; empty: nothing.
std::string unsupported_field(const Value& json) {
    if (!json.text("chart").empty()) {
        return ".chart: Helm charts are";
    }
    if (json.text("repoURL").starts_with("oci://")) {
        return ".repoURL: oci:// is";
    }
    for (const char* tool : {"helm", "plugin"}) {
        if (has_options(json.get(tool))) {
            return "." + std::string(tool) + " is";
        }
    }
    if (has_options(json.get("directory", "jsonnet"))) {
        return ".directory.jsonnet is";
    }
    return json.flag("directory", "disableExtensionFilter") ? ".directory.disableExtensionFilter is"
                                                            : "";
}

Status check_ref(const Source& source, std::string_view where) {
    const bool is_name = std::ranges::all_of(source.ref, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '_' || c == '-';
    });
    if (!is_name) {
        return invalid(where, ".ref: letters, digits, \"_\" and \"-\" alone may be in it");
    }
    if (!source.ref.empty() && !source.json.text("chart").empty()) {
        return invalid(where, ".ref: a source with a chart cannot have one");
    }
    return {};
}

Status parse_options(Source& source, std::string_view where) {
    const auto tools = tools_of(source.json);
    if (tools.size() > 1) {
        std::string names;
        for (const auto& [field, name] : tools) {
            names += (names.empty() ? "" : ",") + name;
        }
        return invalid(where, ": multiple application sources defined: " + names);
    }
    if (tools.empty()) {
        return {};
    }
    const Value& options = *source.json.get(tools.front().first);
    if (tools.front().first == "directory") {
        source.type = render::SourceType::kDirectory;
        source.directory = {.recurse = options.flag("recurse"),
                            .include = std::string(options.text("include")),
                            .exclude = std::string(options.text("exclude"))};
    } else if (tools.front().first == "kustomize") {
        source.type = render::SourceType::kKustomize;
        TRY_ASSIGN(source.kustomize,
                   parse_kustomize_options(options, std::string(where) + ".kustomize"));
    }
    return {};
}

Result<Sources> parse_list(const manifest::Array& list, std::string_view where) {
    Sources sources{.list = {}, .is_list = true};
    std::set<std::string> refs;
    for (const Value& json : list) {
        const std::string place =
            std::string(where) + ".sources[" + std::to_string(sources.list.size()) + "]";
        TRY_ASSIGN(Source source, parse_source(json, place));
        if (source.path.empty() && source.ref.empty() && json.text("chart").empty()) {
            return invalid(place, ": one of path, chart and ref is required");
        }
        if (!source.ref.empty() && !refs.insert(source.ref).second) {
            return invalid(place, ".ref: another source is called \"" + source.ref + "\" too");
        }
        sources.list.push_back(std::move(source));
    }
    return sources;
}

}  // namespace

bool is_set(const Value* value) {
    if (value == nullptr || value->is_null()) {
        return false;
    }
    return !(value->is_object() && value->as_object().empty()) &&
           !(value->is_array() && value->as_array().empty()) &&
           !(value->is_string() && value->as_string().empty());
}

Result<Source> parse_source(const Value& json, std::string_view where) {
    Source source;
    source.where = where;
    source.json = json;
    source.repo_url = json.text("repoURL");
    source.path = json.text("path");
    source.target_revision = json.text("targetRevision");
    source.tag_prefix = json.text("tagPrefix");
    source.ref = json.text("ref");
    if (source.repo_url.empty()) {
        return invalid(where, ".repoURL is required");
    }
    if (!json.text("chart").empty() && source.target_revision.empty()) {
        return invalid(where, ".targetRevision is required where there is a chart");
    }
    TRY(check_ref(source, where));
    if (source.target_revision.empty()) {
        source.target_revision = "HEAD";
    }
    TRY(parse_options(source, where));
    if (const std::string field = unsupported_field(json); !field.empty()) {
        source.refusal = std::string(where) + field + " not supported by this version of Sealer";
    }
    return source;
}

std::span<const Value> written_sources(const Value* holder) {
    if (holder == nullptr) {
        return {};
    }
    if (const auto& list = manifest::elements(holder->get("sources")); !list.empty()) {
        return list;
    }
    const Value* single = holder->get("source");
    return {single, single == nullptr ? 0U : 1U};
}

Result<Sources> parse_sources(const Value& holder, std::string_view where) {
    if (const auto& list = manifest::elements(holder.get("sources")); !list.empty()) {
        return parse_list(list, where);
    }
    const std::string place = std::string(where) + ".source";
    const Value* json = holder.get("source");
    if (json == nullptr || !json->is_object()) {
        return invalid(place, " is missing");
    }
    TRY_ASSIGN(Source source, parse_source(*json, place));
    if (source.path.empty() && json->text("chart").empty()) {
        return invalid(place, ": one of path and chart is required");
    }
    Sources sources;
    sources.list.push_back(std::move(source));
    return sources;
}

Commits revisions_in(const Value* holder) {
    Commits commits;
    if (holder == nullptr) {
        return commits;
    }
    for (const Value& commit : manifest::elements(holder->get("revisions"))) {
        commits.emplace_back(commit.is_string() ? commit.as_string() : "");
    }
    if (commits.empty() && !holder->text("revision").empty()) {
        commits.emplace_back(holder->text("revision"));
    }
    return commits;
}

Status check_supported(const Source& source) {
    return source.refusal.empty() ? Status() : fail(Code::kInvalid, source.refusal);
}

}  // namespace sealer::app
