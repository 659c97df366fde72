// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/secret.h"

#include <algorithm>
#include <cstdint>

#include "common/base/text.h"
#include "common/crypto/base64.h"
#include "common/crypto/digest.h"
#include "common/manifest/json.h"

namespace sealer::manifest {

namespace {

// The length first, so that no two sequences of pieces give the same bytes.
void append_piece(std::string_view piece, crypto::SecretBytes& out) {
    for (int shift = 56; shift >= 0; shift -= 8) {
        out.push_back(
            static_cast<char>(std::uint64_t{piece.size()} >> static_cast<unsigned>(shift)));
    }
    out.append(piece);
}

std::size_t size_of_items(const Secret& secret) {
    std::size_t size = 0;
    for (const SecretItem& item : secret.items) {
        size += item.key.size() + item.value.size();
    }
    return size;
}

}  // namespace

const SecretItem* Secret::find(std::string_view key) const {
    const auto found = std::find_if(items.begin(), items.end(),
                                    [key](const SecretItem& item) { return item.key == key; });
    return found == items.end() ? nullptr : &*found;
}

crypto::SecretBytes write_secret_json(const Secret& secret) {
    std::string head = write_json(secret.object.is_object() ? secret.object : Value(Object()));
    head.pop_back();
    crypto::SecretBytes out;
    out.reserve(head.size() + 2 * size_of_items(secret) + 16 * secret.items.size() + 16);
    out.append(head);
    out.append(head.size() > 1 ? ",\"data\":{" : "\"data\":{");
    bool first = true;
    for (const SecretItem& item : secret.items) {
        out.append(first ? "" : ",");
        first = false;
        out.append(write_json(item.key));
        out.append(":\"");
        crypto::base64_encode_to(item.value.expose(), out);
        out.append("\"");
    }
    out.append("}}");
    return out;
}

std::string secret_mac(const Secret& secret, std::string_view key) {
    const std::string_view type = secret.object.text("type");
    crypto::SecretBytes message;
    message.reserve(size_of_items(secret) + 16 * secret.items.size() + 64);
    append_piece(type.empty() ? "Opaque" : type, message);
    for (const SecretItem& item : secret.items) {
        append_piece(item.key, message);
        append_piece(item.value.expose(), message);
    }
    return to_hex(crypto::hmac_sha256(key, message.expose()));
}

}  // namespace sealer::manifest
