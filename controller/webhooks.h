// SPDX-License-Identifier: Apache-2.0
// Brings what webhooks say to whoever works on Applications.
#pragma once

#include <cstddef>
#include <string>

#include "common/kube/client.h"
#include "controller/app/settings.h"
#include "controller/duties.h"
#include "controller/web/push_queue.h"
#include "controller/web/webhook.h"

namespace sealer {

// A Service sends a webhook to any replica. Where another one leads, the Applications are annotated
// as by a person who asks for a refresh, which the leader sees.
class Webhooks {
  public:
    // Of a body, as Argo CD's default; webhook.maxPayloadSizeMB can lower it.
    static constexpr std::size_t kMaxBodyBytes = std::size_t{50} << 20;

    // Of Applications; empty: all namespaces. All must outlive this.
    Webhooks(kube::Client& client, std::string application_namespace,
             const app::SettingsStore& settings, const Duties& duties);

    // Valid as long as this.
    [[nodiscard]] web::WebhookSources sources();

  private:
    [[nodiscard]] std::optional<web::WebhookRules> rules() const;
    void handle(const git::PushEvent& push);
    [[nodiscard]] Status ask_leader(const git::PushEvent& push);

    kube::Client& client_;
    const std::string namespace_;
    const app::SettingsStore& settings_;
    const Duties& duties_;
    web::PushQueue queue_;
};

}  // namespace sealer
