// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "common/http/outbox.h"
#include "common/http/server.h"

namespace sealer::http {

// What the request allows its answer to be.
struct AnswerRules {
    bool body = true;     // false: the request was HEAD
    bool chunked = true;  // false: HTTP/1.0, a stream ends with the connection
    bool keep_alive = true;
};

// A Responder that writes HTTP/1.1 into `outbox`.
[[nodiscard]] std::shared_ptr<Responder> make_responder(std::shared_ptr<Outbox> outbox,
                                                        AnswerRules rules);

}  // namespace sealer::http
