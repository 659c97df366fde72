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
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"

namespace sealer::cli {
namespace {

using testing::HasSubstr;

constexpr std::string_view kSealed =
    R"({"kind":"SealedSecret","apiVersion":"bitnami.com/v1alpha1","metadata":{"name":"x"}})";

constexpr std::string_view kYaml = R"(apiVersion: bitnami.com/v1alpha1
kind: SealedSecret # of the shop
metadata:
  name: x
  annotations:
    sealer.dev/sealed-with: SHA256:old
    note: kept
spec:
  encryptedData:
    # the first
    a: Agx
  template: {type: Opaque}
)";

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

    std::string service_ = "sealed-secrets-controller";
    std::string port_name_ = "http";
    std::atomic<int> verify_status_ = 200;

    std::atomic<int> busy_answers_ = 0;  // 429s to give before anything else

  private:
    // Destructive as the original: nothing but names and new ciphertext comes back.
    static void rotate(const std::string& body, http::Responder& responder) {
        const auto sealed = manifest::parse_json(body).value();
        manifest::Value answer = manifest::Object{{"kind", "SealedSecret"}};
        answer["metadata"]["name"] = manifest::name_of(sealed);
        for (const manifest::Member& item : members(sealed.get("spec", "encryptedData"))) {
            answer["spec"]["encryptedData"][item.key] = "AgNEW" + item.value.as_string();
        }
        responder.send(200, {}, manifest::write_json(answer));
    }

    void serve(const http::ServerRequest& request, http::Responder& responder) {
        const std::string services = "/api/v1/namespaces/kube-system/services/";
        const std::string proxy = services + "http:" + service_ + ":" + port_name_ + "/proxy";
        // Clients may encode the colons.
        const std::string path = percent_decode(request.path);
        if (path.find("/proxy/") != std::string::npos && busy_answers_ > 0) {
            --busy_answers_;
            responder.send(429, {{"Retry-After", "1"}}, "");
        } else if (path == services + service_) {
            responder.send(200, {{"Content-Type", "application/json"}},
                           R"({"kind":"Service","apiVersion":"v1","metadata":{"name":")" +
                               service_ + R"("},"spec":{"ports":[{"name":")" + port_name_ +
                               R"("}]}})");
        } else if (path == proxy + "/v1/cert.pem") {
            responder.send(200, {}, certificate());
        } else if (path == proxy + "/v1/verify" && request.method == "POST") {
            responder.send(verify_status_, {}, "");
        } else if (path == proxy + "/v1/rotate" && request.method == "POST") {
            rotate(std::string(request.body.expose()), responder);
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

TEST_F(Cluster, FindsTheServiceOfTheHelmChartWhereNoneIsNamed) {
    service_ = "sealed-secrets";
    EXPECT_EQ(run({"--fetch-cert"}).out, certificate());
    EXPECT_EQ(run({"--fetch-cert", "--controller-name", "other"}).exit_code, 1);
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
    const Ran good = run({"--validate"}, kSealed);
    EXPECT_EQ(good.exit_code, 0) << good.err;
    EXPECT_EQ(good.out, "");
    verify_status_ = 409;
    const Ran bad = run({"--validate"}, kSealed);
    EXPECT_EQ(bad.exit_code, 1);
    EXPECT_EQ(bad.err, "error: unable to decrypt sealed secret: x\n");
    EXPECT_EQ(run({"--validate"}, "").err, "error: no SealedSecret found in the input\n");
}

TEST_F(Cluster, PatienceIsShownWhereItIsAskedFor) {
    busy_answers_ = 2;
    EXPECT_EQ(run({"--validate"}, kSealed).exit_code, 0);
    EXPECT_EQ(busy_answers_, 0);
}

TEST_F(Cluster, ValidateTakesStreamsAndLists) {
    const std::string one(kSealed);
    EXPECT_EQ(run({"--validate"}, one + "\n" + one).exit_code, 0);
    EXPECT_EQ(run({"--validate"}, R"({"kind":"List","items":[)" + one + "]}").exit_code, 0);
    EXPECT_EQ(run({"--validate"}, R"({"kind":"List","items":[]})").exit_code, 1);
    EXPECT_EQ(run({"--validate"}, one + "{\"kind").exit_code, 1);
}

TEST_F(Cluster, ReEncryptPrintsWithNothingButNewCiphertext) {
    const Ran ran = run({"--re-encrypt", "-o", "yaml"}, kYaml);
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    const auto printed = manifest::parse_yaml_document(ran.out).value();
    EXPECT_EQ(printed.text("spec", "encryptedData", "a"), "AgNEWAgx");
    EXPECT_EQ(printed.text("spec", "template", "type"), "Opaque");
    EXPECT_EQ(printed.get("metadata", "annotations", "sealer.dev/sealed-with"), nullptr);
    EXPECT_EQ(manifest::annotation(printed, "note"), "kept");
}

TEST_F(Cluster, ReEncryptOfAFileIsDoneInPlace) {
    const std::string file = testing::TempDir() + "sealer-re-encrypt.yaml";
    std::ofstream(file) << kYaml;
    const Ran ran = run({"--rotate", "-f", file});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(ran.err, "Flag --rotate has been deprecated, please use --re-encrypt instead\n");
    std::string wanted(kYaml);
    wanted.replace(wanted.find("Agx"), 3, "AgNEWAgx");
    wanted.erase(wanted.find("    sealer.dev"),
                 std::string_view("    sealer.dev/sealed-with: SHA256:old\n").size());
    std::ifstream stream(file);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), wanted);
    std::filesystem::remove(file);
}

TEST_F(Cluster, ResealAsksTheControllerWhereThereIsNoKey) {
    const std::string file = testing::TempDir() + "sealer-reseal.yaml";
    std::ofstream(file) << kYaml;
    const Ran ran = run({"reseal", "-n", "shop", file});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_EQ(ran.out, file + "\n");
    std::ifstream stream(file);
    const std::string after(std::istreambuf_iterator<char>(stream), {});
    EXPECT_THAT(after, HasSubstr("    # the first\n    a: AgNEWAgx\n"));
    std::filesystem::remove(file);
}

TEST_F(Cluster, VerbosityShowsTheRequests) {
    EXPECT_THAT(run({"--fetch-cert", "-v", "6"}).err,
                testing::ContainsRegex("GET http://.*/proxy/v1/cert.pem 200 in [0-9]+ milli"));
    EXPECT_THAT(run({"--fetch-cert", "-v10"}).err, HasSubstr("BEGIN CERTIFICATE"));
    EXPECT_EQ(run({"--fetch-cert", "-v", "2"}).err, "");
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
