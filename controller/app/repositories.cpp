// SPDX-License-Identifier: Apache-2.0
#include "controller/app/repositories.h"

#include "common/git/url.h"
#include "common/manifest/object.h"

namespace sealer::app {
namespace {

constexpr auto kLifetime = std::chrono::seconds(30);

std::string text_of(const manifest::Secret& secret, std::string_view key) {
    const manifest::SecretItem* item = secret.find(key);
    return item == nullptr ? std::string() : std::string(item->value.expose());
}

crypto::SecretBytes bytes_of(const manifest::Secret& secret, std::string_view key) {
    const manifest::SecretItem* item = secret.find(key);
    return item == nullptr ? crypto::SecretBytes() : item->value.clone();
}

git::Credentials copy(const git::Credentials& from) {
    git::Credentials to;
    to.username = from.username;
    to.password = from.password.clone();
    to.ssh_key = from.ssh_key.clone();
    to.known_hosts = from.known_hosts;
    to.tls_client_key = from.tls_client_key.clone();
    to.tls_client_cert = from.tls_client_cert;
    to.ca_pem = from.ca_pem;
    to.insecure = from.insecure;
    return to;
}

}  // namespace

std::optional<RepositoryAccess> parse_access(const manifest::Secret& secret) {
    const std::string_view type = manifest::label(secret.object, "argocd.argoproj.io/secret-type");
    const std::string kind = text_of(secret, "type");
    const Result<std::string> url = git::normalize_url(text_of(secret, "url"));
    if ((type != "repository" && type != "repo-creds") || (!kind.empty() && kind != "git") ||
        !url) {
        return std::nullopt;
    }
    auto credentials = std::make_shared<git::Credentials>();
    credentials->username = text_of(secret, "username");
    credentials->password = bytes_of(secret, "password");
    if (credentials->password.empty()) {
        credentials->password = bytes_of(secret, "bearerToken");
    }
    credentials->ssh_key = bytes_of(secret, "sshPrivateKey");
    credentials->tls_client_cert = text_of(secret, "tlsClientCertData");
    credentials->tls_client_key = bytes_of(secret, "tlsClientCertKey");
    credentials->insecure =
        text_of(secret, "insecure") == "true" || text_of(secret, "insecureIgnoreHostKey") == "true";
    const bool has_credentials = !credentials->password.empty() || !credentials->ssh_key.empty() ||
                                 !credentials->tls_client_key.empty();
    return RepositoryAccess{*url, type == "repo-creds", has_credentials, std::move(credentials)};
}

CredentialsPtr choose_access(const std::vector<RepositoryAccess>& all, std::string_view url) {
    const RepositoryAccess* own = nullptr;
    const RepositoryAccess* best = nullptr;
    for (const RepositoryAccess& access : all) {
        if (!access.is_template && access.url == url) {
            own = &access;
        }
        if (access.is_template && url.starts_with(access.url) &&
            (best == nullptr || best->url.size() < access.url.size())) {
            best = &access;
        }
    }
    if (own != nullptr && (own->has_credentials || best == nullptr)) {
        return own->credentials;
    }
    return best == nullptr ? nullptr : best->credentials;
}

Repositories::Repositories(kube::Client& client, std::string controller_namespace)
    : client_(client), namespace_(std::move(controller_namespace)) {}

Result<manifest::Value> Repositories::config_map(std::string_view name) {
    auto map = client_.get(kube::config_maps(), namespace_, name);
    if (!map && map.error().code == Code::kNotFound) {
        return manifest::Value();
    }
    return map;
}

Status Repositories::load() {
    TRY_ASSIGN(const manifest::SecretList list,
               client_.list_secrets(
                   namespace_, {.label_selector =
                                    "argocd.argoproj.io/secret-type in (repository,repo-creds)"}));
    TRY_ASSIGN(const manifest::Value hosts, config_map("argocd-ssh-known-hosts-cm"));
    TRY_ASSIGN(const manifest::Value certificates, config_map("argocd-tls-certs-cm"));
    accesses_.clear();
    for (const manifest::Secret& secret : list.items) {
        if (auto access = parse_access(secret)) {
            accesses_.push_back(*std::move(access));
        }
    }
    known_hosts_ = hosts.text("data", "ssh_known_hosts");
    certificates_ = certificates;
    loaded_ = Clock::now();
    return {};
}

Result<CredentialsPtr> Repositories::credentials_for(const std::string& url, bool fresh) {
    TRY_ASSIGN(const std::string normal, git::normalize_url(url));
    TRY_ASSIGN(const git::UrlParts parts, git::parse_url(url));
    const MutexLock lock(mutex_);
    if (fresh || loaded_ == Clock::time_point() || Clock::now() - loaded_ > kLifetime) {
        TRY(load());
    }
    const CredentialsPtr chosen = choose_access(accesses_, normal);
    const std::string host = parts.host.substr(0, parts.host.find(':'));
    const std::string_view certificate = certificates_.text("data", host);
    if (!chosen && known_hosts_.empty() && certificate.empty()) {
        return CredentialsPtr();
    }
    auto complete = std::make_shared<git::Credentials>(chosen ? copy(*chosen) : git::Credentials());
    complete->known_hosts = known_hosts_;
    complete->ca_pem = certificate;
    return CredentialsPtr(std::move(complete));
}

}  // namespace sealer::app
