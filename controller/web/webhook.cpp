// SPDX-License-Identifier: Apache-2.0
#include "controller/web/webhook.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "controller/web/webhook_payload.h"

namespace sealer::web {
namespace {

// Of who need not show a secret: memory for what anybody may send.
constexpr std::size_t kMaxStrangersBytes = std::size_t{1} << 20;

// Whether the request may be read any further; else the answer to it.
std::optional<WebhookAnswer> refuse(Provider provider, const http::ServerRequest& request,
                                    const WebhookRules& rules) {
    static const WebhookSecrets kNone;
    const Status known = authenticate(provider, request.headers, request.body.expose(),
                                      rules.secrets ? *rules.secrets : kNone);
    if (known) {
        return std::nullopt;
    }
    if (known.error().code != Code::kNotFound) {
        return WebhookAnswer{401, known.error().message + "\n"};
    }
    if (!rules.without_secret) {
        return WebhookAnswer{403, known.error().message +
                                      "; webhooks without a secret are refused unless argocd-cm "
                                      "says webhook.allowWithoutSecret: \"true\"\n"};
    }
    if (request.body.size() > kMaxStrangersBytes) {
        return WebhookAnswer{413, "without a secret the body must not exceed 1 MiB\n"};
    }
    return std::nullopt;
}

}  // namespace

WebhookAnswer answer_webhook(const http::ServerRequest& request, const WebhookSources& sources) {
    const std::optional<WebhookRules> rules = sources.rules();
    if (!rules) {
        return {503, "the settings are not known yet\n"};
    }
    if (request.body.size() > rules->max_bytes) {
        return {413, "the body exceeds webhook.maxPayloadSizeMB\n"};
    }
    const std::optional<Provider> provider = recognise(request.headers);
    if (!provider) {
        return {400, "unknown webhook event\n"};
    }
    if (auto refusal = refuse(*provider, request, *rules)) {
        return *std::move(refusal);
    }
    auto pushes = read_pushes(*provider, request.headers, request.body.expose());
    if (!pushes) {
        return {400, "the body, which must be application/json, cannot be read: " +
                         pushes.error().message + "\n"};
    }
    const std::size_t count = pushes->size();
    for (git::PushEvent& push : *pushes) {
        if (!sources.pushed(std::move(push))) {
            return {503, "too many pushes wait; the branch will be looked at in its turn\n"};
        }
    }
    return {200, count == 0 ? "nothing was pushed\n" : "ok\n"};
}

}  // namespace sealer::web
