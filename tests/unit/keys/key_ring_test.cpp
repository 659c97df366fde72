// SPDX-License-Identifier: Apache-2.0
#include "keys/key_ring.h"

#include <gtest/gtest.h>

#include "common/crypto/envelope.h"
#include "test_keys.h"

namespace sealer::keys {
namespace {

std::vector<std::string> names(const KeyRing& ring) {
    std::vector<std::string> result;
    for (const SealingKey& key : ring.keys()) {
        result.push_back(key.name);
    }
    return result;
}

TEST(KeyRing, NewestFirstByEitherOrder) {
    const std::vector<SealingKey> keys = {make_test_key("a", day(1), day(9)),
                                          make_test_key("b", day(3), day(8)),
                                          make_test_key("c", day(2), day(7))};
    EXPECT_EQ(names(KeyRing(keys, KeyOrder::kCertNotBefore)),
              (std::vector<std::string>{"b", "c", "a"}));
    EXPECT_EQ(names(KeyRing(keys, KeyOrder::kSecretCreationTimestamp)),
              (std::vector<std::string>{"a", "b", "c"}));
}

TEST(KeyRing, OfEquallyNewKeysTheFirstSeals) {
    const KeyRing ring({make_test_key("a", day(1)), make_test_key("b", day(1))},
                       KeyOrder::kCertNotBefore);
    EXPECT_EQ(ring.newest()->name, "a");
}

TEST(KeyRing, TheSameKeyCountsOnce) {
    const SealingKey key = make_test_key("a", day(1));
    SealingKey again = key;
    again.name = "b";
    const KeyRing ring({key, again}, KeyOrder::kCertNotBefore);
    EXPECT_EQ(names(ring), std::vector<std::string>{"a"});
    EXPECT_EQ(ring.find(key.fingerprint())->name, "a");
}

TEST(KeyRing, AnEmptyOneOpensNothing) {
    const KeyRing ring;
    EXPECT_EQ(ring.newest(), nullptr);
    EXPECT_EQ(ring.find("SHA256:x"), nullptr);
    const auto opened = ring.open("", "", "");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().message, "no key could decrypt secret");
}

TEST(KeyRing, OpensWithWhicheverKeyFitsAndWhateverTheHint) {
    const SealingKey newer = make_test_key("newer", day(2));
    const SealingKey older = make_test_key("older", day(1));
    const KeyRing ring({newer, older}, KeyOrder::kCertNotBefore);
    for (const SealingKey& key : {newer, older}) {
        const auto sealed = crypto::seal(key.certificate.public_key, "l", "plaintext");
        ASSERT_TRUE(sealed);
        for (const std::string& hint :
             {std::string(), std::string("SHA256:unknown"), newer.fingerprint(),
              older.fingerprint(), newer.fingerprint() + ", " + older.fingerprint()}) {
            SCOPED_TRACE(key.name + " hint " + hint);
            const auto opened = ring.open("l", *sealed, hint);
            ASSERT_TRUE(opened);
            EXPECT_EQ(opened->plaintext.expose(), "plaintext");
            EXPECT_EQ(opened->key->name, key.name);
        }
    }
    EXPECT_FALSE(ring.open("other", *crypto::seal(newer.certificate.public_key, "l", "p"), ""));
}

}  // namespace
}  // namespace sealer::keys
