// SPDX-License-Identifier: Apache-2.0
#include "controller/app/comparison.h"

#include <algorithm>
#include <array>
#include <set>

#include "common/app/application.h"
#include "common/app/ignored_fields.h"
#include "common/app/respected.h"
#include "common/app/tracking.h"
#include "common/base/log.h"
#include "common/jq/paths.h"
#include "controller/sync/hook.h"

namespace sealer::app {
namespace {

std::string digest_of(const Target& target, const Basis& basis) {
    return target.digest + basis.ignore.digest + (basis.respect_ignored ? "respected" : "");
}

// What cannot be read locally, the API server will judge.
LocalVerdict judge(const Item& item, const manifest::FieldSet& ignored) {
    return compare_locally(item.target->desired(), *item.live, ignored)
        .value_or(LocalVerdict::kUndecided);
}

SyncCode sync_code(LocalVerdict verdict) {
    return verdict == LocalVerdict::kInSync ? SyncCode::kSynced : SyncCode::kOutOfSync;
}

// What is known before anything is compared; unset: nothing.
std::optional<SyncCode> known_state(const Item& item, const Basis& basis,
                                    const Verdicts& verdicts) {
    if (!item.refusal.empty()) {
        return SyncCode::kUnknown;
    }
    if (item.target == nullptr || item.live == nullptr || !is_whole(*item.live)) {
        return SyncCode::kOutOfSync;
    }
    const auto known = verdicts.find(item.key);
    if (known != verdicts.end() && known->second.digest == digest_of(*item.target, basis) &&
        known->second.resource_version == manifest::resource_version_of(*item.live)) {
        return known->second.in_sync ? SyncCode::kSynced : SyncCode::kOutOfSync;
    }
    return std::nullopt;
}

// Names may change with every commit.
void forget_others(const std::vector<Item>& items, Verdicts& verdicts) {
    std::set<manifest::ObjectKey> keys;
    for (const Item& item : items) {
        keys.insert(item.key);
    }
    std::erase_if(verdicts, [&](const auto& known) { return !keys.contains(known.first); });
}

}  // namespace

std::string_view to_string(SyncCode code) {
    constexpr std::array<std::string_view, 3> kNames{"Synced", "OutOfSync", "Unknown"};
    return kNames.at(static_cast<std::size_t>(code));
}

void Comparer::collect(const Basis& basis, Comparison& into) {
    std::set<manifest::ObjectKey> wanted;
    for (const Target& target : basis.targets->targets) {
        const manifest::GroupVersionKind type = manifest::type_of(target.object);
        const Status permitted = check_object(basis.boundary, target.key, target.is_namespaced());
        const bool is_visible = permitted && target.resource;
        into.items.push_back({.key = target.key,
                              .version = type.version,
                              .target = &target,
                              .live = is_visible ? live_.get(type, target.key) : nullptr,
                              .refusal = permitted ? "" : permitted.error().message});
        wanted.insert(target.key);
    }
    for (kube::ObjectPtr& live : live_.owned(basis.instance)) {
        const manifest::ObjectKey key = manifest::key_of(*live);
        const bool is_root = manifest::elements(live->get("metadata", "ownerReferences")).empty();
        const bool is_visible =
            is_root && check_object(basis.boundary, key, !key.namespace_.empty()).has_value();
        if (is_visible && wanted.insert(key).second) {
            const std::string version = manifest::type_of(*live).version;
            std::vector<Item>& group = sync::hook_of(*live) ? into.hooks : into.items;
            group.push_back({.key = key, .version = version, .live = std::move(live)});
        }
    }
}

Status Comparer::apply_rules(const IgnoreRules& rules, std::vector<Suspect>& suspects) {
    std::vector<Suspect*> concerned;
    std::vector<ObjectPair> pairs;
    for (Suspect& suspect : suspects) {
        const Item& item = *suspect.item;
        if (rules.concern(item.key)) {
            concerned.push_back(&suspect);
            pairs.push_back(
                {item.key, item.target->desired().object, *item.live, item.target->schema});
        }
    }
    TRY_ASSIGN(std::vector<manifest::FieldSet> ignored,
               ignored_fields(rules, pairs, jq::Evaluator(jq::kComparisonBudget)));
    for (std::size_t i = 0; i < concerned.size(); ++i) {
        if (!ignored[i].empty()) {
            concerned[i]->ignored = std::move(ignored[i]);
            concerned[i]->verdict = judge(*concerned[i]->item, concerned[i]->ignored);
        }
    }
    return {};
}

Result<LocalVerdict> Comparer::ask_server(bool respect_ignored, const Suspect& suspect) {
    const Item& item = *suspect.item;
    const Desired desired = item.target->desired();
    std::optional<manifest::Value> kept;
    if (respect_ignored && !suspect.ignored.empty()) {
        TRY_ASSIGN(kept, keep_ignored(item.target->object, desired, *item.live, suspect.ignored,
                                      Write::kApply));
    }
    log::debug("app", "asking the API server by a dry run", {{"object", to_string(item.key)}});
    const auto predicted =
        writer_.apply(*item.target->resource, kept ? *kept : item.target->object, true);
    if (predicted) {
        TRY_ASSIGN(const auto paths, differences(desired, *item.live, *predicted, suspect.ignored));
        return paths.empty() ? LocalVerdict::kInSync : LocalVerdict::kOutOfSync;
    }
    // What the API server refuses will be refused at the sync too, which then says why.
    if (predicted.error().code == Code::kUnavailable ||
        predicted.error().code == Code::kCancelled) {
        return fail(predicted.error().with("cannot compare " + to_string(item.key)));
    }
    return LocalVerdict::kOutOfSync;
}

Result<std::size_t> Comparer::ask_server(bool respect_ignored, std::vector<Suspect>& suspects) {
    std::vector<Suspect*> undecided;
    for (Suspect& suspect : suspects) {
        if (suspect.verdict == LocalVerdict::kUndecided) {
            undecided.push_back(&suspect);
        }
    }
    std::vector<Result<LocalVerdict>> answers(undecided.size(), LocalVerdict::kUndecided);
    pool_.parallel_for(undecided.size(), [&](std::size_t i) {
        answers[i] = ask_server(respect_ignored, *undecided[i]);
    });
    for (std::size_t i = 0; i < undecided.size(); ++i) {
        TRY_ASSIGN(undecided[i]->verdict, std::move(answers[i]));
    }
    return undecided.size();
}

Result<Comparison> Comparer::compare(const Basis& basis, Verdicts& verdicts) {
    Comparison comparison;
    comparison.targets = basis.targets;
    collect(basis, comparison);
    for (Item& hook : comparison.hooks) {
        hook.health = health_of(*hook.live);
    }
    std::vector<Suspect> suspects;
    for (Item& item : comparison.items) {
        item.health = item.live ? health_of(*item.live) : std::nullopt;
        if (const auto sync = known_state(item, basis, verdicts)) {
            item.sync = *sync;
            continue;
        }
        const LocalVerdict verdict = judge(item, {});
        item.sync = sync_code(verdict);
        if (verdict != LocalVerdict::kInSync) {
            suspects.push_back({&item, verdict, {}});
        }
    }
    TRY(apply_rules(basis.ignore, suspects));
    TRY_ASSIGN(comparison.dry_runs, ask_server(basis.respect_ignored, suspects));
    for (const Suspect& suspect : suspects) {
        Item& item = *suspect.item;
        item.sync = sync_code(suspect.verdict);
        verdicts[item.key] = {digest_of(*item.target, basis),
                              std::string(manifest::resource_version_of(*item.live)),
                              suspect.verdict == LocalVerdict::kInSync};
    }
    if (!suspects.empty()) {
        forget_others(comparison.items, verdicts);
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

}  // namespace sealer::app
