// SPDX-License-Identifier: Apache-2.0
#include "controller/sync/hook.h"

#include <gtest/gtest.h>

#include "common/manifest/yaml.h"

namespace sealer::sync {
namespace {

manifest::Value annotated(std::string_view annotations) {
    const auto documents =
        manifest::parse_yaml("metadata: {annotations: {" + std::string(annotations) + "}}");
    EXPECT_TRUE(documents) << (documents ? "" : documents.error().message);
    return documents->front().value;
}

// "PreSync Sync; before-creation", or "-" for an ordinary object.
std::string show(const std::optional<Hook>& hook) {
    if (!hook) {
        return "-";
    }
    std::string text;
    const auto add = [&text](bool is_there, std::string_view word) {
        text += is_there ? (text.empty() ? "" : " ") + std::string(word) : "";
    };
    for (const Phase phase : hook->phases) {
        add(true, to_string(phase));
    }
    add(hook->before_delete, "PreDelete");
    add(hook->after_delete, "PostDelete");
    text += ";";
    add(hook->deleted_before_creation, "before-creation");
    add(hook->deleted_on_success, "succeeded");
    add(hook->deleted_on_failure, "failed");
    return text;
}

TEST(HookOf, ReadsArgoCdsAnnotationsAndHelms) {
    struct Case {
        const char* annotations;
        const char* expected;
    };
    for (const Case& c : {
             Case{"other: x", "-"},
             Case{"argocd.argoproj.io/hook: PreSync", "PreSync; before-creation"},
             Case{"argocd.argoproj.io/hook: 'PostSync, Sync'", "Sync PostSync; before-creation"},
             Case{"argocd.argoproj.io/hook: SyncFail", "SyncFail; before-creation"},
             Case{"argocd.argoproj.io/hook: 'PreDelete,PostDelete'",
                  "PreDelete PostDelete; before-creation"},
             Case{"argocd.argoproj.io/hook: 'Skip,PreSync'", "PreSync; before-creation"},
             Case{"helm.sh/hook: 'pre-install,pre-upgrade'", "PreSync; before-creation"},
             Case{"helm.sh/hook: 'post-upgrade'", "PostSync; before-creation"},
             Case{"helm.sh/hook: 'pre-delete'", "PreDelete; before-creation"},
             Case{"helm.sh/hook: crd-install", "-"},
             // One known type of Argo CD's, and Helm's are not looked at.
             Case{"argocd.argoproj.io/hook: Sync, helm.sh/hook: pre-install",
                  "Sync; before-creation"},
             Case{"argocd.argoproj.io/hook: Sometimes, helm.sh/hook: pre-install",
                  "PreSync; before-creation"},
             Case{"argocd.argoproj.io/hook: Sync, argocd.argoproj.io/hook-delete-policy: "
                  "'HookSucceeded, HookFailed'",
                  "Sync; succeeded failed"},
             Case{"argocd.argoproj.io/hook: Sync, argocd.argoproj.io/hook-delete-policy: "
                  "'BeforeHookCreation,HookSucceeded'",
                  "Sync; before-creation succeeded"},
             Case{"helm.sh/hook: pre-install, helm.sh/hook-delete-policy: hook-failed",
                  "PreSync; failed"},
             Case{"argocd.argoproj.io/hook: Sync, argocd.argoproj.io/hook-delete-policy: Never",
                  "Sync; before-creation"},
         }) {
        SCOPED_TRACE(c.annotations);
        EXPECT_EQ(show(hook_of(annotated(c.annotations))), c.expected);
    }
}

TEST(HookOf, WhatNothingRunsIsInert) {
    for (const char* annotations :
         {"argocd.argoproj.io/hook: Skip", "argocd.argoproj.io/hook: ''",
          "argocd.argoproj.io/hook: Sometimes", "helm.sh/hook: test", "helm.sh/hook: pre-rollback",
          // Skip is a type that is known.
          "argocd.argoproj.io/hook: Skip, helm.sh/hook: pre-install"}) {
        SCOPED_TRACE(annotations);
        const std::optional<Hook> hook = hook_of(annotated(annotations));
        EXPECT_TRUE(hook && hook->is_inert());
    }
}

TEST(GeneratedName, IsTheSameWithinAnOperation) {
    const WallTime started = parse_time("2026-01-02T03:04:05Z").value();
    EXPECT_EQ(generated_name("Migrate-", "0123456789abcdef", Phase::kPreSync, started),
              "migrate-0123456-presync-1767323045");
    EXPECT_EQ(generated_name("m-", "v1.2.3", Phase::kPostSync, started),
              "m-v1.2.3-postsync-1767323045");
}

}  // namespace
}  // namespace sealer::sync
