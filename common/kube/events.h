// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "common/kube/client.h"
#include "common/manifest/value.h"

namespace sealer::kube {

enum class EventType { kNormal, kWarning };

// Writes core/v1 Events in the background. Repeats of (object, type, reason, message) raise the
// count of the event there is. Bounded: when the server is slow the oldest unsent events are
// dropped, and counted in the log.
class EventRecorder {
  public:
    // `component` is the events' source ("sealed-secrets"). `client` must outlive the recorder.
    EventRecorder(Client& client, std::string component);
    // Sends what is queued for at most a second.
    ~EventRecorder();

    // Never blocks. `object` must hold apiVersion, kind and metadata; the message is cut at 1,024
    // bytes.
    void record(const manifest::Value& object, EventType type, std::string_view reason,
                std::string_view message);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sealer::kube
