// SPDX-License-Identifier: Apache-2.0
#include "controller/app/health_scripts.h"

#include <algorithm>
#include <set>

#include "common/base/text.h"
#include "common/manifest/yaml.h"
#include "common/render/render.h"

namespace sealer::app {
namespace {

using manifest::Value;
using Kinds = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kScriptPrefix = "resource.customizations.health.";
constexpr std::string_view kMap = "resource.customizations";

// "<group><separator><kind>", of the core group "<kind>".
void add_kind(std::string_view name, char separator, Kinds& into) {
    const std::size_t at = name.rfind(separator);
    const bool has_group = at != std::string_view::npos;
    into.emplace_back(has_group ? name.substr(0, at) : "", has_group ? name.substr(at + 1) : name);
}

}  // namespace

HealthScripts::HealthScripts(const Settings& settings) : version_(settings.version()) {
    for (const auto& [key, script] : settings.with_prefix(kScriptPrefix)) {
        add_kind(key.substr(kScriptPrefix.size()), '_', kinds_);
    }
    const std::string_view text = settings.text(kMap);
    const Result<Value> map = text.empty() ? Value() : manifest::parse_yaml_document(text);
    for (const manifest::Member& member : manifest::members(map ? &*map : nullptr)) {
        if (!member.value.text("health.lua").empty()) {
            add_kind(member.key, '/', kinds_);
        }
    }
}

bool HealthScripts::cover(const manifest::ObjectKey& key) const {
    // The script that everybody has for Applications copies their health, which is done unasked.
    return !is_application(key) && std::ranges::any_of(kinds_, [&](const auto& kind) {
        return render::glob_match(kind.first, key.group) &&
               render::glob_match(kind.second, key.kind);
    });
}

std::optional<Condition> describe_scripts(const HealthScripts& scripts,
                                          const Comparison& comparison) {
    std::set<std::string> kinds;
    for (const Item& item : comparison.items) {
        if (scripts.cover(item.key)) {
            kinds.insert(item.key.group.empty() ? item.key.kind
                                                : item.key.group + "/" + item.key.kind);
        }
    }
    if (kinds.empty()) {
        return std::nullopt;
    }
    return Condition{std::string(kHealthScriptWarning),
                     "argocd-cm has health scripts for " +
                         join({kinds.begin(), kinds.end()}, ", ") +
                         ", which this version of Sealer does not run: its own rules judge them"};
}

}  // namespace sealer::app
