// SPDX-License-Identifier: Apache-2.0
#include "sealer/private_keys.h"

#include <iterator>
#include <utility>

#include "sealer/input.h"

namespace sealer::cli {

Result<keys::KeyRing> read_private_keys(const std::vector<std::string>& files) {
    std::vector<keys::SealingKey> all;
    for (const std::string& file : files) {
        TRY_ASSIGN(const crypto::SecretBytes content, read_secret_file(file));
        auto some = keys::parse_key_file(content.expose());
        if (!some) {
            return fail(some.error().with(file));
        }
        all.insert(all.end(), std::make_move_iterator(some->begin()),
                   std::make_move_iterator(some->end()));
    }
    return keys::KeyRing(std::move(all), keys::KeyOrder::kCertNotBefore);
}

}  // namespace sealer::cli
