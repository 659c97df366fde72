// SPDX-License-Identifier: Apache-2.0
#include "controller/sync/hook.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/app/hook.h"
#include "common/base/text.h"
#include "common/manifest/object.h"

namespace sealer::sync {
namespace {

constexpr std::array<std::pair<std::string_view, Phase>, 4> kPhases{
    {{"PreSync", Phase::kPreSync},
     {"Sync", Phase::kSync},
     {"PostSync", Phase::kPostSync},
     {"SyncFail", Phase::kSyncFail}}};

// The trimmed entries of a comma-separated annotation.
std::set<std::string_view> entries(const manifest::Value& object, std::string_view annotation) {
    const auto found = list_entries(manifest::annotation(object, annotation), ',');
    return {found.begin(), found.end()};
}

// Whether any type is known.
bool read_types(const std::set<std::string_view>& types, Hook& hook) {
    for (const auto& [name, phase] : kPhases) {
        if (types.contains(name)) {
            hook.phases.insert(phase);
        }
    }
    hook.before_delete = types.contains("PreDelete");
    hook.after_delete = types.contains("PostDelete");
    return !hook.phases.empty() || hook.before_delete || hook.after_delete ||
           types.contains("Skip");
}

void read_helm_types(const std::set<std::string_view>& types, Hook& hook) {
    if (types.contains("pre-install") || types.contains("pre-upgrade")) {
        hook.phases.insert(Phase::kPreSync);
    }
    if (types.contains("post-install") || types.contains("post-upgrade")) {
        hook.phases.insert(Phase::kPostSync);
    }
    hook.before_delete = types.contains("pre-delete");
    hook.after_delete = types.contains("post-delete");
}

void read_policies(const manifest::Value& object, Hook& hook) {
    const auto ours = entries(object, "argocd.argoproj.io/hook-delete-policy");
    const auto helms = entries(object, "helm.sh/hook-delete-policy");
    hook.deleted_before_creation =
        ours.contains("BeforeHookCreation") || helms.contains("before-hook-creation");
    hook.deleted_on_success = ours.contains("HookSucceeded") || helms.contains("hook-succeeded");
    hook.deleted_on_failure = ours.contains("HookFailed") || helms.contains("hook-failed");
    if (!hook.deleted_on_success && !hook.deleted_on_failure) {
        hook.deleted_before_creation = true;
    }
}

}  // namespace

std::string_view to_string(Phase phase) {
    return kPhases.at(static_cast<std::size_t>(phase)).first;
}

std::optional<Phase> parse_phase(std::string_view text) {
    const auto* const found =
        std::ranges::find(kPhases, text, &std::pair<std::string_view, Phase>::first);
    return found == kPhases.end() ? std::nullopt : std::optional(found->second);
}

bool has_finalizer(const manifest::Value& object, std::string_view finalizer) {
    return std::ranges::any_of(
        manifest::elements(object.get("metadata", "finalizers")),
        [&](const manifest::Value& one) { return one == manifest::Value(finalizer); });
}

bool has_hook_finalizer(const manifest::Value& live) {
    return has_finalizer(live, kHookFinalizer);
}

std::optional<Hook> hook_of(const manifest::Value& object) {
    if (!app::is_hook(object)) {
        return std::nullopt;
    }
    Hook hook;
    if (!read_types(entries(object, app::kHook), hook)) {
        read_helm_types(entries(object, app::kHelmHook), hook);
    }
    read_policies(object, hook);
    return hook;
}

std::string generated_name(std::string_view generate_name, std::string_view revision, Phase phase,
                           WallTime started) {
    const std::string_view short_revision = revision.size() >= 8 ? revision.substr(0, 7) : revision;
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(started.time_since_epoch()).count();
    return to_lower(std::string(generate_name) + std::string(short_revision) + "-" +
                    std::string(to_string(phase)) + "-" + std::to_string(seconds));
}

}  // namespace sealer::sync
