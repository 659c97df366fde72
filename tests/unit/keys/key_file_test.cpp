// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gtest/gtest.h>

#include "common/crypto/base64.h"
#include "keys/key_ring.h"
#include "test_keys.h"

namespace sealer::keys {
namespace {

TEST(KeyFile, ReadsEveryFormOfBackup) {
    const SealingKey key = make_test_key("k", day(1));
    const std::string pem(key.private_key.to_pem().value().expose());
    const std::string base64 = crypto::base64_encode(pem);
    const std::string json = R"({"metadata":{"name":"k"},"data":{"tls.key":")" + base64 + R"("}})";
    const std::string yaml = "metadata: {name: k}\ndata:\n  tls.key: " + base64 + "\n";
    const std::pair<std::string, std::size_t> files[] = {
        {pem, 1},
        {"leading text\n" + key.certificate.pem + pem, 1},
        {json, 1},
        {yaml, 1},
        {yaml + "---\n" + yaml, 2},
        {R"({"items":[)" + json + "," + json + "]}", 2},
        {R"({"kind":"List","items":[)" + json + "]}", 1},
        {"kind: List\nitems:\n- " + json + "\n---\n" + yaml, 2},
    };
    for (const auto& [content, count] : files) {
        SCOPED_TRACE(content);
        const auto keys = parse_key_file(content);
        ASSERT_TRUE(keys) << keys.error().message;
        ASSERT_EQ(keys->size(), count);
        for (const SealingKey& read : *keys) {
            EXPECT_EQ(read.fingerprint(), key.fingerprint());
        }
    }
}

TEST(KeyFile, SaysWhatIsWrong) {
    const std::pair<const char*, const char*> files[] = {
        {"", "no private key found"},
        {"{\"items\": []}", "no private key found"},
        {"-----BEGIN CERTIFICATE-----\nZg==\n-----END CERTIFICATE-----\n",
         "data does not contain a valid RSA private key"},
        {"metadata: {name: k}", "secret \"k\" must contain 'tls.key' in its data"},
        {"metadata: {name: k}\ndata: {tls.key: canary!}",
         "secret \"k\", tls.key: illegal base64 data at input byte 6"},
        {"metadata: {name: k}\ndata: {tls.key: Y2FuYXJ5}",
         "secret \"k\", tls.key: data does not contain a valid RSA private key"},
    };
    for (const auto& [content, message] : files) {
        SCOPED_TRACE(content);
        const auto keys = parse_key_file(content);
        ASSERT_FALSE(keys);
        EXPECT_EQ(keys.error().message, message);
    }
}

}  // namespace
}  // namespace sealer::keys
