// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/secret_view.h"

#include <vector>

#include "common/base/text.h"
#include "common/crypto/digest.h"

namespace sealer::unseal {
namespace {

constexpr std::size_t kKeyIdSize = 16;  // hex digits

}  // namespace

Result<manifest::Value> view_secret(std::string_view json, std::string_view mac_key) {
    TRY_ASSIGN(const manifest::Secret secret, manifest::parse_secret_item_json(json));
    return view_secret(secret, mac_key);
}

manifest::Value view_secret(const manifest::Secret& secret, std::string_view mac_key) {
    manifest::Object metadata;
    for (const char* field : {"namespace", "name", "uid", "resourceVersion", "labels",
                              "annotations", "ownerReferences"}) {
        if (const manifest::Value* value = secret.object.get("metadata", field)) {
            metadata.append(field, *value);
        }
    }
    manifest::Object view;
    view.append("metadata", std::move(metadata));
    view.append("mac", manifest::secret_mac(secret, mac_key));
    return view;
}

std::string proof_of(std::string_view sealed_digest, std::string_view secret_mac,
                     std::string_view mac_key) {
    return to_hex(
        crypto::hmac_sha256(mac_key, std::string(sealed_digest) + "\n" + std::string(secret_mac)));
}

std::string content_mark(std::string_view uid, std::string_view secret_mac,
                         std::string_view mac_key) {
    const std::string key_id = to_hex(crypto::hmac_sha256(mac_key, "id")).substr(0, kKeyIdSize);
    return key_id + "-" + proof_of("content\n" + std::string(uid), secret_mac, mac_key);
}

bool comparable_marks(std::string_view a, std::string_view b) {
    return a.size() > kKeyIdSize && a.substr(0, kKeyIdSize) == b.substr(0, kKeyIdSize);
}

}  // namespace sealer::unseal
