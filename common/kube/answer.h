// SPDX-License-Identifier: Apache-2.0
// What an API server's answer means as an Error.
#pragma once

#include <string_view>

#include "common/base/result.h"
#include "common/http/client.h"
#include "common/manifest/value.h"

namespace sealer::kube {

// By HTTP status, as Client documents them.
[[nodiscard]] Code code_of_status(int http_status);
// Of an answer whose status is not 2xx: the message of its metav1.Status, its Retry-After.
[[nodiscard]] Error error_of(const http::Response& response);
// Of a metav1.Status that came as a watch's ERROR event.
[[nodiscard]] Error error_of_status(std::string_view status_json);

}  // namespace sealer::kube
