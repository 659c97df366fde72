// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/refusal.h"

#include <string>

#include "common/base/text.h"

namespace sealer::unseal {

bool is_too_large(const Error& refusal) {
    const std::string message = to_lower(refusal.message);
    return refusal.code == Code::kInvalid && (message.find("too long:") != std::string::npos ||
                                              message.find("too large") != std::string::npos);
}

bool is_immutable(const Error& refusal) {
    return refusal.message.find("field is immutable when `immutable` is set") != std::string::npos;
}

Error explain_immutable(std::string_view name) {
    return {Code::kInvalid,
            "the target Secret is immutable: Kubernetes lets nobody change it. Delete the Secret "
            "\"" +
                std::string(name) + "\" to have it made anew from the SealedSecret"};
}

}  // namespace sealer::unseal
