// SPDX-License-Identifier: Apache-2.0
#include "keys/rotate.h"

#include <gtest/gtest.h>

#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "keys/sealed_secret.h"
#include "test_keys.h"

namespace sealer::keys {
namespace {

using manifest::Value;

class Rotate : public testing::Test {
  protected:
    [[nodiscard]] std::string seal(const SealingKey& key, std::string_view label) const {
        return crypto::base64_encode(
            crypto::seal(key.certificate.public_key, label, "value").value());
    }
    [[nodiscard]] Value sealed_with(const SealingKey& key) const {
        Value sealed = manifest::parse_json(R"({
            "kind": "SealedSecret", "apiVersion": "bitnami.com/v1alpha1",
            "metadata": {"name": "db", "namespace": "shop", "annotations": {"wave": "1"}},
            "spec": {"template": {
                "metadata": {"labels": {"a": "b"}, "annotations": {"note": "kept"}},
                "type": "example.com/db", "data": {"url": "{{ fail .password }}"}}},
            "status": {"observedGeneration": 1}})")
                           .value();
        sealed["spec"]["encryptedData"]["password"] = seal(key, "shop/db");
        return sealed;
    }

    const SealingKey old_ = make_test_key("old", day(1));
    const SealingKey new_ = make_test_key("new", day(2));
    const SealingKey foreign_ = make_test_key("foreign", day(3));
    const KeyRing ring_{{old_, new_}, KeyOrder::kCertNotBefore};
};

TEST_F(Rotate, ChangesNothingButCiphertextAndFingerprint) {
    const Value before = sealed_with(old_);
    auto after = rotate(before, ring_);
    ASSERT_TRUE(after) << after.error().message;
    const std::string text(after->text("spec", "encryptedData", "password"));
    EXPECT_EQ(
        crypto::open(new_.private_key, "shop/db", crypto::base64_decode(text).value())->expose(),
        "value");
    EXPECT_EQ(manifest::annotation(*after, kSealedWithAnnotation), new_.fingerprint());
    manifest::remove_annotation(*after, kSealedWithAnnotation);
    (*after)["spec"]["encryptedData"]["password"] =
        before.text("spec", "encryptedData", "password");
    EXPECT_EQ(*after, before);
}

// CVE-2026-22728: the template asked for a wider scope, and got it.
TEST_F(Rotate, TheTemplateHasNoSayInTheScope) {
    Value sealed = sealed_with(old_);
    sealed["spec"]["template"]["metadata"]["annotations"]
          ["sealedsecrets.bitnami.com/cluster-wide"] = "true";
    const auto after = rotate(sealed, ring_);
    ASSERT_TRUE(after);
    const std::string envelope =
        crypto::base64_decode(after->text("spec", "encryptedData", "password")).value();
    EXPECT_FALSE(crypto::open(new_.private_key, "", envelope));
    EXPECT_TRUE(crypto::open(new_.private_key, "shop/db", envelope));
    EXPECT_EQ(scope_of(*after), crypto::Scope::kStrict);
}

// A template that fails or not by the plaintext would answer questions about it.
TEST_F(Rotate, NeitherRendersTheTemplate) {
    EXPECT_TRUE(opens(sealed_with(old_), ring_, true));
    EXPECT_TRUE(rotate(sealed_with(old_), ring_));
}

TEST_F(Rotate, WhatCannotBeOpenedIsRefusedAlikeWhateverTheCause) {
    std::vector<Value> bad(5, sealed_with(old_));
    bad[0]["metadata"]["name"] = "other";
    bad[1]["metadata"]["namespace"] = "other";
    bad[2]["spec"]["encryptedData"]["password"] = seal(foreign_, "shop/db");
    bad[3]["spec"]["encryptedData"]["password"] = "no base64!";
    bad[4]["spec"]["encryptedData"]["password"] = 5;
    for (const Value& sealed : bad) {
        EXPECT_FALSE(opens(sealed, ring_, true));
        const auto after = rotate(sealed, ring_);
        ASSERT_FALSE(after);
        EXPECT_EQ(after.error().message, "it cannot be opened");
    }
}

TEST_F(Rotate, SearchesOnceForTheKeyOfAllValues) {
    Value sealed = sealed_with(old_);  // without the fingerprint, and the second key to be tried
    sealed["spec"]["encryptedData"]["user"] = seal(old_, "shop/db");
    sealed["spec"]["encryptedData"]["host"] = seal(old_, "shop/db");
    std::uint64_t before = crypto::rsa_private_operations();
    EXPECT_TRUE(opens(sealed, ring_, true));
    EXPECT_EQ(crypto::rsa_private_operations() - before, 4U);
    before = crypto::rsa_private_operations();
    EXPECT_TRUE(rotate(sealed, ring_));
    EXPECT_EQ(crypto::rsa_private_operations() - before, 4U);
}

TEST_F(Rotate, TheDeprecatedFormStaysWhatItIs) {
    Value sealed = sealed_with(old_);
    sealed["spec"].as_object().erase("encryptedData");
    sealed["spec"]["data"] = seal(old_, "shop/db");
    EXPECT_TRUE(opens(sealed, ring_, true));
    EXPECT_FALSE(opens(sealed, ring_, false));
    const auto after = rotate(sealed, ring_);
    ASSERT_TRUE(after);
    EXPECT_NE(after->text("spec", "data"), sealed.text("spec", "data"));
    EXPECT_TRUE(opens(*after, ring_, true));
}

TEST(ParseSealedSecret, TakesOneOfTheRightKind) {
    constexpr const char* kOne = "kind: SealedSecret\napiVersion: bitnami.com/v1alpha1\n";
    EXPECT_TRUE(parse_sealed_secret(kOne));
    EXPECT_TRUE(
        parse_sealed_secret(R"({"kind":"SealedSecret","apiVersion":"bitnami.com/v1alpha1"})"));
    for (const std::string& bad :
         {std::string(), std::string("{"), std::string("kind: Secret\napiVersion: v1\n"),
          std::string(kOne) + "---\n" + kOne, std::string("[]")}) {
        EXPECT_FALSE(parse_sealed_secret(bad)) << bad;
    }
}

}  // namespace
}  // namespace sealer::keys
