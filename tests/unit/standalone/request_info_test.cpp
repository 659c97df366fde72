// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/request_info.h"

#include "api_fixture.h"
#include "controller/standalone/selection.h"

namespace sealer::standalone {
namespace {

struct Case {
    const char* method;
    const char* path;
    RequestInfo expected;
};

TEST(RequestInfoTest, ReadsPaths) {
    const Case cases[] = {
        {"GET", "/api/v1/pods", {"", "v1", "", "pods", "", "", "", Verb::kList}},
        {"POST", "/api/v1/namespaces/a/pods", {"", "v1", "a", "pods", "", "", "", Verb::kCreate}},
        {"GET",
         "/api/v1/namespaces/a/pods/web/",
         {"", "v1", "a", "pods", "web", "", "", Verb::kGet}},
        {"PUT",
         "/apis/apps/v1/namespaces/a/deployments/web/status",
         {"apps", "v1", "a", "deployments", "web", "status", "", Verb::kUpdate}},
        {"GET", "/api/v1/namespaces", {"", "v1", "", "namespaces", "", "", "", Verb::kList}},
        {"DELETE",
         "/api/v1/namespaces/a",
         {"", "v1", "", "namespaces", "a", "", "", Verb::kDelete}},
        {"PUT",
         "/api/v1/namespaces/a/finalize",
         {"", "v1", "", "namespaces", "a", "finalize", "", Verb::kUpdate}},
        {"DELETE",
         "/api/v1/namespaces/a/pods",
         {"", "v1", "a", "pods", "", "", "", Verb::kDeleteCollection}},
        {"GET",
         "/api/v1/namespaces/a/services/https:web:8080/proxy/v1/cert.pem",
         {"", "v1", "a", "services", "https:web:8080", "proxy", "/v1/cert.pem", Verb::kGet}},
        {"GET",
         "/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode",
         {"rbac.authorization.k8s.io", "v1", "", "clusterroles", "system:node", "", "",
          Verb::kGet}},
    };
    for (const Case& one : cases) {
        SCOPED_TRACE(std::string(one.method) + " " + one.path);
        const auto info = parse_request(one.method, one.path, false);
        ASSERT_TRUE(info);
        EXPECT_EQ(info->group, one.expected.group);
        EXPECT_EQ(info->version, one.expected.version);
        EXPECT_EQ(info->namespace_, one.expected.namespace_);
        EXPECT_EQ(info->resource, one.expected.resource);
        EXPECT_EQ(info->name, one.expected.name);
        EXPECT_EQ(info->subresource, one.expected.subresource);
        EXPECT_EQ(info->rest, one.expected.rest);
        EXPECT_EQ(info->verb, one.expected.verb);
    }
}

TEST(RequestInfoTest, LeavesOtherPathsAlone) {
    for (const char* path : {"/", "/api", "/api/", "/api/v1", "/apis", "/apis/apps",
                             "/apis/apps/v1", "/version", "/healthz", "/openapi/v2", "", "//"}) {
        EXPECT_FALSE(parse_request("GET", path, false)) << path;
    }
    EXPECT_FALSE(parse_request("BREW", "/api/v1/pods", false));
}

TEST(RequestInfoTest, ReadsWriteOptions) {
    const auto options =
        parse_write_options({"All", "", "Strict", "true", "kubectl/v1.31 (linux)"});
    ASSERT_TRUE(options);
    EXPECT_TRUE(options->dry_run);
    EXPECT_TRUE(options->force);
    EXPECT_EQ(options->field_manager, "kubectl");
    EXPECT_EQ(options->field_validation, FieldValidation::kStrict);
    EXPECT_EQ(parse_write_options({"Some", "", "", "", ""}).error().code, 422);
    EXPECT_EQ(parse_write_options({"", "", "Often", "", ""}).error().code, 422);
    EXPECT_EQ(parse_write_options({"", std::string(200, 'x'), "", "", ""}).error().code, 400);
}

TEST(SelectionTest, SelectsByLabelsAndFields) {
    const auto pods = Registry().find("pods");
    const manifest::Value pod =
        json(R"({"metadata": {"name": "web", "namespace": "a", "labels": {"app": "x"}},
                                         "spec": {"nodeName": "n,1"}, "status": {"phase": "Running"}})");
    const struct {
        const char* labels;
        const char* fields;
        bool matches;
    } cases[] = {
        {"", "", true},
        {"app=x", "", true},
        {"app=y", "", false},
        {"app in (x,y),!tier", "metadata.name=web", true},
        {"", "metadata.name==web,metadata.namespace!=b", true},
        {"", "status.phase!=Running", false},
        {"", "spec.nodeName=n\\,1", true},
        {"", "spec.hostNetwork=false", true},
        {"app=x", "metadata.name=other", false},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(std::string(one.labels) + " / " + one.fields);
        const auto selection = Selection::parse(*pods, one.labels, one.fields);
        ASSERT_TRUE(selection) << selection.error().message;
        EXPECT_EQ(selection->matches(pod), one.matches);
    }
    EXPECT_EQ(Selection::parse(*pods, "", "spec.color=red").error().code, 400);
    EXPECT_EQ(Selection::parse(*pods, "", "=red").error().code, 400);
    EXPECT_EQ(Selection::parse(*pods, "a in (", "").error().code, 400);
}

}  // namespace
}  // namespace sealer::standalone
