// SPDX-License-Identifier: Apache-2.0
// The modes that talk to the controller, through the service proxy of a small API server.
#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_runner.h"
#include "common/base/text.h"
#include "common/crypto/rsa.h"
#include "common/http/server.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"

namespace sealer::cli {
namespace {

using testing::HasSubstr;

class Cluster : public testing::Test {
  protected:
    Cluster() {
        server_ =
            http::Server::start({}, [this](const http::ServerRequest& request,
                                           const std::shared_ptr<http::Responder>& responder) {
                serve(request, *responder);
            }).value();
        kubeconfig_ = testing::TempDir() + "sealer-kubeconfig-" + std::to_string(server_->port());
        std::ofstream(kubeconfig_)
            << "apiVersion: v1\nkind: Config\ncurrent-context: c\n"
               "contexts: [{name: c, context: {cluster: c, namespace: from-context}}]\n"
               "clusters: [{name: c, cluster: {server: 'http://127.0.0.1:"
            << server_->port() << "'}}]\n";
    }
    ~Cluster() override { std::filesystem::remove(kubeconfig_); }

    static const std::string& certificate() {
        static const std::string pem = crypto::make_self_signed_certificate(
                                           *crypto::PrivateKey::generate(1024), "",
                                           std::chrono::system_clock::now(), std::chrono::hours(1))
                                           ->pem;
        return pem;
    }

    [[nodiscard]] Ran run(std::vector<std::string> arguments, std::string_view input = {}) const {
        return run_cli(std::move(arguments), input, {{"KUBECONFIG", kubeconfig_}});
    }

    std::string port_name_ = "http";
    std::atomic<int> verify_status_ = 200;

  private:
    void serve(const http::ServerRequest& request, http::Responder& responder) const {
        const std::string services = "/api/v1/namespaces/kube-system/services/";
        const std::string proxy =
            services + "http:sealed-secrets-controller:" + port_name_ + "/proxy";
        // Clients may encode the colons.
        const std::string path = percent_decode(request.path);
        if (path == services + "sealed-secrets-controller") {
            responder.send(200, {{"Content-Type", "application/json"}},
                           R"({"kind":"Service","apiVersion":"v1","spec":{"ports":[{"name":")" +
                               port_name_ + R"("}]}})");
        } else if (path == proxy + "/v1/cert.pem") {
            responder.send(200, {}, certificate());
        } else if (path == proxy + "/v1/verify" && request.method == "POST") {
            responder.send(verify_status_, {}, "");
        } else {
            responder.send(404, {{"Content-Type", "application/json"}},
                           R"({"kind":"Status","code":404,"reason":"NotFound",)"
                           R"("message":"services \"nope\" not found"})");
        }
    }

    std::unique_ptr<http::Server> server_;
    std::string kubeconfig_;
};

TEST_F(Cluster, FetchesTheCertificateThroughTheServiceProxy) {
    for (const char* name : {"http", ""}) {
        port_name_ = name;
        const Ran ran = run({"--fetch-cert"});
        EXPECT_EQ(ran.exit_code, 0) << ran.err;
        EXPECT_EQ(ran.out, certificate());
    }
}

TEST_F(Cluster, SealsIntoTheContextsNamespace) {
    const Ran ran = run({}, R"({"kind":"Secret","metadata":{"name":"x"},"data":{"a":""}})");
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(manifest::namespace_of(manifest::parse_yaml_document(ran.out).value()),
              "from-context");
    EXPECT_EQ(run({"--raw", "--name", "x"}, "value").exit_code, 0);
}

TEST_F(Cluster, SaysHowToFindAnotherController) {
    const Ran ran = run({"--fetch-cert", "--controller-name", "nope"});
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.err, testing::StartsWith("error: cannot get sealed secret service: services "
                                             "\"nope\" not found"));
    EXPECT_THAT(ran.err, HasSubstr("--controller-namespace"));
    EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1);
}

TEST_F(Cluster, ValidateBelievesTheController) {
    constexpr std::string_view kSealed =
        R"({"kind":"SealedSecret","apiVersion":"bitnami.com/v1alpha1","metadata":{"name":"x"}})";
    const Ran good = run({"--validate"}, kSealed);
    EXPECT_EQ(good.exit_code, 0) << good.err;
    EXPECT_EQ(good.out, "");
    verify_status_ = 409;
    const Ran bad = run({"--validate"}, kSealed);
    EXPECT_EQ(bad.exit_code, 1);
    EXPECT_EQ(bad.err, "error: unable to decrypt sealed secret: x\n");
    EXPECT_EQ(run({"--validate"}, "").err, "error: no SealedSecret found in the input\n");
}

TEST_F(Cluster, AnUnreachableOneIsAnError) {
    const Ran ran = run({"--fetch-cert", "--server", "http://127.0.0.1:1"});
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.err, testing::StartsWith("error: "));
    EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1);
    EXPECT_EQ(ran.out, "");
}

}  // namespace
}  // namespace sealer::cli
