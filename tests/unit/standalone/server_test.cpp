// SPDX-License-Identifier: Apache-2.0
// The embedded API server from outside, over TLS.
#include "controller/standalone/server.h"

#include "api_fixture.h"
#include "common/base/file.h"
#include "common/http/client.h"
#include "common/http/server.h"
#include "common/manifest/yaml.h"

namespace sealer::standalone {
namespace {

using manifest::Value;

class ServerTest : public testing::Test {
  protected:
    void SetUp() override { start(); }
    void start() {
        server_.reset();
        auto started = Server::start({.data_directory = (directory_.path() / "data").string()});
        ASSERT_TRUE(started) << started.error().message;
        server_ = *std::move(started);
        http::ClientOptions options;
        options.base_url = server_->url();
        options.tls.ca_pem = server_->ca_pem();
        client_ = http::make_web_client(options).value();
    }
    http::Response send(const std::string& method, const std::string& target,
                        std::string_view body = "", http::Headers headers = {}) {
        http::Request request;
        request.method = method;
        request.target = target;
        request.headers = std::move(headers);
        if (!anonymous_) {
            request.headers.emplace_back("Authorization", "Bearer " + server_->token());
        }
        request.headers.emplace_back("Content-Type", method == "PATCH"
                                                         ? "application/merge-patch+json"
                                                         : "application/json");
        request.body = crypto::SecretBytes(body);
        auto response = client_->send(request, {});
        EXPECT_TRUE(response) << (response ? "" : response.error().message);
        return response ? *std::move(response) : http::Response{};
    }
    Value get(const std::string& target) { return json(send("GET", target).body.expose()); }

    TemporaryDirectory directory_;
    std::unique_ptr<Server> server_;
    std::unique_ptr<http::Client> client_;
    bool anonymous_ = false;
};

constexpr const char* kConfigMaps = "/api/v1/namespaces/default/configmaps";

TEST_F(ServerTest, WantsItsToken) {
    anonymous_ = true;
    EXPECT_EQ(send("GET", "/api").status, 401);
    EXPECT_EQ(send("GET", kConfigMaps).status, 401);
    EXPECT_EQ(send("GET", kConfigMaps, "", {{"Authorization", "Bearer wrong"}}).status, 401);
    EXPECT_EQ(send("GET", "/readyz").status, 200);
}

TEST_F(ServerTest, StoresAcrossRestartsAtTheSameAddress) {
    EXPECT_EQ(send("POST", kConfigMaps, R"({"metadata": {"name": "x"}})").status, 201);
    const std::string url = server_->url();
    const std::string token = server_->token();
    start();
    EXPECT_EQ(server_->url(), url);
    EXPECT_EQ(server_->token(), token);
    EXPECT_EQ(send("GET", std::string(kConfigMaps) + "/x").status, 200);
}

TEST_F(ServerTest, WritesAKubeconfigForItsOwnerAlone) {
    const std::string text = read_file(server_->kubeconfig_path()).value();
    const Value config = manifest::parse_yaml_document(text).value();
    EXPECT_EQ(elements(config.get("clusters"))[0].text("cluster", "server"), server_->url());
    EXPECT_EQ(elements(config.get("users"))[0].text("user", "token"), server_->token());
    const auto data = directory_.path() / "data";
    EXPECT_EQ(std::filesystem::status(data).permissions(), std::filesystem::perms::owner_all);
    for (const auto& file : std::filesystem::directory_iterator(data)) {
        EXPECT_EQ(file.status().permissions() &
                      (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
                  std::filesystem::perms::none)
            << file.path();
    }
}

TEST_F(ServerTest, DiscoversWhatIsServed) {
    EXPECT_EQ(get("/apis").text("kind"), "APIGroupList");
    EXPECT_EQ(get("/apis/apps").text("preferredVersion", "groupVersion"), "apps/v1");
    bool has_scale = false;
    const Value apps = get("/apis/apps/v1");
    for (const Value& resource : elements(apps.get("resources"))) {
        has_scale = has_scale || resource.text("name") == "deployments/scale";
    }
    EXPECT_TRUE(has_scale);
    EXPECT_EQ(get("/openapi/v2").text("swagger"), "2.0");
    EXPECT_NE(get("/openapi/v3").get("paths", "apis/apps/v1"), nullptr);
    EXPECT_NE(get("/openapi/v3/apis/apps/v1").get("components", "schemas"), nullptr);
    for (const char* path : {"/apis/none", "/apis/apps/v2", "/openapi/v3/apis/none/v1", "/nothing",
                             "/api/v1/nothing"}) {
        EXPECT_EQ(send("GET", path).status, 404) << path;
    }
}

TEST_F(ServerTest, ShowsObjectsInSeveralForms) {
    send("POST", kConfigMaps, R"({"metadata": {"name": "x"}, "data": {"k": "v"}})");
    const std::string path = std::string(kConfigMaps) + "/x";
    const auto as = [&](const std::string& target, const char* accept) {
        return json(send("GET", target, "", {{"Accept", accept}}).body.expose());
    };
    const Value table =
        as(kConfigMaps, "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
    EXPECT_EQ(table.text("kind"), "Table");
    EXPECT_EQ(elements(table.get("rows"))[0].text("object", "kind"), "PartialObjectMetadata");
    EXPECT_EQ(elements(as(std::string(kConfigMaps) + "?includeObject=Object",
                          "application/json;as=Table;v=v1;g=meta.k8s.io")
                           .get("rows"))[0]
                  .text("object", "data", "k"),
              "v");
    const Value metadata = as(path, "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io");
    EXPECT_EQ(metadata.text("kind"), "PartialObjectMetadata");
    EXPECT_EQ(metadata.get("data"), nullptr);
    const Value list = get(kConfigMaps);
    EXPECT_EQ(list.text("kind"), "ConfigMapList");
    EXPECT_EQ(elements(list.get("items"))[0].get("kind"), nullptr);
}

TEST_F(ServerTest, AnswersErrorsAsStatusObjects) {
    const Value status = get(std::string(kConfigMaps) + "/none");
    EXPECT_EQ(status.text("kind"), "Status");
    EXPECT_EQ(status.text("reason"), "NotFound");
    EXPECT_EQ(status.text("message"), "configmaps \"none\" not found");
    EXPECT_EQ(status.text("details", "kind"), "configmaps");
    EXPECT_EQ(status.integer_or(0, "code"), 404);
    EXPECT_EQ(send("POST", kConfigMaps, "{").status, 400);
    EXPECT_EQ(send("PUT", kConfigMaps, "{}").status, 405);
    EXPECT_EQ(send("POST", "/api/v1/configmaps", "{}").status, 405);
    EXPECT_EQ(send("GET", std::string(kConfigMaps) + "?limit=1&continue=x").status, 400);
    EXPECT_EQ(send("GET", std::string(kConfigMaps) + "?watch=true&resourceVersion=99999").status,
              504);
}

TEST_F(ServerTest, DeletesCollections) {
    for (const char* name : {"a", "b"}) {
        send("POST", kConfigMaps,
             R"({"metadata": {"name": ")" + std::string(name) + R"(", "labels": {"n": ")" + name +
                 R"("}}})");
    }
    EXPECT_EQ(send("DELETE", std::string(kConfigMaps) + "?labelSelector=n%3Da").status, 200);
    const Value left = get(kConfigMaps);
    ASSERT_EQ(elements(left.get("items")).size(), 1U);
    EXPECT_EQ(elements(left.get("items"))[0].text("metadata", "name"), "b");
}

TEST_F(ServerTest, Scales) {
    const std::string deployments = "/apis/apps/v1/namespaces/default/deployments";
    send("POST", deployments,
         R"({"metadata": {"name": "web"}, "spec": {"selector": {"matchLabels": {"app": "web"}},
        "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "c", "image": "i"}]}}}})");
    EXPECT_EQ(send("PATCH", deployments + "/web/scale", R"({"spec": {"replicas": 3}})").status,
              200);
    const Value scale = get(deployments + "/web/scale");
    EXPECT_EQ(scale.integer_or(0, "spec", "replicas"), 3);
    EXPECT_EQ(scale.text("status", "selector"), "app=web");
    EXPECT_EQ(send("PATCH", deployments + "/web/scale", R"({"spec": {"replicas": -1}})").status,
              422);
}

TEST_F(ServerTest, KnowsItsToken) {
    const std::string account = "/api/v1/namespaces/kube-public/serviceaccounts";
    send("POST", account, R"({"metadata": {"name": "robot"}})");
    const http::Response granted = send("POST", account + "/robot/token", R"({"spec": {}})");
    EXPECT_EQ(granted.status, 201);
    EXPECT_EQ(json(granted.body.expose()).text("status", "token"), server_->token());
    EXPECT_EQ(send("POST", account + "/nobody/token", R"({"spec": {}})").status, 404);
    const auto knows = [&](const std::string& token) {
        const http::Response review = send("POST", "/apis/authentication.k8s.io/v1/tokenreviews",
                                           R"({"spec": {"token": ")" + token + R"("}})");
        return json(review.body.expose()).flag("status", "authenticated");
    };
    EXPECT_TRUE(knows(server_->token()));
    EXPECT_FALSE(knows("another"));
    EXPECT_FALSE(knows(""));
}

TEST_F(ServerTest, SaysThatPodsRunNothing) {
    const std::string pods = "/api/v1/namespaces/default/pods";
    send("POST", pods,
         R"({"metadata": {"name": "p"}, "spec": {"containers": [{"name": "c", "image": "i"}]}})");
    EXPECT_EQ(send("GET", pods + "/p/log").status, 400);
    EXPECT_EQ(send("POST", pods + "/p/exec").status, 400);
    EXPECT_EQ(send("GET", pods + "/q/log").status, 404);
}

TEST_F(ServerTest, ProxiesAnswersWithTheirHeaders) {
    const auto busy = http::Server::start(
        {}, [](const http::ServerRequest&, const std::shared_ptr<http::Responder>& responder) {
            responder->send(429, {{"Retry-After", "3"}, {"Content-Type", "text/x-busy"}}, "later");
        });
    ASSERT_TRUE(busy.has_value());
    const std::string endpoints =
        R"({"metadata": {"name": "busy"}, "subsets": [{"addresses": [{"ip": "127.0.0.1"}],
            "ports": [{"port": )" +
        std::to_string((*busy)->port()) + "}]}]}";
    send("POST", "/api/v1/namespaces/default/services",
         R"({"metadata": {"name": "busy"}, "spec": {"ports": [{"port": 80}]}})");
    send("POST", "/api/v1/namespaces/default/endpoints", endpoints);
    const auto answer = send("GET", "/api/v1/namespaces/default/services/busy/proxy/");
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.body.expose(), "later");
    for (const auto& [name, value] :
         {std::pair("Retry-After", "3"), std::pair("Content-Type", "text/x-busy")}) {
        const std::string* const found = http::find_header(answer.headers, name);
        EXPECT_TRUE(found != nullptr && *found == value) << name;
    }
}

TEST_F(ServerTest, ProxiesToAService) {
    send("POST", "/api/v1/namespaces/default/services",
         R"({"metadata": {"name": "self"}, "spec": {"ports": [{"name": "api", "port": 443}]}})");
    EXPECT_EQ(
        send("GET", "/api/v1/namespaces/default/services/https:self:api/proxy/healthz").status,
        503);
    const std::string port = server_->url().substr(server_->url().rfind(':') + 1);
    const auto made =
        send("POST", "/api/v1/namespaces/default/endpoints",
             R"({"metadata": {"name": "self"}, "subsets": [{"addresses": [{"ip": "127.0.0.1"}],
                               "ports": [{"name": "api", "port": )" +
                 port + "}]}]}");
    ASSERT_EQ(made.status, 201) << made.body.expose();
    const auto answer =
        send("GET", "/api/v1/namespaces/default/services/https:self:api/proxy/healthz");
    EXPECT_EQ(answer.status, 200) << answer.body.expose();
    EXPECT_EQ(answer.body.expose(), "ok");
    EXPECT_EQ(
        send("GET", "/api/v1/namespaces/default/services/https:self:443/proxy/healthz").status,
        200);
    EXPECT_EQ(send("GET", "/api/v1/namespaces/default/services/https:self:443/proxy/api").status,
              401)
        << "the client's token must not be passed on";
}

TEST_F(ServerTest, AnswersReviews) {
    const auto allowed = send("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                              R"({"kind": "SelfSubjectAccessReview", "spec": {}})");
    EXPECT_EQ(allowed.status, 201);
    EXPECT_TRUE(json(allowed.body.expose()).flag("status", "allowed"));
}

}  // namespace
}  // namespace sealer::standalone
