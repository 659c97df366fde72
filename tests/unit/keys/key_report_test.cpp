// SPDX-License-Identifier: Apache-2.0
#include "keys/key_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/manifest/yaml.h"
#include "keys/key_secrets.h"
#include "test_keys.h"

namespace sealer::keys {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

manifest::Secret secret_in_state(const SealingKey& key, const std::string& state) {
    manifest::Secret secret;
    secret.object["metadata"]["name"] = key.name;
    if (!state.empty()) {
        secret.object["metadata"]["labels"][kKeyStateLabel] = state;
    }
    secret.items.push_back({"tls.crt", crypto::SecretBytes(key.certificate.pem)});
    secret.items.push_back({"tls.key", key.private_key.to_pem().value()});
    return secret;
}

TEST(KeyReport, StatesNewestFirst) {
    std::vector<manifest::Secret> secrets;
    secrets.push_back(secret_in_state(make_test_key("legacy", day(1)), ""));
    secrets.push_back(secret_in_state(make_test_key("leaked", day(9)), "compromised"));
    secrets.push_back(secret_in_state(make_test_key("old", day(3)), "active"));
    const SealingKey current = make_test_key("current", day(7));
    secrets.push_back(secret_in_state(current, "active"));
    secrets.emplace_back();
    secrets.back().object["metadata"]["name"] = "broken";
    const std::vector<KeyReport> keys = describe_keys(secrets, KeyOrder::kCertNotBefore);
    std::vector<std::string> found;
    for (const KeyReport& key : keys) {
        found.push_back(key.name + " " + key.state);
    }
    EXPECT_THAT(found, ElementsAre("leaked compromised", "current newest", "old active",
                                   "legacy active", "broken active"));
    EXPECT_EQ(keys[4].problem, "it has no data item 'tls.key'");
    EXPECT_EQ(keys[1].bits, 1024U);
    EXPECT_EQ(keys[1].not_before, day(7));
    EXPECT_EQ(find_key(keys, current.fingerprint()), &keys[1]);
    EXPECT_EQ(find_key(keys, "old"), &keys[2]);
    EXPECT_EQ(find_key(keys, ""), nullptr);
    EXPECT_EQ(find_key(keys, "nobody"), nullptr);
}

TEST(KeyReport, WhoNeedsWhichKey) {
    const auto documents = manifest::parse_yaml(
        "metadata: {namespace: shop, name: opened, annotations: {sealer.dev/sealed-with: told}}\n"
        "status: {unsealed: {keys: [real, other]}}\n---\n"
        "metadata: {namespace: shop, name: told, annotations: {sealer.dev/sealed-with: 'told, "
        "real'}}\n"
        "---\nmetadata: {namespace: shop, name: silent}\n---\n"
        "metadata: {namespace: shop, name: empty}\nstatus: {unsealed: {keys: []}}\n");
    ASSERT_TRUE(documents);
    std::vector<manifest::Value> sealed;
    for (const manifest::Document& document : *documents) {
        sealed.push_back(document.value);
    }
    const KeyNeeds needs = find_needs(sealed);
    EXPECT_THAT(needs.of("real"), ElementsAre("shop/opened", "shop/told"));
    EXPECT_THAT(needs.of("other"), ElementsAre("shop/opened"));
    EXPECT_THAT(needs.of("told"), ElementsAre("shop/opened", "shop/told"));
    EXPECT_THAT(needs.of("nobody's"), IsEmpty());
    EXPECT_THAT(needs.unknown, ElementsAre("shop/empty", "shop/silent"));
}

}  // namespace
}  // namespace sealer::keys
