// SPDX-License-Identifier: Apache-2.0
// How to reach an API server and as whom: kubeconfig files or a Pod's service account.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"
#include "common/http/client.h"

namespace sealer::kube {

// Gives the headers that identify us, fresh at each call: static tokens, token files that rotate,
// exec plugins that expire, basic auth. Thread-safe.
class Credentials {
  public:
    virtual ~Credentials() = default;
    // The Authorization header's value; empty: none. `rejected`: the server has just answered 401
    // to the last one, so a cached one must not be given again.
    [[nodiscard]] virtual Result<std::string> authorization(bool rejected) = 0;
    // Client certificate that an exec plugin handed out, if any.
    [[nodiscard]] virtual Result<http::TlsOptions> tls(http::TlsOptions base) { return base; }
};

struct Config {
    std::string server;  // "https://host:port[/prefix]"
    http::TlsOptions tls;
    std::string proxy_url;
    std::shared_ptr<Credentials> credentials;  // null: anonymous or client certificate
    std::string impersonate_user;
    std::string impersonate_uid;
    std::vector<std::string> impersonate_groups;
    std::string namespace_;              // of the context; "default" where it names none
    bool namespace_is_explicit = false;  // the context (or the Pod) did name it
};

// What the command line overrides; the names are kubectl's flags. Empty or unset: not given.
struct ConfigOverrides {
    std::string kubeconfig, context, cluster, user, namespace_;
    std::string server, certificate_authority, client_certificate, client_key, token, username,
        password;
    std::string tls_server_name, proxy_url, as, as_uid;
    std::vector<std::string> as_groups;
    bool insecure_skip_tls_verify = false;
};

// Environment variables by name; std::getenv at the edge, a map in tests. Unset: nullopt.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
[[nodiscard]] Environment process_environment();

// kubectl's rules: `kubeconfig` (must exist) > $KUBECONFIG (list, merged, first wins, missing files
// ignored) >
// ~/.kube/config > the Pod's service account. Relative paths in a file are relative to it. Source:
// https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/. kInvalid
// "invalid configuration: no configuration has been provided, …" when there is none; `context "x"
// does not exist`.
[[nodiscard]] Result<Config> load_config(const ConfigOverrides& overrides,
                                         const Environment& environment);

// The service account of the Pod we run in; kNotFound outside one.
[[nodiscard]] Result<Config> in_cluster_config(const Environment& environment);

// A kubeconfig document with an embedded CA and a bearer token: what the standalone server hands
// out.
[[nodiscard]] std::string write_kubeconfig(const std::string& server, const std::string& ca_pem,
                                           const std::string& token, const std::string& context);

}  // namespace sealer::kube
