// SPDX-License-Identifier: Apache-2.0
// Which Git server sends a webhook, and whether it is the one that knows our secret. Pure.
// Sources: each provider's documentation of its webhooks; the names of the secrets are Argo CD's.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"
#include "common/http/client.h"

namespace sealer::web {

enum class Provider { kGithub, kGitlab, kGogs, kBitbucket, kBitbucketServer, kAzureDevops };

// By the header that names the event; nullopt for none that is known. Gitea and Forgejo, which send
// GitHub's as well, are kGogs.
[[nodiscard]] std::optional<Provider> recognise(const http::Headers& headers);

// By name, such as "webhook.github.secret"; an error for one that is set and cannot be had.
using WebhookSecrets = std::map<std::string, Result<crypto::SecretBytes>, std::less<>>;

// Whether the request knows the provider's secret; compared in constant time. kNotFound: there is
// no secret for this provider, and the message says which one to set. kDenied: it does not know it,
// or it cannot be had.
[[nodiscard]] Status authenticate(Provider provider, const http::Headers& headers,
                                  std::string_view body, const WebhookSecrets& secrets);

}  // namespace sealer::web
