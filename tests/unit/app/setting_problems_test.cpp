// SPDX-License-Identifier: Apache-2.0
#include "controller/app/setting_problems.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sealer::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SettingProblems, WhatIsHeededAndWhatIsForOthersIsNone) {
    EXPECT_THAT(setting_problems(Settings()), IsEmpty());
    EXPECT_THAT(setting_problems(Settings({{"timeout.reconciliation", " 180s\n"},
                                           {"timeout.hard.reconciliation", "0"},
                                           {"application.resourceTrackingMethod", "label"},
                                           {"application.instanceLabelKey", "example.com/of"},
                                           {"webhook.maxPayloadSizeMB", "50"},
                                           {"webhook.allowWithoutSecret", "false"},
                                           {"installationID", ""},
                                           {"resource.exclusions", "[]"},
                                           {"cluster.inClusterEnabled", "true"},
                                           {"controller.self.heal.timeout.seconds", "5"},
                                           {"globalProjects", "[]"},
                                           {"resource.customLabels", "tier"},
                                           {"resource.respectRBAC", "strict"},
                                           {"url", "https://cd.example.com"},
                                           {"oidc.config", "…"},
                                           {"server.insecure", "true"},
                                           {"statusbadge.enabled", "true"}})),
                IsEmpty());
}

TEST(SettingProblems, SayWhatIsWrongOrNotDone) {
    EXPECT_THAT(
        setting_problems(Settings({{"application.resourceTrackingMethod", "name"},
                                   {"kustomize.buildOptions", "--enable-helm"},
                                   {"timeout.reconciliation", "180"},
                                   {"webhook.maxPayloadSizeMB", "-1"}})),
        ElementsAre(
            "application.resourceTrackingMethod must be annotation, label or annotation+label, not "
            "\"name\"; its default counts",
            "kustomize.buildOptions has no effect in this version of Sealer",
            "timeout.reconciliation must be a duration, such as 180s, not \"180\"; its default "
            "counts",
            "webhook.maxPayloadSizeMB must be a whole number, not \"-1\"; its default counts"));
}

}  // namespace
}  // namespace sealer::app
