// SPDX-License-Identifier: Apache-2.0
#include "controller/web/webhook_provider.h"

#include <array>
#include <utility>

#include "common/base/text.h"
#include "common/crypto/base64.h"
#include "common/crypto/digest.h"

namespace sealer::web {
namespace {

Result<const crypto::SecretBytes*> find_secret(const WebhookSecrets& secrets,
                                               const std::string& name) {
    const auto found = secrets.find(name);
    if (found == secrets.end() || (found->second && found->second->empty())) {
        return fail(Code::kNotFound, "no " + name + " is set in the Secret argocd-secret");
    }
    if (!found->second) {
        return fail(Code::kDenied, found->second.error().message);
    }
    return &*found->second;
}

Status matches(bool same, std::string_view what) {
    return same ? Status() : fail(Code::kDenied, std::string(what) + " is wrong or missing");
}

// `name` holds the HMAC of the body in hexadecimal, after `prefix`.
Status check_signature(const http::Headers& headers, std::string_view name, std::string_view prefix,
                       std::string_view body, const crypto::SecretBytes& secret) {
    const std::string expected =
        std::string(prefix) + to_hex(crypto::hmac_sha256(secret.expose(), body));
    return matches(
        crypto::equal_in_constant_time(to_lower(http::header_text(headers, name)), expected),
        "the signature in " + std::string(name));
}

Status check_equal(const http::Headers& headers, std::string_view name,
                   const crypto::SecretBytes& secret) {
    return matches(
        crypto::equal_in_constant_time(http::header_text(headers, name), secret.expose()), name);
}

Status check_login(const http::Headers& headers, const WebhookSecrets& secrets) {
    const auto user = find_secret(secrets, "webhook.azuredevops.username");
    const auto password = find_secret(secrets, "webhook.azuredevops.password");
    // Where either is set and cannot be had, it does not count as not set.
    if (!user && (password || user.error().code == Code::kDenied)) {
        return fail(user.error());
    }
    if (!password) {
        return fail(password.error());
    }
    crypto::SecretBytes login((*user)->expose());
    login.append(":");
    login.append((*password)->expose());
    crypto::SecretBytes expected("Basic ");
    crypto::base64_encode_to(login.expose(), expected);
    return matches(crypto::equal_in_constant_time(http::header_text(headers, "Authorization"),
                                                  expected.expose()),
                   "the login in Authorization");
}

}  // namespace

std::optional<Provider> recognise(const http::Headers& headers) {
    // Gitea sends X-GitHub-Event too, and Bitbucket's cloud X-Event-Key.
    constexpr std::array<std::pair<std::string_view, Provider>, 6> kMarks{
        {{"X-Gogs-Event", Provider::kGogs},
         {"X-GitHub-Event", Provider::kGithub},
         {"X-Gitlab-Event", Provider::kGitlab},
         {"X-Hook-UUID", Provider::kBitbucket},
         {"X-Event-Key", Provider::kBitbucketServer},
         {"X-Vss-Activityid", Provider::kAzureDevops}}};
    for (const auto& [name, provider] : kMarks) {
        if (!http::header_text(headers, name).empty()) {
            return provider;
        }
    }
    return std::nullopt;
}

Status authenticate(Provider provider, const http::Headers& headers, std::string_view body,
                    const WebhookSecrets& secrets) {
    switch (provider) {
        case Provider::kGithub: {
            TRY_ASSIGN(const auto* secret, find_secret(secrets, "webhook.github.secret"));
            return check_signature(headers, "X-Hub-Signature-256", "sha256=", body, *secret);
        }
        case Provider::kGitlab: {
            TRY_ASSIGN(const auto* secret, find_secret(secrets, "webhook.gitlab.secret"));
            return check_equal(headers, "X-Gitlab-Token", *secret);
        }
        case Provider::kGogs: {
            TRY_ASSIGN(const auto* secret, find_secret(secrets, "webhook.gogs.secret"));
            return check_signature(headers, "X-Gogs-Signature", "", body, *secret);
        }
        case Provider::kBitbucket: {
            TRY_ASSIGN(const auto* uuid, find_secret(secrets, "webhook.bitbucket.uuid"));
            return check_equal(headers, "X-Hook-UUID", *uuid);
        }
        case Provider::kBitbucketServer: {
            TRY_ASSIGN(const auto* secret, find_secret(secrets, "webhook.bitbucketserver.secret"));
            return check_signature(headers, "X-Hub-Signature", "sha256=", body, *secret);
        }
        case Provider::kAzureDevops:
            return check_login(headers, secrets);
    }
    return fail(Code::kInternal, "a provider of no known kind");
}

}  // namespace sealer::web
