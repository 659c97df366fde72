// SPDX-License-Identifier: Apache-2.0
#include "keys/sealing_key.h"

#include <string>
#include <string_view>

#include "common/manifest/object.h"
#include "keys/key_backup.h"

namespace sealer::keys {
namespace {

Result<std::string_view> item(const manifest::Secret& secret, std::string_view key) {
    const manifest::SecretItem* found = secret.find(key);
    if (found == nullptr) {
        return fail(Code::kInvalid, "it has no data item '" + std::string(key) + "'");
    }
    return found->value.expose();
}

}  // namespace

Result<SealingKey> read_sealing_key(const manifest::Secret& secret) {
    TRY_ASSIGN(const std::string_view key_pem, item(secret, "tls.key"));
    TRY_ASSIGN(const std::string_view cert_pem, item(secret, "tls.crt"));
    auto private_key = crypto::PrivateKey::parse(key_pem);
    if (!private_key) {
        return fail(private_key.error().with("tls.key"));
    }
    auto certificate = crypto::parse_certificate(cert_pem);
    if (!certificate) {
        return fail(certificate.error().with("tls.crt"));
    }
    if (private_key->public_key().fingerprint() != certificate->public_key.fingerprint()) {
        return fail(Code::kInvalid, "tls.crt is not the certificate of tls.key");
    }
    const std::string_view restored = manifest::annotation(secret.object, kCreatedAnnotation);
    const auto created = parse_time(
        restored.empty() ? secret.object.text("metadata", "creationTimestamp") : restored);
    return SealingKey{.name = std::string(manifest::name_of(secret.object)),
                      .private_key = *std::move(private_key),
                      .certificate = *std::move(certificate),
                      .created = created.value_or(WallTime{})};
}

}  // namespace sealer::keys
