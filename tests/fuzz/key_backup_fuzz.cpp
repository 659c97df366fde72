// SPDX-License-Identifier: Apache-2.0
// Backups of keys, and files of private keys: as they stand, and as what a sealed backup holds.
// What is read is backed up and read again the same, plain and sealed.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/check.h"
#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/manifest/json.h"
#include "fuzz_key.h"
#include "keys/key_backup.h"
#include "keys/key_ring.h"
#include "keys/sealing_key.h"

using namespace sealer::keys;  // NOLINT(google-build-using-namespace)
using sealer::fuzz::fuzz_key;
using sealer::manifest::Secret;

namespace crypto = sealer::crypto;
namespace manifest = sealer::manifest;

namespace {

using Secrets = std::vector<Secret>;

void check_same(const sealer::Result<Secrets>& read, const Secrets& secrets) {
    CHECK(read && read->size() == secrets.size());
    for (std::size_t i = 0; i < secrets.size(); ++i) {
        CHECK(manifest::secret_mac((*read)[i], "key") == manifest::secret_mac(secrets[i], "key"));
    }
}

void check_secrets(const Secrets& secrets) {
    Secrets portable;
    for (const Secret& secret : secrets) {
        static_cast<void>(read_sealing_key(secret));
        portable.push_back(portable_secret(secret, {}));
    }
    check_same(read_backup(write_plain_backup(portable).expose(), nullptr), portable);
    const auto sealed = write_sealed_backup(portable, fuzz_key().certificate.public_key, {});
    CHECK(sealed.has_value());
    CHECK(!read_backup(*sealed, nullptr));
    check_same(read_backup(*sealed, &fuzz_key().private_key), portable);
}

std::string as_sealed_backup(std::string_view text) {
    const auto envelope =
        crypto::seal(fuzz_key().certificate.public_key, "sealer.dev/key-backup", text);
    CHECK(envelope.has_value());
    return R"({"kind":"KeyBackup","encrypted":")" + crypto::base64_encode(*envelope) + "\"}";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static_cast<void>(parse_key_file(text));
    for (const auto& secrets : {read_backup(text, &fuzz_key().private_key),
                                read_backup(as_sealed_backup(text), &fuzz_key().private_key)}) {
        if (secrets) {
            check_secrets(*secrets);
        }
    }
    return 0;
}
