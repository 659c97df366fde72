// SPDX-License-Identifier: Apache-2.0
#include "common/kube/config.h"

#include <cstdlib>
#include <utility>

#include "common/base/file.h"
#include "common/base/text.h"
#include "common/crypto/base64.h"
#include "common/kube/credentials.h"
#include "common/kube/exec_credentials.h"
#include "common/kube/in_cluster.h"
#include "common/kube/kubeconfig.h"
#include "common/kube/proxy.h"
#include "common/manifest/yaml.h"

namespace sealer::kube {
namespace {

using manifest::Value;

constexpr std::string_view kNoConfiguration =
    "invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER "
    "environment variable";

// What a member of a kubeconfig says or, if it says nothing, the file that another one names.
Result<std::string> data_or_file(const Value& value, const std::string& member) {
    if (const std::string_view data = value.text(member + "-data"); !data.empty()) {
        auto decoded = crypto::base64_decode(data);
        return decoded.has_value() ? decoded : fail(decoded.error().with(member + "-data"));
    }
    if (const std::string_view file = value.text(member); !file.empty()) {
        auto content = read_file(std::string(file));
        return content.has_value() ? content
                                   : fail(content.error().with("unable to read " + member));
    }
    return std::string();
}

// Puts what the command line gave in place of the file's; its data must not win over a file given
// there.
void override_file(Value& value, const std::string& member, const std::string& given) {
    if (!given.empty()) {
        value[member] = given;
        value[member + "-data"] = nullptr;
    }
}
void override_text(Value& value, const std::string& member, const std::string& given) {
    if (!given.empty()) {
        value[member] = given;
    }
}

// The cluster, user and context that hold, overrides applied.
struct Selection {
    Value cluster = manifest::Object();
    Value user = manifest::Object();
    Value context = manifest::Object();
    std::filesystem::path user_directory;
};

Result<Selection> select(const Kubeconfig& config, const ConfigOverrides& overrides) {
    Selection chosen;
    const std::string& context_name =
        overrides.context.empty() ? config.current_context : overrides.context;
    if (const auto context = config.contexts.find(context_name); context != config.contexts.end()) {
        chosen.context = context->second.value;
    } else if (!context_name.empty()) {
        return fail(Code::kInvalid, "context \"" + context_name + "\" does not exist");
    }
    override_text(chosen.context, "cluster", overrides.cluster);
    override_text(chosen.context, "user", overrides.user);
    override_text(chosen.context, "namespace", overrides.namespace_);
    if (const std::string name(chosen.context.text("cluster")); !name.empty()) {
        const auto cluster = config.clusters.find(name);
        if (cluster == config.clusters.end()) {
            return fail(Code::kInvalid, "cluster \"" + name + "\" does not exist");
        }
        chosen.cluster = cluster->second.value;
    }
    if (const std::string name(chosen.context.text("user")); !name.empty()) {
        const auto user = config.users.find(name);
        if (user == config.users.end()) {
            return fail(Code::kInvalid, "auth info \"" + name + "\" does not exist");
        }
        chosen.user = user->second.value;
        chosen.user_directory = user->second.directory;
    }
    return chosen;
}

void apply_overrides(Selection& chosen, const ConfigOverrides& overrides) {
    override_text(chosen.cluster, "server", overrides.server);
    override_text(chosen.cluster, "tls-server-name", overrides.tls_server_name);
    override_text(chosen.cluster, "proxy-url", overrides.proxy_url);
    override_file(chosen.cluster, "certificate-authority", overrides.certificate_authority);
    if (overrides.insecure_skip_tls_verify) {
        chosen.cluster["insecure-skip-tls-verify"] = true;
        chosen.cluster["certificate-authority"] = nullptr;
        chosen.cluster["certificate-authority-data"] = nullptr;
    }
    override_file(chosen.user, "client-certificate", overrides.client_certificate);
    override_file(chosen.user, "client-key", overrides.client_key);
    if (!overrides.token.empty() || !overrides.username.empty()) {
        for (const char* member :
             {"token", "tokenFile", "username", "password", "exec", "auth-provider"}) {
            chosen.user[member] = nullptr;
        }
    }
    override_text(chosen.user, "token", overrides.token);
    override_text(chosen.user, "username", overrides.username);
    override_text(chosen.user, "password", overrides.password);
    override_text(chosen.user, "as", overrides.as);
    override_text(chosen.user, "as-uid", overrides.as_uid);
    if (!overrides.as_groups.empty()) {
        chosen.user["as-groups"] =
            manifest::Array(overrides.as_groups.begin(), overrides.as_groups.end());
    }
}

Result<http::TlsOptions> tls_of(const Value& cluster, const Value& user) {
    http::TlsOptions tls;
    TRY_ASSIGN(tls.ca_pem, data_or_file(cluster, "certificate-authority"));
    tls.insecure_skip_verify = cluster.flag("insecure-skip-tls-verify");
    if (tls.insecure_skip_verify && !tls.ca_pem.empty()) {
        return fail(Code::kInvalid,
                    "specifying a root certificates file with the insecure flag is not allowed");
    }
    tls.server_name = cluster.text("tls-server-name");
    TRY_ASSIGN(tls.client_cert_pem, data_or_file(user, "client-certificate"));
    TRY_ASSIGN(const std::string key, data_or_file(user, "client-key"));
    if (!key.empty()) {
        tls.client_key_pem = std::make_shared<const crypto::SecretBytes>(key);
    }
    if (tls.client_cert_pem.empty() != key.empty()) {
        return fail(Code::kInvalid, "a client certificate and its key must be given together");
    }
    return tls;
}

Result<std::shared_ptr<Credentials>> credentials_of(const Selection& chosen) {
    const Value& user = chosen.user;
    if (const std::string_view file = user.text("tokenFile"); !file.empty()) {
        return token_file(std::string(file));
    }
    if (const std::string_view token = user.text("token"); !token.empty()) {
        return bearer_token(std::string(token));
    }
    if (const std::string_view name = user.text("username"); !name.empty()) {
        return basic_auth(std::string(name), std::string(user.text("password")));
    }
    if (const Value* const exec = user.get("exec"); exec != nullptr && exec->is_object()) {
        return exec_credentials(*exec, chosen.user_directory, chosen.cluster);
    }
    if (const Value* const provider = user.get("auth-provider");
        provider != nullptr && provider->is_object()) {
        return fail(Code::kInvalid, "auth-provider \"" + std::string(provider->text("name")) +
                                        "\" is not supported: use its exec plugin");
    }
    return nullptr;
}

Result<Config> config_of(const Selection& chosen, const Environment& environment) {
    Config config;
    TRY_ASSIGN(config.tls, tls_of(chosen.cluster, chosen.user));
    config.server = chosen.cluster.text("server");
    if (config.server.find("://") == std::string::npos) {
        const bool secure = !config.tls.ca_pem.empty() || config.tls.insecure_skip_verify ||
                            !config.tls.client_cert_pem.empty();
        config.server = (secure ? "https://" : "http://") + config.server;
    }
    while (config.server.ends_with('/')) {
        config.server.pop_back();
    }
    config.proxy_url = chosen.cluster.text("proxy-url");
    if (config.proxy_url.empty()) {
        config.proxy_url = proxy_from_environment(config.server, environment);
    }
    TRY_ASSIGN(config.credentials, credentials_of(chosen));
    config.impersonate_user = chosen.user.text("as");
    config.impersonate_uid = chosen.user.text("as-uid");
    for (const Value& group : manifest::elements(chosen.user.get("as-groups"))) {
        config.impersonate_groups.emplace_back(group.is_string() ? group.as_string()
                                                                 : std::string());
    }
    config.namespace_ = chosen.context.text("namespace");
    config.namespace_is_explicit = !config.namespace_.empty();
    if (!config.namespace_is_explicit) {
        config.namespace_ = "default";
    }
    return config;
}

Result<Kubeconfig> read_files(const ConfigOverrides& overrides, const Environment& environment) {
    if (!overrides.kubeconfig.empty()) {
        return read_kubeconfigs({overrides.kubeconfig}, true);
    }
    std::vector<std::string> files;
    if (const auto list = environment("KUBECONFIG"); list.has_value() && !list->empty()) {
        for (const std::string_view file : split(*list, ':')) {
            if (!file.empty()) {
                files.emplace_back(file);
            }
        }
    } else if (const auto home = environment("HOME"); home.has_value() && !home->empty()) {
        files.push_back(*home + "/.kube/config");
    }
    return read_kubeconfigs(files, false);
}

// Of a Pod that has no kubeconfig, what the command line may still change.
Result<Config> in_cluster_with(const ConfigOverrides& overrides, const Environment& environment) {
    auto config = in_cluster_config(environment);
    if (!config.has_value()) {
        return config.error().code == Code::kNotFound
                   ? fail(Code::kInvalid, std::string(kNoConfiguration))
                   : config;
    }
    if (!overrides.namespace_.empty()) {
        config->namespace_ = overrides.namespace_;
    }
    if (!overrides.token.empty()) {
        config->credentials = bearer_token(overrides.token);
    }
    config->impersonate_user = overrides.as;
    config->impersonate_uid = overrides.as_uid;
    config->impersonate_groups = overrides.as_groups;
    return config;
}

}  // namespace

Environment process_environment() {
    return [](const std::string& name) -> std::optional<std::string> {
        const char* const value =
            std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): nobody sets any
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    };
}

Result<Config> load_config(const ConfigOverrides& overrides, const Environment& environment) {
    TRY_ASSIGN(const Kubeconfig files, read_files(overrides, environment));
    TRY_ASSIGN(Selection chosen, select(files, overrides));
    apply_overrides(chosen, overrides);
    if (chosen.cluster.text("server").empty()) {
        if (files.empty()) {
            return in_cluster_with(overrides, environment);
        }
        return fail(Code::kInvalid, std::string(kNoConfiguration));
    }
    return config_of(chosen, environment);
}

std::string write_kubeconfig(const std::string& server, const std::string& ca_pem,
                             const std::string& token, const std::string& context) {
    using manifest::Array;
    using manifest::Object;
    Object cluster{{"server", server},
                   {"certificate-authority-data", crypto::base64_encode(ca_pem)}};
    return manifest::write_yaml(Object{
        {"apiVersion", "v1"},
        {"kind", "Config"},
        {"clusters", Array{Object{{"name", context}, {"cluster", std::move(cluster)}}}},
        {"users", Array{Object{{"name", context}, {"user", Object{{"token", token}}}}}},
        {"contexts", Array{Object{{"name", context},
                                  {"context", Object{{"cluster", context}, {"user", context}}}}}},
        {"current-context", context},
    });
}

}  // namespace sealer::kube
