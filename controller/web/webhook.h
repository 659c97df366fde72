// SPDX-License-Identifier: Apache-2.0
// POST /api/webhook: a Git server tells that something was pushed. What it says is a reason to look
// at once where we would look anyway, and nothing else.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/git/push_event.h"
#include "common/http/server.h"
#include "controller/web/webhook_provider.h"

namespace sealer::web {

constexpr std::string_view kWebhookPath = "/api/webhook";

// As the settings are now.
struct WebhookRules {
    std::shared_ptr<const WebhookSecrets> secrets;  // null: none
    bool without_secret = false;                    // believe a provider for which there is none
    std::size_t max_bytes = 0;                      // of a body
};

struct WebhookSources {
    std::function<std::optional<WebhookRules>()> rules;  // nullopt: not known yet
    std::function<bool(git::PushEvent)> pushed;          // false: too much waits already
};

struct WebhookAnswer {
    int status = 200;
    std::string body;
};

// The method and path have been looked at.
[[nodiscard]] WebhookAnswer answer_webhook(const http::ServerRequest& request,
                                           const WebhookSources& sources);

}  // namespace sealer::web
