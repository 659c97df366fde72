// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_tolerance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "values.h"

namespace sealer::cli {
namespace {

using manifest::Value;
using testing::HasSubstr;

const manifest::ObjectKey kWeb{"apps", "Deployment", "shop", "web"};
const manifest::ObjectKey kSettings{"", "ConfigMap", "shop", "settings"};

TEST(ToleranceOf, AddsTheRulesOfTheInstallation) {
    const auto tolerance = tolerance_of(
        yaml("spec: {ignoreDifferences: [{group: apps, kind: Deployment, jsonPointers: [/a]}]}"),
        yaml("data: {resource.customizations.ignoreDifferences.ConfigMap: 'jsonPointers: [/b]'}"));
    ASSERT_TRUE(tolerance) << tolerance.error().message;
    EXPECT_TRUE(tolerance->rules.concern(kWeb));
    EXPECT_TRUE(tolerance->rules.concern(kSettings));
    EXPECT_FALSE(tolerance->is_respected);
}

TEST(ToleranceOf, IsNoneWhereNobodyAsks) {
    const auto tolerance = tolerance_of(yaml("spec: {}"), Value());
    ASSERT_TRUE(tolerance) << tolerance.error().message;
    EXPECT_FALSE(tolerance->rules.concern(kWeb));
}

TEST(ToleranceOf, KnowsWhetherASyncRespectsIt) {
    EXPECT_TRUE(tolerance_of(yaml("spec: {syncPolicy: {syncOptions: [PruneLast=true, "
                                  "RespectIgnoreDifferences=true]}}"),
                             Value())
                    ->is_respected);
}

TEST(ToleranceOf, KnowsHowTheInstallationMarksObjects) {
    EXPECT_EQ(tolerance_of(yaml("spec: {}"), Value())->tracking, app::TrackingRules());
    EXPECT_EQ(
        tolerance_of(yaml("spec: {}"), yaml("data: {application.resourceTrackingMethod: label}"))
            ->tracking.method,
        app::TrackingMethod::kLabel);
}

TEST(ToleranceOf, KnowsWhichAnnotationsAreSecret) {
    EXPECT_TRUE(tolerance_of(yaml("spec: {}"), Value())->sensitive_annotations.empty());
    EXPECT_EQ(tolerance_of(yaml("spec: {}"),
                           yaml("data: {resource.sensitive.mask.annotations: 'a/token, b,'}"))
                  ->sensitive_annotations,
              (std::set<std::string>{"a/token", "b"}));
}

TEST(ToleranceOf, RefusesWhatTheControllerRefuses) {
    const auto own = tolerance_of(
        yaml("{metadata: {namespace: argocd, name: shop}, spec: {ignoreDifferences: [{kind: "
             "ConfigMap, jsonPointers: [no-slash]}]}}"),
        Value());
    ASSERT_FALSE(own);
    EXPECT_THAT(own.error().message, HasSubstr("argocd/shop: "));
    const auto of_all = tolerance_of(
        yaml("spec: {}"),
        yaml("data: {resource.customizations.ignoreDifferences.all: 'jsonPointers: 7'}"));
    ASSERT_FALSE(of_all);
    EXPECT_THAT(of_all.error().message, HasSubstr("ConfigMap argocd-cm: "));
}

}  // namespace
}  // namespace sealer::cli
