// SPDX-License-Identifier: Apache-2.0
#include "controller/webhooks.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "common/app/application.h"
#include "common/base/log.h"
#include "controller/app/pushed.h"

namespace sealer {
namespace {

// At those of the Applications that the push concerns.
Status ask_for_looks(kube::Client& client, const std::vector<manifest::Value>& applications,
                     const git::PushEvent& push) {
    const manifest::Value refresh = manifest::Object{
        {"metadata", manifest::Object{{"annotations",
                                       manifest::Object{{std::string(app::kRefresh), "normal"}}}}}};
    for (const manifest::Value& application : applications) {
        // One that asks already may ask for more.
        if (app::concern_of(application, push) == app::Concern::kNone ||
            !manifest::annotation(application, app::kRefresh).empty()) {
            continue;
        }
        TRY(client.patch(kube::applications(), manifest::namespace_of(application),
                         manifest::name_of(application), kube::PatchType::kMerge, refresh));
    }
    return {};
}

}  // namespace

Webhooks::Webhooks(kube::Client& client, std::string application_namespace,
                   const app::SettingsStore& settings, const Duties& duties)
    : client_(client),
      namespace_(std::move(application_namespace)),
      settings_(settings),
      duties_(duties),
      queue_([this](const git::PushEvent& push) { handle(push); }) {}

web::WebhookSources Webhooks::sources() {
    return {.rules = [this] { return rules(); },
            .pushed = [this](git::PushEvent push) { return queue_.offer(std::move(push)); }};
}

std::optional<web::WebhookRules> Webhooks::rules() const {
    const app::SettingsPtr settings = settings_.current();
    if (!settings) {
        return std::nullopt;
    }
    constexpr std::size_t kMost = kMaxBodyBytes >> 20;
    const std::size_t megabytes = settings->number("webhook.maxPayloadSizeMB", kMost);
    return web::WebhookRules{.secrets = settings_.webhook_secrets(),
                             .without_secret = settings->flag("webhook.allowWithoutSecret", false),
                             .max_bytes = std::min(megabytes, kMost) << 20};
}

void Webhooks::handle(const git::PushEvent& push) {
    if (const auto applications = duties_.applications()) {
        applications->look_at_pushed(push);
    } else if (const Status asked = ask_leader(push); !asked) {
        log::warn("webhook", "the leader cannot be told of a push",
                  {{"ref", push.ref}, {"error", asked.error().message}});
    }
}

Status Webhooks::ask_leader(const git::PushEvent& push) {
    kube::ListOptions page;
    do {
        TRY_ASSIGN(const kube::Page found, client_.list(kube::applications(), namespace_, page));
        TRY(ask_for_looks(client_, found.items, push));
        page.continue_token = found.continue_token;
    } while (!page.continue_token.empty());
    return {};
}

}  // namespace sealer
