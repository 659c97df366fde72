// SPDX-License-Identifier: Apache-2.0
#include "sealer/controller.h"

#include <utility>

#include "common/base/text.h"

namespace sealer::cli {
namespace {

constexpr std::size_t kMaxAnswerBytes = std::size_t{16} << 20;

}  // namespace

Controller::Controller(std::unique_ptr<kube::Client> client, std::string proxy_path)
    : client_(std::move(client)), proxy_path_(std::move(proxy_path)) {}

Result<Controller> Controller::find(const ClusterOptions& options, const World& world) {
    TRY_ASSIGN(kube::Config config, kube::load_config(options.connection, world.environment));
    TRY_ASSIGN(std::unique_ptr<kube::Client> client, kube::Client::connect(std::move(config)));
    const auto service =
        client->get(kube::services(), options.controller_namespace, options.controller_name);
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
                          "/services/http:" + percent_encode(options.controller_name) + ":" +
                          percent_encode(port) + "/proxy");
}

Result<http::Response> Controller::get(const std::string& path) {
    http::Request request;
    request.target = proxy_path_ + path;
    request.headers = {{"Accept", "application/x-pem-file, */*"}};
    request.max_response_bytes = kMaxAnswerBytes;
    return client_->raw(std::move(request));
}

Result<http::Response> Controller::post(const std::string& path, std::string_view body) {
    http::Request request;
    request.method = "POST";
    request.target = proxy_path_ + path;
    request.headers = {{"Accept", "application/json, */*"}};
    request.body = crypto::SecretBytes(body);
    request.max_response_bytes = kMaxAnswerBytes;
    return client_->raw(std::move(request));
}

}  // namespace sealer::cli
