// SPDX-License-Identifier: Apache-2.0
// argoproj.io/v1alpha1 Application: what its spec asks for. Pure.
// Source: Argo CD's Application reference (https://argo-cd.readthedocs.io/en/stable/user-guide/).
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/app/kustomize_options.h"
#include "common/base/result.h"
#include "common/kube/client.h"
#include "common/manifest/value.h"
#include "common/render/render.h"

namespace sealer::app {

constexpr std::string_view kRefresh = "argocd.argoproj.io/refresh";
constexpr std::string_view kSkipReconcile = "argocd.argoproj.io/skip-reconcile";
constexpr std::string_view kSyncOptions = "argocd.argoproj.io/sync-options";
constexpr std::string_view kReseal = "sealer.dev/reseal";  // "true": see round_reseal.cpp

struct Source {
    std::string repo_url;
    std::string path;
    std::string target_revision;             // "HEAD" where the spec names none
    std::optional<render::SourceType> type;  // where it has options of one
    render::DirectoryOptions directory;
    KustomizeOptions kustomize;
    manifest::Value json;  // as the spec has it, for the status
};

struct Retry {
    std::chrono::milliseconds initial{5'000};
    double factor = 2;
    std::chrono::milliseconds cap{180'000};
    // Before try number `failures` + 1.
    [[nodiscard]] std::chrono::milliseconds delay(int failures) const;
};

struct Spec {
    Source source;
    manifest::Value destination;
    std::string namespace_;  // of the destination; may be empty
    std::string project;     // "default" where the spec names none
    bool automated = false;
    bool prune = false;
    bool self_heal = false;
    bool allow_empty = false;
    bool create_namespace = false;
    bool prune_last = false;
    bool may_prune = true;   // false: option Prune=false
    bool may_delete = true;  // false: option Delete=false
    kube::Propagation propagation = kube::Propagation::kForeground;
    Retry retry;
    std::size_t history_limit = 10;
};

// kInvalid: what an InvalidSpecError condition says. Whatever this version does not do is such an
// error, never ignored.
[[nodiscard]] Result<Spec> parse_spec(const manifest::Value& application);

// spec.source by itself, with the same errors.
[[nodiscard]] Result<Source> parse_source(const manifest::Value& json);

// The trimmed entries of an object's sync-options annotation.
[[nodiscard]] std::set<std::string> sync_options(const manifest::Value& object);

// What an object from Git asks for that this version cannot do (hooks, Replace, Force); empty if
// nothing. `Skip` hooks are fine: they are left out.
[[nodiscard]] std::string unsupported_request(const manifest::Value& object);
[[nodiscard]] bool is_skipped(const manifest::Value& object);

}  // namespace sealer::app
