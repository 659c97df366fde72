// SPDX-License-Identifier: Apache-2.0
// A Secret and a SealedSecret, of any JSON. What is read as a Secret is written and read back the
// same, and sealed and unsealed the same. Values of a SealedSecret that begin with '=' are sealed
// first: nothing else gets past the cipher. What opens also rotates, to what it was.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/check.h"
#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "common/manifest/secret.h"
#include "fuzz_key.h"
#include "keys/rotate.h"
#include "keys/sealed_secret.h"

using namespace sealer::keys;  // NOLINT(google-build-using-namespace)
using sealer::manifest::Value;

namespace crypto = sealer::crypto;
namespace manifest = sealer::manifest;

namespace {

constexpr std::size_t kMaxItems = 8;  // each costs RSA

const KeyRing& ring() {
    static const KeyRing ring = [] {
        const auto& [key, certificate] = sealer::fuzz::fuzz_key();
        return KeyRing(
            {{.name = "fuzz", .private_key = key, .certificate = certificate, .created = {}}},
            KeyOrder::kCertNotBefore);
    }();
    return ring;
}

std::string mac_of(const manifest::Secret& secret) {
    return manifest::secret_mac(secret, "key");
}

void check_written(const manifest::Secret& secret) {
    const crypto::SecretBytes written = manifest::write_secret_json(secret);
    const auto read = manifest::parse_secret_json(written.expose());
    CHECK(read && mac_of(*read) == mac_of(secret));
    const crypto::SecretBytes again = manifest::write_secret_json(*read);
    CHECK(manifest::parse_secret_json(again.expose())->object == read->object);
}

void check_secret(const manifest::Secret& secret) {
    check_written(secret);
    const auto sealed = seal_secret(secret, ring().newest()->certificate.public_key);
    if (!sealed) {
        CHECK(sealed.error().message == "secret must declare a namespace");
        return;
    }
    const auto unsealed = unseal_secret(*sealed, ring(), /*accept_v1=*/false);
    CHECK(unsealed && mac_of(unsealed->secret) == mac_of(secret));
    check_written(unsealed->secret);
}

void seal_marked(Value& value, const std::string& label) {
    if (value.is_string() && value.as_string().starts_with('=')) {
        const auto envelope = crypto::seal(ring().newest()->certificate.public_key, label,
                                           std::string_view(value.as_string()).substr(1));
        CHECK(envelope.has_value());
        value = crypto::base64_encode(*envelope);
    }
}

void check_sealed(Value sealed) {
    const std::string label = crypto::scope_label(scope_of(sealed), manifest::namespace_of(sealed),
                                                  manifest::name_of(sealed));
    if (Value* items = sealed.get("spec", "encryptedData");
        items != nullptr && items->is_object()) {
        for (manifest::Member& item : items->as_object()) {
            seal_marked(item.value, label);
        }
    }
    if (Value* v1 = sealed.get("spec", "data"); v1 != nullptr) {
        seal_marked(*v1, label);
    }
    const auto unsealed = unseal_secret(sealed, ring(), /*accept_v1=*/true);
    if (!unsealed) {
        return;
    }
    CHECK(opens(sealed, ring(), /*accept_v1=*/true));
    check_written(unsealed->secret);
    const auto rotated = rotate(sealed, ring());
    CHECK(rotated.has_value());
    const auto again = unseal_secret(*rotated, ring(), /*accept_v1=*/true);
    CHECK(again && mac_of(again->secret) == mac_of(unsealed->secret));
    CHECK(again->secret.object == unsealed->secret.object);
    CHECK(again->fingerprints.size() <= 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (auto secrets = manifest::parse_secrets_json(text)) {
        for (manifest::Secret& secret : *secrets) {
            secret.object["apiVersion"] = "v1";
            secret.object["kind"] = "Secret";
            if (secret.items.size() <= kMaxItems) {
                check_secret(secret);
            }
        }
    }
    auto object = manifest::parse_json(text);
    if (object && manifest::members(object->get("spec", "encryptedData")).size() <= kMaxItems &&
        // Templates have a fuzzer of their own, and may take seconds.
        text.find("{{") == std::string_view::npos) {
        check_sealed(*std::move(object));
    }
    return 0;
}
