// SPDX-License-Identifier: Apache-2.0
// argoproj.io/v1alpha1 Application: what its spec asks for. Pure.
// Source: Argo CD's Application reference (https://argo-cd.readthedocs.io/en/stable/user-guide/).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/app/deletion_budget.h"
#include "common/app/ignore_rules.h"
#include "common/app/source.h"
#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::app {

constexpr std::string_view kRefresh = "argocd.argoproj.io/refresh";
// What newer clients put beside it, to tell requests apart; our write's resourceVersion does.
constexpr std::string_view kRefreshTimestamp = "argocd.argoproj.io/refresh-timestamp";
constexpr std::string_view kSkipReconcile = "argocd.argoproj.io/skip-reconcile";
constexpr std::string_view kSyncOptions = "argocd.argoproj.io/sync-options";
// When the deletions that ask for confirmation were approved, as RFC 3339.
constexpr std::string_view kDeletionApproved = "argocd.argoproj.io/deletion-approved";
// The commits that somebody rolled back from: see round_rollback.cpp.
constexpr std::string_view kRolledBackFrom = "sealer.dev/rolled-back-from";
// "false": Applications among the objects have no health, as with Argo CD.
constexpr std::string_view kChildHealth = "sealer.dev/child-health";
// "false": a failed automatic sync is tried again `syncPolicy.retry.limit` times, as with Argo CD.
constexpr std::string_view kRetryForever = "sealer.dev/retry-forever";
constexpr std::string_view kReseal = "sealer.dev/reseal";  // "true": see round_reseal.cpp

// While an Application has it, its deletion deletes its objects first. A project's holds it until
// it has no Applications.
constexpr std::string_view kCascadeFinalizer = "resources-finalizer.argocd.argoproj.io";

// The URL of the controller's own cluster.
constexpr std::string_view kInCluster = "https://kubernetes.default.svc";

struct Retry {
    std::chrono::milliseconds initial{5'000};
    double factor = 2;
    std::chrono::milliseconds cap{180'000};
    // Before try number `failures` + 1.
    [[nodiscard]] std::chrono::milliseconds delay(int failures) const;
};

// `backoff` of a retry: durations as text, "5s", or "5" for seconds. kInvalid names the field below
// `where`.
[[nodiscard]] Result<Retry> parse_backoff(const manifest::Value& backoff, std::string_view where);

// To a deletion; kConfirm: once somebody has approved it (kDeletionApproved).
enum class Consent { kYes, kNo, kConfirm };

struct Spec {
    Sources sources;
    manifest::Value destination;
    std::string namespace_;  // of the destination; may be empty
    std::string project;     // "default" where the spec names none
    bool automated = false;
    bool prune = false;
    bool self_heal = false;
    bool allow_empty = false;
    bool create_namespace = false;
    bool prune_last = false;
    bool replace = false;
    bool out_of_sync_only = false;           // what is in sync is neither reported nor waited for
    bool fails_on_shared = false;            // where an object belongs to another Application, too
    bool skips_missing_kinds = false;        // a kind that is unknown may yet come with the sync
    bool validates = true;                   // see sync::Writer
    bool wait_healthy = false;               // of the last wave, before a sync is done
    bool judges_children = true;             // see kChildHealth
    DeletionBudget deletion_budget;          // of automated syncs
    Consent prune_consent = Consent::kYes;   // where an object does not say otherwise
    Consent delete_consent = Consent::kYes;  // the same
    // Labels and annotations for the namespace that CreateNamespace=true makes.
    manifest::Value namespace_labels;
    manifest::Value namespace_annotations;
    kube::Propagation propagation = kube::Propagation::kForeground;
    std::vector<std::string> unknown_options;  // of its sync options: they have no effect
    IgnoreRules ignore;
    bool respect_ignored = false;  // also where objects are written
    manifest::Value ignore_json;   // as the spec has it, for the status
    Retry retry;
    std::optional<std::int64_t> retry_limit;  // of automatic syncs of a commit; unset: none
    std::size_t history_limit = 10;
};

// kInvalid: what an InvalidSpecError condition says. Whatever this version does not do is such an
// error, a source's refusal, or among the unknown options, never ignored.
[[nodiscard]] Result<Spec> parse_spec(const manifest::Value& application);

// Whether its policy asks for automatic syncs.
[[nodiscard]] bool is_automated(const manifest::Value& application);

// Whether that is an Application, and so, of another one's objects, a child.
[[nodiscard]] bool is_application(const manifest::ObjectKey& key);

// One entry of an operation's `sync.resources`, or what a row of a status begins with: group, kind,
// name and namespace, the empty ones left out.
[[nodiscard]] manifest::Value selected_resource(const manifest::ObjectKey& key);

// The way back: the object that such an entry or row is about.
[[nodiscard]] manifest::ObjectKey key_of_row(const manifest::Value& row);

// The trimmed entries of an object's sync-options annotation.
[[nodiscard]] std::set<std::string> sync_options(const manifest::Value& object);

// Whether its being there, though Git does not want it, makes nothing OutOfSync: the annotation
// compare-options has IgnoreExtraneous.
[[nodiscard]] bool ignores_extraneous(const manifest::Value& object);

// What sync options say about `option`, "Prune" or "Delete"; `fallback` where they say nothing.
[[nodiscard]] Consent consent(const std::set<std::string>& options, std::string_view option,
                              Consent fallback);

}  // namespace sealer::app
