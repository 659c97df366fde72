// SPDX-License-Identifier: Apache-2.0
#include "common/app/application.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "values.h"

namespace sealer::app {
namespace {

manifest::Value application(
    std::string_view spec_tail = "", std::string_view source_tail = "",
    std::string_view destination = "server: https://kubernetes.default.svc") {
    return yaml("spec:\n  source: {repoURL: https://git/x, path: app" + std::string(source_tail) +
                "}\n  destination: {namespace: web, " + std::string(destination) + "}\n" +
                std::string(spec_tail));
}

TEST(ParseSpec, FillsInDefaults) {
    const auto spec = parse_spec(application());
    ASSERT_TRUE(spec) << spec.error().message;
    ASSERT_EQ(spec->sources.list.size(), 1U);
    EXPECT_EQ(spec->sources.list[0].target_revision, "HEAD");
    EXPECT_EQ(spec->project, "default");
    EXPECT_EQ(spec->namespace_, "web");
    EXPECT_FALSE(spec->automated);
    EXPECT_EQ(spec->prune_consent, Consent::kYes);
    EXPECT_EQ(spec->history_limit, 10U);
    EXPECT_EQ(spec->propagation, kube::Propagation::kForeground);
}

TEST(ParseSpec, ReadsThePolicy) {
    const auto spec = parse_spec(application(
        "  revisionHistoryLimit: 2\n"
        "  syncPolicy:\n"
        "    automated: {prune: true, selfHeal: true, allowEmpty: true}\n"
        "    syncOptions: [CreateNamespace=true, PruneLast=true, ServerSideApply=true,\n"
        "                  PrunePropagationPolicy=background, Prune=false, Delete=confirm,\n"
        "                  WaitHealthy=true, Replace=true, ApplyOutOfSyncOnly=true,\n"
        "                  FailOnSharedResource=true, SkipDryRunOnMissingResource=true,\n"
        "                  Validate=false]\n"
        "    managedNamespaceMetadata: {labels: {a: b}, annotations: {c: d}}\n"
        "    retry: {backoff: {duration: 3, factor: 4, maxDuration: 1m}}\n",
        ", targetRevision: v1, directory: {recurse: true, include: '*.yml', exclude: x}"));
    ASSERT_TRUE(spec) << spec.error().message;
    EXPECT_TRUE(spec->automated && spec->prune && spec->self_heal && spec->allow_empty);
    EXPECT_TRUE(spec->create_namespace && spec->prune_last);
    EXPECT_TRUE(spec->wait_healthy && spec->replace);
    EXPECT_TRUE(spec->out_of_sync_only && spec->fails_on_shared && spec->skips_missing_kinds);
    EXPECT_FALSE(spec->validates);
    EXPECT_EQ(spec->prune_consent, Consent::kNo);
    EXPECT_EQ(spec->delete_consent, Consent::kConfirm);
    EXPECT_EQ(spec->namespace_labels, yaml("{a: b}"));
    EXPECT_EQ(spec->namespace_annotations, yaml("{c: d}"));
    EXPECT_EQ(spec->propagation, kube::Propagation::kBackground);
    const Source& source = spec->sources.list.at(0);
    EXPECT_EQ(source.target_revision, "v1");
    EXPECT_TRUE(source.directory.recurse);
    EXPECT_EQ(source.directory.include, "*.yml");
    EXPECT_EQ(spec->history_limit, 2U);
    EXPECT_EQ(spec->retry.factor, 4);
    EXPECT_EQ(spec->retry.cap, std::chrono::minutes(1));
    EXPECT_FALSE(
        parse_spec(application("  syncPolicy: {automated: {enabled: false}}\n"))->automated);
}

TEST(ParseSpec, MakesNoNamespaceWhereNoneIsNamed) {
    const auto spec = parse_spec(
        yaml("spec: {source: {repoURL: https://git/x, path: a}, destination: {name: in-cluster}, "
             "syncPolicy: {syncOptions: [CreateNamespace=true]}}"));
    ASSERT_TRUE(spec) << spec.error().message;
    EXPECT_FALSE(spec->create_namespace);
}

TEST(ParseSpec, NamesOptionsThatItDoesNotKnow) {
    const auto spec = parse_spec(application(
        "  syncPolicy: {syncOptions: [Sometimes=true, 'PruneLast=true ', Replace=true]}\n"));
    ASSERT_TRUE(spec) << spec.error().message;
    EXPECT_THAT(spec->unknown_options, testing::ElementsAre("Sometimes=true", "PruneLast=true "));
    EXPECT_TRUE(spec->replace);
    EXPECT_FALSE(spec->prune_last);
}

TEST(ParseSpec, RefusesWhatItDoesNotDoByName) {
    const std::vector<std::pair<manifest::Value, std::string>> cases{
        {application("", ", kustomize: {namePrefix: x}, directory: {recurse: true}"),
         "multiple application sources defined"},
        {application("", ", kustomize: {helm: x}"), "spec.source.kustomize: unknown field"},
        {application("  syncPolicy: {syncOptions: [ClientSideApplyMigration=false]}\n"),
         "ClientSideApplyMigration=false"},
        {application("", "", "name: in-cluster, server: https://x"),
         "can't have both name and server"},
        {application("", "", "x: y"), "required"},
        {yaml("spec: {source: {path: x}, destination: {name: in-cluster}}"), "repoURL"},
        {yaml("metadata: {}"), "spec is missing"},
    };
    for (const auto& [object, expected] : cases) {
        SCOPED_TRACE(expected);
        const auto spec = parse_spec(object);
        ASSERT_FALSE(spec);
        EXPECT_EQ(spec.error().code, Code::kInvalid);
        EXPECT_NE(spec.error().message.find(expected), std::string::npos) << spec.error().message;
    }
}

TEST(ParseSpec, LimitsRetriesWhereItIsToBeAsWithArgoCd) {
    const auto limit = [](std::string_view annotation, std::string_view policy) {
        manifest::Value object = application(policy);
        manifest::set_annotation(object, kRetryForever, annotation);
        return parse_spec(object)->retry_limit;
    };
    EXPECT_EQ(limit("true", "  syncPolicy: {retry: {limit: 3}}\n"), std::nullopt);
    EXPECT_EQ(limit("false", ""), 5);
    EXPECT_EQ(limit("false", "  syncPolicy: {retry: {limit: 3}}\n"), 3);
    EXPECT_EQ(limit("false", "  syncPolicy: {retry: {backoff: {duration: 1s}}}\n"), 0);
    EXPECT_EQ(limit("false", "  syncPolicy: {retry: {limit: -1}}\n"), std::nullopt);
}

TEST(ParseBackoff, ReadsDurationsAsTheyAreWritten) {
    const auto parse = [](std::string_view text) { return parse_backoff(yaml(text), "retry"); };
    EXPECT_EQ(parse("{}")->initial, std::chrono::seconds(5));
    EXPECT_EQ(parse("{}")->cap, std::chrono::minutes(3));
    EXPECT_EQ(parse("{duration: 3}")->initial, std::chrono::seconds(3));
    EXPECT_EQ(parse("{duration: '3'}")->initial, std::chrono::seconds(3));
    EXPECT_EQ(parse("{duration: 1m30s}")->initial, std::chrono::seconds(90));
    EXPECT_EQ(parse("{maxDuration: -1s}")->cap, std::chrono::seconds(0));
    EXPECT_EQ(parse("{factor: 0}")->factor, 1);
    EXPECT_NE(parse("{maxDuration: soon}").error().message.find("retry.maxDuration: not a dur"),
              std::string::npos);
}

TEST(RetryDelay, WithoutACapWaitsForAnHourAtMost) {
    const Retry retry{.cap = std::chrono::seconds(0)};
    EXPECT_EQ(retry.delay(7), std::chrono::seconds(320));
    EXPECT_EQ(retry.delay(100), std::chrono::hours(1));
}

TEST(RetryDelay, GrowsToItsCapAndNoFurther) {
    const Retry retry;
    EXPECT_EQ(retry.delay(1), std::chrono::seconds(5));
    EXPECT_EQ(retry.delay(2), std::chrono::seconds(10));
    EXPECT_EQ(retry.delay(6), std::chrono::seconds(160));
    EXPECT_EQ(retry.delay(7), std::chrono::seconds(180));
    EXPECT_EQ(retry.delay(1'000'000), std::chrono::seconds(180));
}

TEST(SelectedResource, IsReadBack) {
    const manifest::ObjectKey web{"apps", "Deployment", "shop", "web"};
    EXPECT_EQ(selected_resource(web),
              yaml("{kind: Deployment, name: web, group: apps, namespace: shop}"));
    EXPECT_EQ(key_of_row(selected_resource(web)), web);
    const manifest::ObjectKey space{"", "Namespace", "", "shop"};
    EXPECT_EQ(selected_resource(space), yaml("{kind: Namespace, name: shop}"));
    EXPECT_EQ(key_of_row(selected_resource(space)), space);
}

TEST(ConsentToDeletion, TheObjectsWordCountsBeforeTheApplications) {
    EXPECT_EQ(consent({"Prune=false", "Force=true"}, "Prune", Consent::kYes), Consent::kNo);
    EXPECT_EQ(consent({"Delete=false"}, "Prune", Consent::kYes), Consent::kYes);
    EXPECT_EQ(consent({"Prune=true"}, "Prune", Consent::kConfirm), Consent::kYes);
    EXPECT_EQ(consent({"Prune=confirm"}, "Prune", Consent::kNo), Consent::kConfirm);
    EXPECT_EQ(consent({"Prune=maybe"}, "Prune", Consent::kNo), Consent::kNo);
}

}  // namespace
}  // namespace sealer::app
