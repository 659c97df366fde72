// SPDX-License-Identifier: Apache-2.0
#include "common/kube/client.h"

#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/http/cpprest/client.h"
#include "fake_api_server.h"

namespace sealer::kube {
namespace {

using manifest::Object;
using manifest::Value;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::string status_json(int code, const std::string& message) {
    return manifest::write_json(Object{{"kind", "Status"}, {"code", code}, {"message", message}});
}

TEST(ResourcePath, EncodesEverySegment) {
    EXPECT_EQ(resource_path(secrets(), "default", "a b"),
              "/api/v1/namespaces/default/secrets/a%20b");
    EXPECT_EQ(resource_path(secrets(), ""), "/api/v1/secrets");
    EXPECT_EQ(resource_path(namespaces(), "ignored", "x", "finalize"),
              "/api/v1/namespaces/x/finalize");
    EXPECT_EQ(resource_path(applications(), "argo", "../x", "status"),
              "/apis/argoproj.io/v1alpha1/namespaces/argo/applications/..%2Fx/status");
}

TEST(KubeClient, MapsStatusesToCodes) {
    const struct {
        int status;
        Code code;
    } cases[] = {{400, Code::kInvalid},     {401, Code::kDenied},      {403, Code::kDenied},
                 {404, Code::kNotFound},    {409, Code::kConflict},    {410, Code::kExpired},
                 {413, Code::kInvalid},     {415, Code::kInvalid},     {422, Code::kInvalid},
                 {429, Code::kUnavailable}, {500, Code::kUnavailable}, {503, Code::kUnavailable}};
    FakeApiServer server;
    const auto client = server.connect({.max_retries = 0});
    for (const auto& [status, code] : cases) {
        SCOPED_TRACE(status);
        server.answer_next({status, {}, status_json(status, "the server says why")});
        const auto result = client->get(secrets(), "ns", "x");
        ASSERT_FALSE(result.has_value());
        EXPECT_EQ(result.error().code, code);
        EXPECT_EQ(result.error().message, "the server says why");
    }
    server.answer_next({502, {}, "<html>"});
    EXPECT_EQ(client->get(secrets(), "ns", "x").error().message,
              "the API server answered 502 Bad Gateway");
}

TEST(KubeClient, RetriesWhatIsSafe) {
    FakeApiServer server;
    const auto client = server.connect();
    const Value object = Object{{"metadata", Object{{"name", "x"}, {"namespace", "ns"}}}};
    server.answer_next({500, {}, ""});
    server.answer_next({200, {}, "{}"});
    EXPECT_TRUE(client->get(secrets(), "ns", "x").has_value());
    EXPECT_THAT(server.requests(), SizeIs(2));
    server.answer_next({503, {{"Retry-After", "0"}}, ""});
    server.answer_next({429, {{"Retry-After", "0"}}, ""});
    server.answer_next({201, {}, "{}"});
    EXPECT_TRUE(client->create(secrets(), object).has_value());
    EXPECT_THAT(server.requests(), SizeIs(5));
    server.answer_next({500, {}, ""});
    EXPECT_EQ(client->create(secrets(), object).error().code, Code::kUnavailable);
    EXPECT_THAT(server.requests(), SizeIs(6));
}

// Counts how often it was told that its credential was refused.
class CountingCredentials : public Credentials {
  public:
    Result<std::string> authorization(bool rejected) override {
        refusals += rejected ? 1 : 0;
        return "Bearer " + std::to_string(refusals.load());
    }
    std::atomic<int> refusals = 0;
};

TEST(KubeClient, AsksForFreshCredentialsOnce) {
    FakeApiServer server;
    Config config;
    config.server = server.url();
    config.impersonate_user = "jane";
    config.impersonate_groups = {"a", "b"};
    const auto credentials = std::make_shared<CountingCredentials>();
    config.credentials = credentials;
    const auto client = *Client::connect(config, http::make_api_server_client);
    server.answer_next({401, {}, ""});
    server.answer_next({200, {}, "{}"});
    EXPECT_TRUE(client->get(secrets(), "ns", "x").has_value());
    const http::ServerRequest request = server.take_last();
    EXPECT_EQ(*http::find_header(request.headers, "Authorization"), "Bearer 1");
    EXPECT_EQ(*http::find_header(request.headers, "Impersonate-User"), "jane");
    EXPECT_EQ(*http::find_header(request.headers, "User-Agent"), "sealer");
    server.answer_next({401, {}, ""});
    server.answer_next({401, {}, ""});
    EXPECT_EQ(client->get(secrets(), "ns", "x").error().code, Code::kDenied);
    EXPECT_EQ(credentials->refusals, 2);
}

TEST(KubeClient, WritesAsTheServerExpects) {
    FakeApiServer server;
    const auto client = server.connect();
    const Value object = Object{{"metadata", Object{{"name", "x"}, {"namespace", "ns"}}}};
    const auto last = [&](const auto& result) {
        EXPECT_TRUE(result.has_value());
        const http::ServerRequest request = server.take_last();
        const std::string* const type = http::find_header(request.headers, "Content-Type");
        return request.method + " " + request.path + "?" + request.query + " " +
               (type != nullptr ? *type : "") + " " + std::string(request.body.expose());
    };
    const std::string body = R"({"metadata":{"name":"x","namespace":"ns"}})";
    const auto ready = [&] { server.answer_next({200, {}, "{}"}); };
    ready();
    EXPECT_EQ(
        last(client->create(secrets(), object, {.dry_run = true, .field_validation = "Strict"})),
        "POST /api/v1/namespaces/ns/secrets?fieldManager=sealer&dryRun=All&fieldValidation=Strict "
        "application/json " +
            body);
    ready();
    EXPECT_EQ(
        last(client->update(secrets(), object, {.subresource = "status"})),
        "PUT /api/v1/namespaces/ns/secrets/x/status?fieldManager=sealer application/json " + body);
    ready();
    EXPECT_EQ(last(client->apply(secrets(), object, {.field_manager = "m"})),
              "PATCH /api/v1/namespaces/ns/secrets/x?fieldManager=m&force=true "
              "application/apply-patch+yaml " +
                  body);
    ready();
    EXPECT_EQ(last(client->patch(secrets(), "ns", "x", PatchType::kMerge, Object{{"a", 1}})),
              "PATCH /api/v1/namespaces/ns/secrets/x?fieldManager=sealer "
              "application/merge-patch+json {\"a\":1}");
    ready();
    EXPECT_EQ(last(client->remove(secrets(), "ns", "x", {.uid = "u", .dry_run = true})),
              "DELETE /api/v1/namespaces/ns/secrets/x? application/json "
              R"({"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Background",)"
              R"("preconditions":{"uid":"u"},"dryRun":["All"]})");
}

TEST(KubeClient, ListsInPagesAndFillsInTypes) {
    FakeApiServer server;
    for (const char* name : {"a", "b", "c", "d", "e"}) {
        server.put(name, "1");
    }
    const auto client = server.connect();
    const auto page = client->list_all(FakeApiServer::resource(), "", {.limit = 2});
    ASSERT_TRUE(page.has_value()) << page.error().message;
    EXPECT_THAT(page->items, SizeIs(5));
    EXPECT_EQ(page->resource_version, "6");
    EXPECT_EQ(page->items[4].text("kind"), "ConfigMap");
    EXPECT_THAT(server.requests(),
                ElementsAre("GET /api/v1/configmaps?limit=2", HasSubstr("limit=2&continue=b"),
                            HasSubstr("limit=2&continue=d")));
}

TEST(KubeClient, StartsAListOverWhenItsSnapshotIsGone) {
    FakeApiServer server;
    server.answer_next(
        {200, {}, R"({"metadata":{"resourceVersion":"1","continue":"x"},"items":[{}]})"});
    server.answer_next({410, {}, status_json(410, "expired")});
    server.put("a", "1");
    const auto page = server.connect()->list_all(FakeApiServer::resource(), "", {.limit = 1});
    ASSERT_TRUE(page.has_value()) << page.error().message;
    EXPECT_THAT(page->items, SizeIs(1));
}

TEST(KubeClient, WatchesFromAVersion) {
    FakeApiServer server;
    server.put("a", "1");
    server.put("b", "1");
    const auto client = server.connect();
    std::vector<std::string> lines;
    const auto collect = [&](std::string_view line) {
        lines.emplace_back(line);
        return lines.size() < 2;
    };
    EXPECT_TRUE(client->watch(FakeApiServer::resource(), "", {.resource_version = "1"}, collect, {})
                    .has_value());
    EXPECT_THAT(lines, ElementsAre(HasSubstr(R"("name":"a")"), HasSubstr(R"("name":"b")")));
    server.forget_history();
    const auto expired =
        client->watch(FakeApiServer::resource(), "", {.resource_version = "1"}, collect, {});
    ASSERT_FALSE(expired.has_value());
    EXPECT_EQ(expired.error().code, Code::kExpired);
    server.answer_next({403, {}, status_json(403, "no")});
    EXPECT_EQ(client->watch(FakeApiServer::resource(), "", {}, collect, {}).error().code,
              Code::kDenied);
}

TEST(KubeClient, StopsWhenTold) {
    FakeApiServer server;
    const auto client = server.connect();
    std::stop_source stop;
    client->set_stop_token(stop.get_token());
    std::jthread stopper([&] {
        server.await_watchers(1);
        stop.request_stop();
    });
    const auto watched = client->watch(FakeApiServer::resource(), "", {.resource_version = "1"},
                                       [](auto) { return true; }, {});
    ASSERT_FALSE(watched.has_value());
    EXPECT_EQ(watched.error().code, Code::kCancelled);
    EXPECT_EQ(client->get(secrets(), "ns", "x").error().code, Code::kCancelled);
}

TEST(Discovery, FindsKindsAndAsksSeldom) {
    FakeApiServer server;
    const auto client = server.connect();
    Discovery discovery(*client);
    server.answer_next({200, {}, R"({"groupVersion":"apps/v1","resources":[
        {"name":"deployments","kind":"Deployment","namespaced":true,"verbs":["get","list","watch"]},
        {"name":"deployments/scale","kind":"Scale","namespaced":true,"verbs":["get"]}]})"});
    const auto found = discovery.find({"apps", "v1", "Deployment"});
    ASSERT_TRUE(found.has_value()) << found.error().message;
    EXPECT_EQ(found->plural, "deployments");
    EXPECT_TRUE(found->namespaced);
    EXPECT_TRUE(discovery.find({"apps", "v1", "Deployment"}).has_value());
    const auto missing = discovery.find({"apps", "v1", "Nope"});
    EXPECT_EQ(missing.error().message, "no matches for kind \"Nope\" in version \"apps/v1\"");
    EXPECT_THAT(server.requests(), ElementsAre("GET /apis/apps/v1?"));
    server.answer_next({404, {}, ""});
    EXPECT_EQ(discovery.find({"x.io", "v1", "X"}).error().code, Code::kNotFound);
    discovery.invalidate();
    server.answer_next({503, {{"Retry-After", "3600"}}, ""});
    EXPECT_EQ(discovery.find({"x.io", "v1", "X"}).error().code, Code::kUnavailable);
}

TEST(Discovery, PrefersTheServersVersionsAndSurvivesABrokenGroup) {
    FakeApiServer server;
    const auto client = server.connect({.max_retries = 0});
    Discovery discovery(*client);
    server.answer_next({200, {}, R"({"groups":[
        {"name":"broken.io","preferredVersion":{"version":"v1"}},
        {"name":"apps","preferredVersion":{"version":"v1"}}]})"});
    server.answer_next({200, {}, R"({"resources":[
        {"name":"secrets","kind":"Secret","namespaced":true,"verbs":["list","watch"]},
        {"name":"bindings","kind":"Binding","namespaced":true,"verbs":["create"]}]})"});
    server.answer_next({503, {}, ""});
    server.answer_next({200, {}, R"({"resources":[
        {"name":"deployments","kind":"Deployment","namespaced":true,"verbs":["list","watch"]}]})"});
    const auto all = discovery.preferred();
    ASSERT_TRUE(all.has_value()) << all.error().message;
    ASSERT_THAT(*all, SizeIs(2));
    EXPECT_EQ((*all)[0].kind, "Secret");
    EXPECT_EQ((*all)[1].api_version(), "apps/v1");
}

}  // namespace
}  // namespace sealer::kube
