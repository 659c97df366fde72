// SPDX-License-Identifier: Apache-2.0
#include "sealer/cluster_options.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "common/base/integer.h"
#include "common/base/time.h"

namespace sealer::cli {
namespace {

constexpr const char* kClusterGroup = "Cluster, as with kubectl";

Status parse_verbosity(const std::string& text, int& verbosity) {
    const auto number = parse_integer<int>(text);
    if (!number) {
        return fail(Code::kInvalid, "strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
    }
    verbosity = *number;
    return {};
}

}  // namespace

Status parse_timeout(const std::string& text, std::chrono::milliseconds& timeout) {
    const bool seconds = !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
        return std::isdigit(c) != 0;
    });
    const auto duration = parse_duration(seconds ? text + "s" : text);
    if (!duration || *duration < std::chrono::nanoseconds(0)) {
        return fail(Code::kInvalid,
                    "a timeout is a whole number of seconds, or has a unit: 1s, 2m, 3h");
    }
    timeout = std::chrono::duration_cast<std::chrono::milliseconds>(*duration);
    return {};
}

void add_controller_flags(CommandLine& line, ClusterOptions& options) {
    line.group("Controller");
    line.text("--controller-name", options.controller_name, "NAME", "Service of the controller");
    line.text("--controller-namespace", options.controller_namespace, "NAME",
              "Namespace of that Service");
}

void add_connection_flags(CommandLine& line, ClusterOptions& options) {
    line.group(kClusterGroup);
    line.text("-n,--namespace", options.connection.namespace_, "NAME",
              "Namespace of Secrets that name none");
    add_kubeconfig_flags(line, options);
}

void add_kubeconfig_flags(CommandLine& line, ClusterOptions& options) {
    kube::ConfigOverrides& c = options.connection;
    line.group(kClusterGroup);
    line.text("--kubeconfig", c.kubeconfig, "FILE", "kubeconfig file");
    line.text("--context", c.context, "NAME", "Context of the kubeconfig file");
    line.text("--cluster", c.cluster, "NAME", "Cluster of the kubeconfig file");
    line.text("--user", c.user, "NAME", "User of the kubeconfig file");
    line.text("--server", c.server, "URL", "The API server");
    line.text("--token", c.token, "TOKEN", "Bearer token");
    line.text("--username", c.username, "NAME", "User for basic authentication");
    line.text("--password", c.password, "TEXT", "Password for basic authentication");
    line.text("--client-certificate", c.client_certificate, "FILE", "Client certificate");
    line.text("--client-key", c.client_key, "FILE", "Client key");
    line.text("--certificate-authority", c.certificate_authority, "FILE", "CA of the API server");
    line.text("--tls-server-name", c.tls_server_name, "NAME",
              "Name in the API server's certificate");
    line.toggle("--insecure-skip-tls-verify", c.insecure_skip_tls_verify,
                "Do not verify the API server's certificate");
    line.text("--proxy-url", c.proxy_url, "URL", "Proxy to the API server");
    line.text("--as", c.as, "USER", "User to impersonate");
    line.text("--as-uid", c.as_uid, "UID", "UID to impersonate");
    line.list("--as-group", c.as_groups, "GROUP", "Groups to impersonate");
    line.value("--request-timeout", "TIME", "How long one request may take: 30s",
               [&options](const std::string& text) {
                   return parse_timeout(text, options.request_timeout);
               });
    line.value(
        "-v,--v", "LEVEL", "From 6 on: requests on stderr; from 8 on: their bodies too",
        [&options](const std::string& text) { return parse_verbosity(text, options.verbosity); });
}

Result<std::unique_ptr<kube::Client>> connect_to_cluster(const ClusterOptions& options,
                                                         const World& world,
                                                         kube::ClientOptions client) {
    TRY_ASSIGN(kube::Config config, kube::load_config(options.connection, world.environment));
    if (options.request_timeout.count() > 0) {
        client.timeout = options.request_timeout;
    }
    const auto transport = [](http::ClientOptions over) {
        return http::make_web_client(std::move(over), /*allow_plain_http=*/true);
    };
    return kube::Client::connect(std::move(config), transport, std::move(client));
}

}  // namespace sealer::cli
