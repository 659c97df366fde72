// SPDX-License-Identifier: Apache-2.0
#include "common/kube/in_cluster.h"

#include <filesystem>
#include <system_error>

#include "common/base/file.h"
#include "common/base/text.h"
#include "common/kube/credentials.h"

namespace sealer::kube {

Result<Config> in_cluster_config(const Environment& environment) {
    return in_cluster_config_from(environment, "/var/run/secrets/kubernetes.io/serviceaccount");
}

Result<Config> in_cluster_config_from(const Environment& environment,
                                      const std::filesystem::path& directory) {
    std::string host = environment("KUBERNETES_SERVICE_HOST").value_or("");
    const std::string port = environment("KUBERNETES_SERVICE_PORT").value_or("");
    std::error_code ignored;
    if (host.empty() || port.empty() || !std::filesystem::exists(directory / "token", ignored)) {
        return fail(Code::kNotFound, "not in a Pod with a service account");
    }
    if (host.find(':') != std::string::npos) {
        host = "[" + host + "]";
    }
    Config config;
    config.server = "https://" + host + ":" + port;
    TRY_ASSIGN(config.tls.ca_pem, read_file(directory / "ca.crt"));
    config.credentials = token_file(directory / "token");
    const std::string namespace_ = read_file(directory / "namespace").value_or("");
    config.namespace_ = trim(namespace_);
    config.namespace_is_explicit = !config.namespace_.empty();
    if (!config.namespace_is_explicit) {
        config.namespace_ = "default";
    }
    return config;
}

}  // namespace sealer::kube
