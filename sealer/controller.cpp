// SPDX-License-Identifier: Apache-2.0
#include "sealer/controller.h"

#include <thread>
#include <utility>

#include "common/base/text.h"
#include "common/base/time.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

constexpr std::size_t kMaxAnswerBytes = std::size_t{16} << 20;
constexpr int kMaxRetries = 10;
constexpr int kMaxPatienceSeconds = 60;
constexpr std::string_view kHelmName = "sealed-secrets";
// Levels of -v, as client-go has them.
constexpr int kTraceRequests = 6;
constexpr int kTraceBodies = 8;

// The controller's Service; under the name that the Helm chart gives it where nobody said another.
Result<manifest::Value> find_service(kube::Client& client, const ClusterOptions& options) {
    const std::string& name = options.controller_name;
    auto service = client.get(kube::services(), options.controller_namespace, name);
    if (!service && service.error().code == Code::kNotFound &&
        name == ClusterOptions().controller_name) {
        auto other = client.get(kube::services(), options.controller_namespace, kHelmName);
        return other ? std::move(other) : std::move(service);
    }
    return service;
}

}  // namespace

Controller::Controller(std::unique_ptr<kube::Client> client, std::string proxy_path,
                       const ClusterOptions& options, int log_descriptor)
    : client_(std::move(client)),
      proxy_path_(std::move(proxy_path)),
      request_timeout_(options.request_timeout),
      verbosity_(options.verbosity),
      log_descriptor_(log_descriptor) {}

Result<Controller> Controller::find(const ClusterOptions& options, const World& world) {
    // Somebody waits: a server that does not answer is reported at once.
    TRY_ASSIGN(std::unique_ptr<kube::Client> client,
               connect_to_cluster(options, world, {.max_retries = 0}));
    const auto service = find_service(*client, options);
    if (!service) {
        std::string message = "cannot get sealed secret service: " + service.error().message;
        if (service.error().code == Code::kNotFound) {
            message +=
                ". Please, use the flags --controller-name and --controller-namespace to "
                "say where the controller's Service is";
        }
        return fail(service.error().code, std::move(message));
    }
    const auto& ports = elements(service->get("spec", "ports"));
    const std::string_view port = ports.empty() ? std::string_view() : ports.front().text("name");
    return Controller(std::move(client),
                      "/api/v1/namespaces/" + percent_encode(options.controller_namespace) +
                          "/services/http:" + percent_encode(manifest::name_of(*service)) + ":" +
                          percent_encode(port) + "/proxy",
                      options, world.standard_error);
}

Result<http::Response> Controller::send_once(const Call& call) {
    http::Request request;
    request.method = call.method;
    request.target = proxy_path_ + call.path;
    request.headers = {{"Accept", call.accept}};
    request.body = crypto::SecretBytes(std::string_view(call.body));
    request.max_response_bytes = kMaxAnswerBytes;
    if (request_timeout_.count() > 0) {
        request.timeout = request_timeout_;
    }
    const Clock::time_point began = Clock::now();
    auto response = client_->raw(std::move(request));
    trace(call, response,
          std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began));
    return response;
}

Result<http::Response> Controller::send(const Call& call) {
    for (int tries = 0;; ++tries) {
        auto response = send_once(call);
        const int wait = response ? 0 : response.error().retry_after_seconds;
        if (wait == 0 || wait > kMaxPatienceSeconds || tries == kMaxRetries) {
            return response;
        }
        std::this_thread::sleep_for(std::chrono::seconds(wait));
    }
}

// Nothing of this is secret: certificates and ciphertext. What cannot be shown is not missed.
void Controller::trace(const Call& call, const Result<http::Response>& response,
                       std::chrono::milliseconds took) const {
    if (verbosity_ < kTraceRequests) {
        return;
    }
    std::string text =
        call.method + " " + client_->config().server + proxy_path_ + call.path + " " +
        (response ? std::to_string(response->status) : "failed: " + response.error().message) +
        " in " + std::to_string(took.count()) + " milliseconds\n";
    if (verbosity_ >= kTraceBodies) {
        text += "Request Body: " + call.body + "\n";
        text += "Response Body: " + (response ? std::string(response->body.expose()) : "") + "\n";
    }
    static_cast<void>(write_all(log_descriptor_, text));
}

Result<std::string> Controller::certificate() {
    TRY_ASSIGN(const http::Response response, send({.method = "GET",
                                                    .path = "/v1/cert.pem",
                                                    .accept = "application/x-pem-file, */*",
                                                    .body = {}}));
    return std::string(response.body.expose());
}

Status Controller::verify(const manifest::Value& sealed) {
    TRY(send({.method = "POST",
              .path = "/v1/verify",
              .accept = "application/json, */*",
              .body = manifest::write_json(sealed)}));
    return {};
}

Result<manifest::Value> Controller::rotate(const manifest::Value& sealed) {
    const auto response = send({.method = "POST",
                                .path = "/v1/rotate",
                                .accept = "application/json, */*",
                                .body = manifest::write_json(sealed)});
    if (!response) {
        return response.error().code == Code::kConflict
                   ? fail(Code::kInvalid, "unable to rotate secret")
                   : fail(response.error().with("cannot re-encrypt secret"));
    }
    auto answer = manifest::parse_json(response->body.expose());
    if (!answer) {
        return fail(answer.error().with("cannot re-encrypt secret: the controller's answer"));
    }
    return answer;
}

}  // namespace sealer::cli
