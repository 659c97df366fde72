// SPDX-License-Identifier: Apache-2.0
#include "keys/escrow.h"

#include <utility>

#include "common/manifest/object.h"
#include "keys/key_backup.h"

namespace sealer::keys {
namespace {

using manifest::Object;
using manifest::Value;

}  // namespace

Result<Value> make_escrow(const manifest::Secret& key_secret, const crypto::PublicKey& recovery,
                          WallTime now) {
    const manifest::Secret portable = portable_secret(key_secret, now);
    TRY_ASSIGN(std::string backup, write_sealed_backup({&portable, 1}, recovery, now));
    return Value(Object{
        {"apiVersion", "v1"},
        {"kind", "ConfigMap"},
        {"metadata", Object{{"generateName", "sealer-escrow-"},
                            {"namespace", manifest::namespace_of(key_secret.object)},
                            {"labels", Object{{std::string(kEscrowLabel), "true"}}}}},
        {"data", Object{{std::string(kEscrowItem), std::move(backup)}}},
    });
}

Result<std::optional<crypto::Certificate>> load_recovery_certificate(kube::Client& client,
                                                                     std::string_view namespace_) {
    const std::string what = std::string(namespace_) + "/" + std::string(kRecoverySecret);
    const auto secret = client.get_secret(namespace_, kRecoverySecret);
    if (!secret && secret.error().code == Code::kNotFound) {
        return std::nullopt;
    }
    if (!secret) {
        return fail(secret.error().with("the recovery certificate " + what));
    }
    const manifest::SecretItem* item = secret->find("tls.crt");
    if (item == nullptr) {
        return fail(Code::kInvalid,
                    "the recovery certificate: Secret " + what + " has no data item 'tls.crt'");
    }
    auto certificate = crypto::parse_certificate(item->value.expose());
    if (!certificate) {
        return fail(certificate.error().with("the recovery certificate " + what));
    }
    return std::optional(*std::move(certificate));
}

Status escrow_key(kube::Client& client, const manifest::Secret& key_secret, WallTime now) {
    TRY_ASSIGN(const std::optional<crypto::Certificate> recovery,
               load_recovery_certificate(client, manifest::namespace_of(key_secret.object)));
    if (!recovery) {
        return {};
    }
    TRY_ASSIGN(const Value escrow, make_escrow(key_secret, recovery->public_key, now));
    const auto stored = client.create(kube::config_maps(), escrow);
    return stored ? Status() : fail(stored.error().with("cannot escrow the new sealing key"));
}

}  // namespace sealer::keys
