// SPDX-License-Identifier: Apache-2.0
#include "controller/app/health_scripts.h"

#include <gtest/gtest.h>

namespace sealer::app {
namespace {

// What an Application with one object of each of these kinds is told.
std::string told(const HealthScripts& scripts, const std::vector<manifest::ObjectKey>& keys) {
    Comparison comparison;
    for (const manifest::ObjectKey& key : keys) {
        comparison.items.emplace_back().key = key;
    }
    const auto condition = describe_scripts(scripts, comparison);
    return condition ? condition->type + ": " + condition->message : "";
}

const manifest::ObjectKey kCertificate{"cert-manager.io", "Certificate", "a", "b"};
const manifest::ObjectKey kService{"", "Service", "a", "b"};
const manifest::ObjectKey kBucket{"s3.aws.crossplane.io", "Bucket", "", "b"};
const manifest::ObjectKey kApplication{"argoproj.io", "Application", "a", "b"};

TEST(HealthScripts, OfTheKindsInUseAreNamed) {
    const HealthScripts scripts(Settings(
        SettingTexts{{"resource.customizations.health.cert-manager.io_Certificate", "return {}"},
                     {"resource.customizations.health.Service", "return {}"},
                     {"resource.customizations.health.argoproj.io_Application", "return {}"},
                     {"resource.customizations.ignoreDifferences.batch_Job", "{}"},
                     {"resource.customizations",
                      "\"*.crossplane.io/*\":\n  health.lua: |\n    return {}\n"
                      "batch/CronJob:\n  ignoreDifferences: '{}'\n"}}));
    EXPECT_EQ(told(scripts, {kCertificate, kService, kCertificate, kBucket, kApplication}),
              "HealthScriptWarning: argocd-cm has health scripts for Service, "
              "cert-manager.io/Certificate, s3.aws.crossplane.io/Bucket, which this version of "
              "Sealer does not run: its own rules judge them");
    EXPECT_EQ(told(scripts, {{"batch", "CronJob", "a", "b"}, {"batch", "Job", "a", "b"}}), "");
}

TEST(HealthScripts, ThatAreNotThereAreNot) {
    EXPECT_EQ(told(HealthScripts(), {kCertificate, kService}), "");
    EXPECT_EQ(
        told(HealthScripts(Settings(SettingTexts{{"resource.customizations", "{"}})), {kService}),
        "");
}

}  // namespace
}  // namespace sealer::app
