// SPDX-License-Identifier: Apache-2.0
#include "common/base/result.h"

namespace sealer {

std::string_view to_string(Code code) {
    switch (code) {
        case Code::kNotFound:
            return "not found";
        case Code::kConflict:
            return "conflict";
        case Code::kInvalid:
            return "invalid";
        case Code::kDenied:
            return "denied";
        case Code::kUnavailable:
            return "unavailable";
        case Code::kExpired:
            return "expired";
        case Code::kCancelled:
            return "cancelled";
        case Code::kInternal:
            return "internal";
    }
    return "unknown";
}

}  // namespace sealer
