// SPDX-License-Identifier: Apache-2.0
#include "sealer/secret_rules.h"

#include <string>

namespace sealer::cli {

Status check_has_data(const manifest::Secret& secret, bool allow_empty_data) {
    if (secret.items.empty() && !allow_empty_data) {
        return fail(Code::kInvalid,
                    "secret.data is empty in input Secret, assuming this is an error and "
                    "aborting. To work with empty data, --allow-empty-data can be used");
    }
    return {};
}

Status check_namespace(std::string_view own, std::string_view given) {
    if (!given.empty() && own != given) {
        return fail(Code::kInvalid, "namespace mismatch: input secret is in namespace \"" +
                                        std::string(own) + "\" but \"" + std::string(given) +
                                        "\" was specified");
    }
    return {};
}

}  // namespace sealer::cli
