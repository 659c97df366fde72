// SPDX-License-Identifier: Apache-2.0
#include "common/app/source.h"

#include <gmock/gmock.h>

#include "values.h"

namespace sealer::app {
namespace {

using testing::HasSubstr;

Result<Sources> sources_in(std::string_view text) {
    return parse_sources(yaml(text), "spec");
}

TEST(ParseSources, ReadsOneOrAList) {
    const auto one = sources_in("{source: {repoURL: https://git/x, path: a, tagPrefix: web-}}");
    ASSERT_TRUE(one) << one.error().message;
    ASSERT_EQ(one->list.size(), 1U);
    EXPECT_FALSE(one->is_list);
    EXPECT_EQ(one->list[0].target_revision, "HEAD");
    EXPECT_EQ(one->list[0].tag_prefix, "web-");
    EXPECT_EQ(one->list[0].where, "spec.source");

    const auto list = sources_in(R"(
source: {repoURL: https://git/ignored, path: a}
sources:
- {repoURL: https://git/x, path: a, targetRevision: 1.x}
- {repoURL: https://git/y, ref: values}
- {repoURL: https://git/z, ref: both, path: z, kustomize: {namePrefix: a-}}
)");
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_TRUE(list->is_list);
    ASSERT_EQ(list->list.size(), 3U);
    EXPECT_EQ(list->list[0].target_revision, "1.x");
    EXPECT_FALSE(list->list[1].renders());
    EXPECT_TRUE(list->list[2].renders());
    EXPECT_EQ(list->list[2].type, render::SourceType::kKustomize);
    EXPECT_EQ(list->list[2].where, "spec.sources[2]");
}

TEST(WrittenSources, AreTheListOrElseTheOne) {
    const auto repositories = [](std::string_view text) {
        const manifest::Value holder = yaml(text);
        std::string found;
        for (const manifest::Value& source : written_sources(&holder)) {
            found += std::string(source.text("repoURL")) + ";";
        }
        return found;
    };
    EXPECT_EQ(repositories("{source: {repoURL: a}, sources: []}"), "a;");
    EXPECT_EQ(repositories("{source: {repoURL: a}, sources: [{repoURL: b}, {repoURL: c}]}"),
              "b;c;");
    EXPECT_EQ(repositories("{}"), "");
    EXPECT_TRUE(written_sources(nullptr).empty());
}

TEST(ParseSources, SaysWhatIsWrongAndWhere) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"{}", "spec.source is missing"},
        {"{sources: []}", "spec.source is missing"},
        {"{source: {path: a}}", "spec.source.repoURL is required"},
        {"{source: {repoURL: r}}", "spec.source: one of path and chart is required"},
        {"{source: {repoURL: r, ref: x}}", "spec.source: one of path and chart is required"},
        {"{source: {repoURL: r, chart: c}}", "spec.source.targetRevision is required"},
        {"{source: {repoURL: r, path: a, kustomize: {namePrefix: x}, helm: {values: x}}}",
         "spec.source: multiple application sources defined: Kustomize,Helm"},
        {"{sources: [{repoURL: r}]}", "spec.sources[0]: one of path, chart and ref is required"},
        {"{sources: [{repoURL: r, path: a}, {path: b}]}", "spec.sources[1].repoURL is required"},
        {"{sources: [{repoURL: r, ref: a/b}]}", "spec.sources[0].ref: letters"},
        {"{sources: [{repoURL: r, ref: a}, {repoURL: s, ref: a}]}",
         "spec.sources[1].ref: another source is called \"a\" too"},
        {"{sources: [{repoURL: r, ref: a, chart: c, targetRevision: '1'}]}",
         "spec.sources[0].ref: a source with a chart cannot have one"},
        {"{sources: [{repoURL: r, path: a, kustomize: {namePrefx: x}}]}",
         "spec.sources[0].kustomize: unknown field"},
    };
    for (const auto& [text, expected] : cases) {
        SCOPED_TRACE(text);
        const auto sources = sources_in(text);
        ASSERT_FALSE(sources);
        EXPECT_EQ(sources.error().code, Code::kInvalid);
        EXPECT_THAT(sources.error().message, HasSubstr(expected));
    }
}

TEST(ParseSources, WhatIsNotDoneIsRefusedByName) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"chart: redis, targetRevision: 1.x", "spec.source.chart: Helm charts are"},
        {"path: a, helm: {values: x}", "spec.source.helm is"},
        {"path: a, plugin: {name: x}", "spec.source.plugin is"},
        {"path: a, directory: {jsonnet: {libs: [x]}}", "spec.source.directory.jsonnet is"},
        {"path: a, directory: {disableExtensionFilter: true}", "disableExtensionFilter is"},
    };
    for (const auto& [fields, expected] : cases) {
        SCOPED_TRACE(fields);
        const auto sources = sources_in("{source: {repoURL: https://git/x, " + fields + "}}");
        ASSERT_TRUE(sources) << sources.error().message;
        const Status supported = check_supported(sources->list[0]);
        ASSERT_FALSE(supported);
        EXPECT_THAT(supported.error().message,
                    HasSubstr(expected + " not supported by this version of Sealer"));
    }
    EXPECT_FALSE(check_supported(sources_in("{source: {repoURL: oci://r/x, path: a}}")->list[0]));
    EXPECT_TRUE(check_supported(sources_in("{source: {repoURL: r, path: a, helm: {}}}")->list[0]));
}

}  // namespace
}  // namespace sealer::app
