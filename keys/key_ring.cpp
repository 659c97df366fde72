// SPDX-License-Identifier: Apache-2.0
#include "keys/key_ring.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/base/text.h"
#include "common/crypto/envelope.h"

namespace sealer::keys {
namespace {

// Of two Secrets of the same second, the certificates say which is newer.
std::pair<WallTime, WallTime> ordering_times(const SealingKey& key, KeyOrder order) {
    const WallTime not_before = key.certificate.not_before;
    return {order == KeyOrder::kCertNotBefore ? not_before : key.created, not_before};
}

}  // namespace

KeyRing::KeyRing(std::vector<SealingKey> keys, KeyOrder order) {
    // Stable: of keys equally new, the first given seals.
    std::ranges::stable_sort(keys, [order](const SealingKey& a, const SealingKey& b) {
        return ordering_times(a, order) > ordering_times(b, order);
    });
    std::set<std::string> seen;
    for (SealingKey& key : keys) {
        if (seen.insert(key.fingerprint()).second) {
            keys_.push_back(std::move(key));
        }
    }
}

const SealingKey* KeyRing::find(std::string_view fingerprint) const {
    const auto found = std::ranges::find_if(
        keys_, [&](const SealingKey& key) { return key.fingerprint() == fingerprint; });
    return found == keys_.end() ? nullptr : &*found;
}

Result<KeyRing::Opened> KeyRing::open(std::string_view label, std::string_view envelope,
                                      std::string_view hint) const {
    std::vector<const SealingKey*> order;
    for (const std::string_view fingerprint : list_entries(hint, ',')) {
        if (const SealingKey* key = find(fingerprint); key != nullptr) {
            order.push_back(key);
        }
    }
    for (const SealingKey& key : keys_) {
        if (std::ranges::find(order, &key) == order.end()) {
            order.push_back(&key);
        }
    }
    for (const SealingKey* key : order) {
        if (auto plaintext = crypto::open(key->private_key, label, envelope)) {
            return Opened{.plaintext = *std::move(plaintext), .key = key};
        }
    }
    return fail(Code::kInvalid, "no key could decrypt secret");
}

}  // namespace sealer::keys
