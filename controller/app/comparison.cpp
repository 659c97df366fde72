// SPDX-License-Identifier: Apache-2.0
#include "controller/app/comparison.h"

#include <algorithm>
#include <array>
#include <set>

#include "common/base/mutex.h"
#include "common/base/text.h"
#include "controller/app/tracking.h"
#include "controller/sync/hook.h"

namespace sealer::app {
namespace {

bool ignores_extraneous(const manifest::Value& live) {
    const std::string_view options =
        manifest::annotation(live, "argocd.argoproj.io/compare-options");
    return std::ranges::any_of(split(options, ','), [](std::string_view option) {
        return trim(option) == "IgnoreExtraneous";
    });
}

// What can be said without the API server; unset: it must be asked.
std::optional<SyncCode> judge_locally(const Item& item, const Verdicts& verdicts) {
    if (!item.refusal.empty()) {
        return SyncCode::kUnknown;
    }
    if (item.target == nullptr || item.live == nullptr || !is_whole(*item.live)) {
        return SyncCode::kOutOfSync;
    }
    const auto known = verdicts.find(item.key);
    if (known != verdicts.end() && known->second.digest == item.target->digest &&
        known->second.resource_version == manifest::resource_version_of(*item.live)) {
        return known->second.in_sync ? SyncCode::kSynced : SyncCode::kOutOfSync;
    }
    // What cannot be read locally, the API server will judge.
    switch (
        compare_locally(item.target->desired(), *item.live).value_or(LocalVerdict::kUndecided)) {
        case LocalVerdict::kInSync:
            return SyncCode::kSynced;
        case LocalVerdict::kOutOfSync:
            return SyncCode::kOutOfSync;
        case LocalVerdict::kUndecided:
            break;
    }
    return std::nullopt;
}

}  // namespace

std::string_view to_string(SyncCode code) {
    constexpr std::array<std::string_view, 3> kNames{"Synced", "OutOfSync", "Unknown"};
    return kNames.at(static_cast<std::size_t>(code));
}

void Comparer::collect(const TargetSet& targets, const std::string& instance,
                       const Boundary& boundary, Comparison& into) {
    std::set<manifest::ObjectKey> wanted;
    for (const Target& target : targets.targets) {
        const manifest::GroupVersionKind type = manifest::type_of(target.object);
        const Status permitted = check_object(boundary, target.key, target.is_namespaced());
        const bool is_visible = permitted && target.resource;
        into.items.push_back({.key = target.key,
                              .version = type.version,
                              .target = &target,
                              .live = is_visible ? live_.get(type, target.key) : nullptr,
                              .refusal = permitted ? "" : permitted.error().message});
        wanted.insert(target.key);
    }
    for (kube::ObjectPtr& live : live_.owned(instance)) {
        const manifest::ObjectKey key = manifest::key_of(*live);
        const bool is_root = manifest::elements(live->get("metadata", "ownerReferences")).empty();
        const bool is_visible =
            is_root && check_object(boundary, key, !key.namespace_.empty()).has_value();
        if (is_visible && wanted.insert(key).second) {
            const std::string version = manifest::type_of(*live).version;
            std::vector<Item>& group = sync::hook_of(*live) ? into.hooks : into.items;
            group.push_back({.key = key, .version = version, .live = std::move(live)});
        }
    }
}

Result<bool> Comparer::ask_server(const Item& item) {
    auto predicted = writer_.apply(*item.target->resource, item.target->object, true);
    if (predicted) {
        TRY_ASSIGN(const bool changes, differs(item.target->desired(), *item.live, *predicted));
        return !changes;
    }
    // What the API server refuses will be refused at the sync too, which then says why.
    if (predicted.error().code == Code::kUnavailable ||
        predicted.error().code == Code::kCancelled) {
        return fail(predicted.error().with("cannot compare " + to_string(item.key)));
    }
    return false;
}

Result<Comparison> Comparer::compare(std::shared_ptr<const TargetSet> targets,
                                     const std::string& instance, const Boundary& boundary,
                                     Verdicts& verdicts) {
    Comparison comparison;
    collect(*targets, instance, boundary, comparison);
    comparison.targets = std::move(targets);
    for (Item& hook : comparison.hooks) {
        hook.health = health_of(*hook.live);
    }
    std::vector<Item*> undecided;
    for (Item& item : comparison.items) {
        item.health = item.live ? health_of(*item.live) : std::nullopt;
        if (const auto sync = judge_locally(item, verdicts)) {
            item.sync = *sync;
        } else {
            undecided.push_back(&item);
        }
    }
    std::vector<Result<bool>> answers(undecided.size(), false);
    pool_.parallel_for(undecided.size(),
                       [&](std::size_t i) { answers[i] = ask_server(*undecided[i]); });
    for (std::size_t i = 0; i < undecided.size(); ++i) {
        Item& item = *undecided[i];
        TRY_ASSIGN(const bool in_sync, std::move(answers[i]));
        item.sync = in_sync ? SyncCode::kSynced : SyncCode::kOutOfSync;
        verdicts[item.key] = {item.target->digest,
                              std::string(manifest::resource_version_of(*item.live)), in_sync};
    }
    return comparison;
}

void summarize(Comparison& comparison, const manifest::ObjectKey& self, bool judges_children) {
    std::erase_if(comparison.items,
                  [&](const Item& item) { return item.requires_pruning() && item.key == self; });
    comparison.sync = SyncCode::kSynced;
    std::vector<HealthRow> rows;
    for (Item& item : comparison.items) {
        if (!judges_children && is_application(item.key)) {
            item.health.reset();
        }
        const bool counts = !item.requires_pruning() || !ignores_extraneous(*item.live);
        if (item.sync != SyncCode::kSynced && counts) {
            comparison.sync = SyncCode::kOutOfSync;
        }
        if (item.key != self) {
            rows.push_back({item.key, item.live.get(), item.health});
        }
    }
    comparison.health = aggregate_health(rows);
}

bool is_application(const manifest::ObjectKey& key) {
    return key.group == "argoproj.io" && key.kind == "Application";
}

}  // namespace sealer::app
