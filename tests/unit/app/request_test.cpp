// SPDX-License-Identifier: Apache-2.0
#include "controller/app/request.h"

#include <gmock/gmock.h>

#include "values.h"

namespace sealer::app {
namespace {

using testing::HasSubstr;

const std::string kOne =
    "{spec: {source: {repoURL: https://git/x, path: a, targetRevision: main},"
    " destination: {name: in-cluster, namespace: web}, syncPolicy: {syncOptions: "
    "[PruneLast=true]}}}";
const std::string kTwo =
    "{spec: {sources: [{repoURL: https://git/x, path: a}, {repoURL: https://git/y, path: b}],"
    " destination: {name: in-cluster}}}";

// "repository path revision" of each source, or the error.
std::string sources(const std::string& application, const std::string& operation) {
    const auto spec = requested_spec(yaml(application), yaml(operation));
    if (!spec) {
        return spec.error().message;
    }
    std::string text = spec->sources.is_list ? "list" : "one";
    for (const Source& source : spec->sources.list) {
        text += " " + source.repo_url + " " + source.path + " " + source.target_revision;
    }
    return text;
}

TEST(RequestedSpec, IsTheSpecWhereTheOperationNamesNothing) {
    for (const char* operation : {"{sync: {}}", "{sync: {prune: true, revision: ''}}"}) {
        EXPECT_EQ(sources(kOne, operation), "one https://git/x a main") << operation;
        EXPECT_FALSE(is_about_others(yaml(operation)));
    }
}

TEST(RequestedSpec, TakesSourcesAndRevisionsFromTheOperation) {
    const std::vector<std::pair<std::string, std::string>> of_one{
        {"{sync: {revision: v1}}", "one https://git/x a v1"},
        {"{sync: {source: {repoURL: https://git/z, path: c}}}", "one https://git/z c HEAD"},
        {"{sync: {source: {repoURL: https://git/z, path: c}, revision: v2}}",
         "one https://git/z c v2"},
        {"{sync: {sources: [{repoURL: https://git/z, path: c}], revisions: [v3]}}",
         "list https://git/z c v3"},
    };
    for (const auto& [operation, expected] : of_one) {
        EXPECT_EQ(sources(kOne, operation), expected) << operation;
        EXPECT_TRUE(is_about_others(yaml(operation)));
    }
    EXPECT_EQ(sources(kTwo, "{sync: {revisions: ['', v1]}}"),
              "list https://git/x a HEAD https://git/y b v1");
    EXPECT_EQ(sources(kTwo, "{sync: {source: {repoURL: https://git/z, path: c}}}"),
              "one https://git/z c HEAD");
}

TEST(RequestedSpec, TheSourceIsShownAsItIsWritten) {
    const auto spec = requested_spec(yaml(kOne), yaml("{sync: {revision: v1}}"));
    EXPECT_EQ(spec->sources.list[0].json.text("targetRevision"), "main");
}

TEST(RequestedSpec, TakesSyncOptionsFromTheOperation) {
    EXPECT_TRUE(requested_spec(yaml(kOne), yaml("{sync: {}}"))->prune_last);
    const auto spec =
        requested_spec(yaml(kOne), yaml("{sync: {syncOptions: [CreateNamespace=true]}}"));
    EXPECT_FALSE(spec->prune_last);
    EXPECT_TRUE(spec->create_namespace);
}

TEST(RequestedSpec, RefusesWhatCannotBe) {
    EXPECT_EQ(sources(kOne, "{}"), "Invalid operation request: no operation specified");
    EXPECT_THAT(sources(kOne, "{sync: {revisions: [a, b]}}"),
                HasSubstr("operation.sync.revisions: there are 2, but 1 sources"));
    EXPECT_THAT(sources(kOne, "{sync: {manifests: ['{}']}}"),
                HasSubstr("operation.sync.manifests: local manifests are not synchronised"));
    EXPECT_THAT(sources(kOne, "{sync: {source: {path: x}}}"), HasSubstr("operation: spec.source"));
    EXPECT_THAT(sources(kOne, "{sync: {syncOptions: [ClientSideApplyMigration=false]}}"),
                HasSubstr("ClientSideApplyMigration=false"));
}

TEST(RetryOf, IsNoneUnlessAskedFor) {
    EXPECT_EQ(retry_of(yaml("{sync: {}}"))->limit, 0);
    const auto retry =
        retry_of(yaml("{retry: {limit: -1, refresh: true, backoff: {duration: 7s, factor: 3, "
                      "maxDuration: 1m}}}"));
    EXPECT_EQ(retry->limit, -1);
    EXPECT_TRUE(retry->refresh);
    EXPECT_EQ(retry->pauses.delay(2), std::chrono::seconds(21));
    EXPECT_EQ(retry->pauses.cap, std::chrono::minutes(1));
    EXPECT_EQ(retry_of(yaml("{retry: {limit: 2}}"))->pauses.delay(1), std::chrono::seconds(5));
    EXPECT_THAT(retry_of(yaml("{retry: {backoff: {duration: soon}}}")).error().message,
                HasSubstr("operation.retry.backoff.duration"));
}

}  // namespace
}  // namespace sealer::app
