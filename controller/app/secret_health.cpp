// SPDX-License-Identifier: Apache-2.0
#include <string_view>

#include "controller/app/health_rules.h"

namespace sealer::app {

using manifest::Value;

// The condition says that the Secret is there. About an older generation it says nothing of the
// Secret that a later wave is to use.
Health sealed_secret_health(const Value& live) {
    constexpr std::string_view kWaiting = "Waiting for Sealed Secret to be decrypted";
    return is_behind(live) ? progressing(std::string(kWaiting))
                           : judge_condition(live, "Synced", kWaiting);
}

Health external_secret_health(const Value& live) {
    return judge_condition(live, "Ready", "Waiting for ExternalSecret");
}

Health secret_store_health(const Value& live) {
    return judge_condition(live, "Ready", "Waiting for store");
}

Health certificate_health(const Value& live) {
    if (const Value* issuing = find_condition(live, "Issuing", "True")) {
        return progressing(message_of(*issuing));
    }
    return judge_condition(live, "Ready", "Waiting for certificate");
}

Health issuer_health(const Value& live) {
    return judge_condition(live, "Ready", "Initializing issuer");
}

}  // namespace sealer::app
