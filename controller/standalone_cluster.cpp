// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone_cluster.h"

#include <string>
#include <utility>
#include <vector>

#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "controller/embedded_crds.h"

namespace sealer {
namespace {

using manifest::Array;
using manifest::Object;
using manifest::Value;

Value make_object(const char* api_version, const char* kind, const std::string& namespace_,
                  const std::string& name) {
    Value object;
    object["apiVersion"] = api_version;
    object["kind"] = kind;
    object["metadata"]["name"] = name;
    if (!namespace_.empty()) {
        object["metadata"]["namespace"] = namespace_;
    }
    return object;
}

Value named_port(std::uint16_t port) {
    Object entry;
    entry.append("name", "http");
    entry.append("port", std::int64_t{port});
    entry.append("protocol", "TCP");
    return entry;
}

}  // namespace

Result<std::unique_ptr<standalone::Server>> start_standalone_server(const Options& options) {
    standalone::Options server;
    server.data_directory = options.data_directory;
    server.simulate_workloads = options.simulate_workloads;
    return standalone::Server::start(server);
}

Status install_into_cluster(kube::Client& client, const Options& options) {
    for (const std::string& name : {options.namespace_, options.application_namespace}) {
        TRY(client.apply(kube::namespaces(), make_object("v1", "Namespace", "", name)));
    }
    TRY_ASSIGN(const std::vector<manifest::Document> crds, manifest::parse_yaml(embedded_crds()));
    for (const manifest::Document& crd : crds) {
        TRY(client.apply(kube::custom_resource_definitions(), crd.value));
    }
    return {};
}

Status publish_service(kube::Client& client, const Options& options, std::uint16_t port) {
    constexpr const char* kName = "sealed-secrets-controller";
    Value service = make_object("v1", "Service", options.namespace_, kName);
    service["spec"]["ports"] = Array{named_port(8080)};
    TRY(client.apply(kube::services(), service));

    Value endpoints = make_object("v1", "Endpoints", options.namespace_, kName);
    Value subset;
    Value address;
    address["ip"] = "127.0.0.1";
    subset["addresses"] = Array{std::move(address)};
    subset["ports"] = Array{named_port(port)};
    endpoints["subsets"] = Array{std::move(subset)};
    TRY(client.apply(kube::endpoints(), endpoints));
    return {};
}

}  // namespace sealer
