// SPDX-License-Identifier: Apache-2.0
#include "controller/app/repositories.h"

#include <algorithm>
#include <utility>

#include "common/base/text.h"
#include "common/git/url.h"
#include "common/manifest/object.h"
#include "controller/app/config_map.h"

namespace sealer::app {
namespace {

constexpr const char* kKnownHosts = "argocd-ssh-known-hosts-cm";
constexpr const char* kCertificates = "argocd-tls-certs-cm";
constexpr std::string_view kType = "argocd.argoproj.io/secret-type";

std::string text_of(const manifest::Secret& secret, std::string_view key) {
    const manifest::SecretItem* item = secret.find(key);
    return item == nullptr ? std::string() : std::string(item->value.expose());
}

crypto::SecretBytes bytes_of(const manifest::Secret& secret, std::string_view key) {
    const manifest::SecretItem* item = secret.find(key);
    return item == nullptr ? crypto::SecretBytes() : item->value.clone();
}

std::shared_ptr<git::Credentials> copy(const git::Credentials& from) {
    auto to = std::make_shared<git::Credentials>();
    to->username = from.username;
    to->password = from.password.clone();
    to->password_unasked = from.password_unasked;
    to->bearer_token = from.bearer_token.clone();
    to->ssh_key = from.ssh_key.clone();
    to->known_hosts = from.known_hosts;
    to->tls_client_key = from.tls_client_key.clone();
    to->tls_client_cert = from.tls_client_cert;
    to->ca_pem = from.ca_pem;
    to->insecure = from.insecure;
    to->proxy = from.proxy.clone();
    to->no_proxy = from.no_proxy;
    to->realm = from.realm;
    return to;
}

// Case does not tell repositories apart, as in sourceRepos.
Result<std::string> comparable_url(std::string_view url) {
    TRY_ASSIGN(const std::string normal, git::normalize_url(trim(url)));
    return to_lower(normal);
}

// A "/" at the end stays: with it "team/" is no prefix of "team-b".
Result<std::string> comparable_prefix(std::string_view url) {
    TRY_ASSIGN(std::string prefix, comparable_url(url));
    if (trim(url).ends_with('/') && !prefix.ends_with('/')) {
        prefix += '/';
    }
    return prefix;
}

// The first item that asks for a way to log in which is not there.
std::string strange_login(const manifest::Secret& secret) {
    for (const manifest::SecretItem& item : secret.items) {
        const bool is_strange = item.key.starts_with("githubApp") || item.key.starts_with("gcp") ||
                                item.key.starts_with("azure") ||
                                item.key == "useAzureWorkloadIdentity";
        if (is_strange && !item.value.empty() && item.value.expose() != "false") {
            return item.key;
        }
    }
    return {};
}

std::string refusal_of(const manifest::Secret& secret, bool has_login) {
    const auto refuse = [&](const std::string& what) {
        return "repository Secret " + std::string(manifest::name_of(secret.object)) + ": " + what;
    };
    const std::string type = text_of(secret, "type");
    if (!type.empty() && type != "git") {
        return refuse("type " + type + " is not supported by this version of Sealer");
    }
    if (text_of(secret, "enableLfs") == "true") {
        return refuse("enableLfs is not supported by this version of Sealer");
    }
    const std::string strange = has_login ? std::string() : strange_login(secret);
    if (!strange.empty()) {
        return refuse(
            strange +
            ": this way to log in is not supported by this version of Sealer; use a token "
            "as password, or a deploy key as sshPrivateKey");
    }
    return {};
}

std::shared_ptr<git::Credentials> parse_credentials(const manifest::Secret& secret) {
    auto credentials = std::make_shared<git::Credentials>();
    credentials->username = text_of(secret, "username");
    credentials->password = bytes_of(secret, "password");
    credentials->password_unasked = text_of(secret, "forceHttpBasicAuth") == "true";
    credentials->bearer_token = bytes_of(secret, "bearerToken");
    credentials->ssh_key = bytes_of(secret, "sshPrivateKey");
    credentials->tls_client_cert = text_of(secret, "tlsClientCertData");
    credentials->tls_client_key = bytes_of(secret, "tlsClientCertKey");
    credentials->insecure =
        text_of(secret, "insecure") == "true" || text_of(secret, "insecureIgnoreHostKey") == "true";
    credentials->proxy = bytes_of(secret, "proxy");
    credentials->no_proxy = text_of(secret, "noProxy");
    credentials->realm = text_of(secret, "project");
    return credentials;
}

// The template's log-in, by the way that the repository's own Secret says.
CredentialsPtr combine(const git::Credentials& own, const git::Credentials& of_template) {
    auto combined = copy(of_template);
    combined->insecure = own.insecure || of_template.insecure;
    combined->password_unasked = own.password_unasked || of_template.password_unasked;
    if (!own.proxy.empty()) {
        combined->proxy = own.proxy.clone();
        combined->no_proxy = own.no_proxy;
    }
    if (!own.realm.empty()) {
        combined->realm = own.realm;
    }
    return combined;
}

// The longest URL wins, then what is the project's own.
const RepositoryAccess* best_of(const std::vector<RepositoryAccess>& all, bool is_template,
                                std::string_view url, std::string_view project) {
    const RepositoryAccess* best = nullptr;
    for (const RepositoryAccess& access : all) {
        const bool fits = access.is_template ? url.starts_with(access.url) : url == access.url;
        const bool is_usable = access.project.empty() || access.project == project;
        if (access.is_template != is_template || !fits || !is_usable) {
            continue;
        }
        const auto rank = [](const RepositoryAccess& one) {
            return std::pair(one.url.size(), !one.project.empty());
        };
        if (best == nullptr || rank(*best) < rank(access)) {
            best = &access;
        }
    }
    return best;
}

// Empty if there is no such map or item.
std::string item_of(const kube::Informer& map, std::string_view namespace_, std::string_view name,
                    std::string_view key) {
    const kube::ObjectPtr found = map.get(namespace_, name);
    return found ? std::string(found->text("data", key)) : std::string();
}

}  // namespace

std::optional<RepositoryAccess> parse_access(const manifest::Secret& secret) {
    const std::string_view type = manifest::label(secret.object, kType);
    const std::string repository = text_of(secret, "url");
    const bool is_template = type == "repo-creds";
    const Result<std::string> url =
        is_template ? comparable_prefix(repository) : comparable_url(repository);
    if ((type != "repository" && !is_template) || !url) {
        return std::nullopt;
    }
    auto credentials = parse_credentials(secret);
    const bool has_login = !credentials->password.empty() || !credentials->bearer_token.empty() ||
                           !credentials->ssh_key.empty();
    const bool has_credentials =
        has_login || !credentials->tls_client_key.empty() || !strange_login(secret).empty();
    std::string project = credentials->realm;
    return RepositoryAccess{.secret = std::string(manifest::name_of(secret.object)),
                            .url = *url,
                            .repository = repository,
                            .project = std::move(project),
                            .is_template = is_template,
                            .has_credentials = has_credentials,
                            .refusal = refusal_of(secret, has_login),
                            .credentials = std::move(credentials)};
}

Result<CredentialsPtr> choose_credentials(const std::vector<RepositoryAccess>& all,
                                          std::string_view url, std::string_view project) {
    TRY_ASSIGN(const std::string wanted, comparable_url(url));
    const RepositoryAccess* own = best_of(all, false, wanted, project);
    const bool is_enough = own != nullptr && own->has_credentials;
    const RepositoryAccess* shared = is_enough ? nullptr : best_of(all, true, wanted, project);
    for (const RepositoryAccess* used : {own, shared}) {
        if (used != nullptr && !used->refusal.empty()) {
            return fail(Code::kInvalid, used->refusal);
        }
    }
    if (own != nullptr && shared != nullptr) {
        return combine(*own->credentials, *shared->credentials);
    }
    const RepositoryAccess* used = own != nullptr ? own : shared;
    return used == nullptr ? nullptr : used->credentials;
}

Repositories::Repositories(kube::Client& client, std::string controller_namespace,
                           std::function<void()> on_change)
    : namespace_(std::move(controller_namespace)),
      on_change_(std::move(on_change)),
      secrets_(client, kube::secrets(),
               {.namespace_ = namespace_,
                .label_selector = std::string(kType) + " in (repository,repo-creds)",
                .transform = [this](std::string_view json) { return take(json); }}),
      known_hosts_(client, kube::config_maps(), one_config_map(namespace_, kKnownHosts)),
      certificates_(client, kube::config_maps(), one_config_map(namespace_, kCertificates)) {
    secrets_.on_change([this](const kube::Change& change) {
        if (!change.after) {
            const MutexLock lock(mutex_);
            forget(manifest::name_of(*change.before));
        }
        on_change_();
    });
    known_hosts_.on_change([this](const kube::Change&) { on_change_(); });
    certificates_.on_change([this](const kube::Change&) { on_change_(); });
}

void Repositories::start() {
    secrets_.start();
    known_hosts_.start();
    certificates_.start();
}

void Repositories::stop() {
    secrets_.stop();
    known_hosts_.stop();
    certificates_.stop();
}

bool Repositories::synced() const {
    return secrets_.synced() && known_hosts_.synced() && certificates_.synced();
}

// The store of the watch gets nothing but the Secret's metadata.
Result<manifest::Value> Repositories::take(std::string_view json) {
    TRY_ASSIGN(manifest::Secret secret, manifest::parse_secret_item_json(json));
    auto access = parse_access(secret);
    const MutexLock lock(mutex_);
    forget(manifest::name_of(secret.object));
    if (access) {
        const auto at = std::ranges::lower_bound(accesses_, access->secret, std::ranges::less(),
                                                 &RepositoryAccess::secret);
        accesses_.insert(at, *std::move(access));
    }
    return std::move(secret.object);
}

void Repositories::forget(std::string_view secret) {
    std::erase_if(accesses_, [&](const RepositoryAccess& one) { return one.secret == secret; });
}

Result<CredentialsPtr> Repositories::choose(std::string_view url, std::string_view project) const {
    const MutexLock lock(mutex_);
    return choose_credentials(accesses_, url, project);
}

Result<CredentialsPtr> Repositories::credentials_for(const std::string& url,
                                                     const std::string& project) const {
    TRY_ASSIGN(const git::UrlParts parts, git::parse_url(url));
    TRY_ASSIGN(const CredentialsPtr chosen, choose(url, project));
    std::string hosts = item_of(known_hosts_, namespace_, kKnownHosts, "ssh_known_hosts");
    std::string certificate = item_of(certificates_, namespace_, kCertificates,
                                      parts.host.substr(0, parts.host.find(':')));
    if (!chosen && hosts.empty() && certificate.empty()) {
        return CredentialsPtr();
    }
    const auto complete = chosen ? copy(*chosen) : std::make_shared<git::Credentials>();
    complete->known_hosts = std::move(hosts);
    complete->ca_pem = std::move(certificate);
    return CredentialsPtr(complete);
}

std::vector<std::string> Repositories::owned_by(std::string_view project) const {
    std::vector<std::string> owned;
    const MutexLock lock(mutex_);
    for (const RepositoryAccess& access : accesses_) {
        if (!access.is_template && !access.project.empty() && access.project == project) {
            owned.push_back(access.repository);
        }
    }
    return owned;
}

}  // namespace sealer::app
