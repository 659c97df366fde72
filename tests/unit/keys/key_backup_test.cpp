// SPDX-License-Identifier: Apache-2.0
#include "keys/key_backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "keys/escrow.h"
#include "keys/sealing_key.h"
#include "test_keys.h"

namespace sealer::keys {
namespace {

using testing::HasSubstr;
using testing::Not;

manifest::Secret stored_secret(const SealingKey& key, const std::string& state = "active") {
    manifest::Secret secret;
    secret.object["apiVersion"] = "v1";
    secret.object["kind"] = "Secret";
    secret.object["metadata"]["name"] = key.name;
    secret.object["metadata"]["namespace"] = "kube-system";
    secret.object["metadata"]["uid"] = "1234";
    secret.object["metadata"]["creationTimestamp"] = "2020-01-02T03:04:05Z";
    secret.object["metadata"]["labels"]["sealedsecrets.bitnami.com/sealed-secrets-key"] = state;
    secret.object["type"] = "kubernetes.io/tls";
    secret.items.push_back({"tls.crt", crypto::SecretBytes(key.certificate.pem)});
    secret.items.push_back({"tls.key", key.private_key.to_pem().value()});
    return secret;
}

class KeyBackup : public testing::Test {
  protected:
    KeyBackup() {
        secrets_.push_back(portable_secret(stored_secret(first_), day(9)));
        secrets_.push_back(portable_secret(stored_secret(second_, "compromised"), day(9)));
    }

    void expect_whole(const Result<std::vector<manifest::Secret>>& read) const {
        ASSERT_TRUE(read) << read.error().message;
        ASSERT_EQ(read->size(), 2U);
        const auto key = read_sealing_key(read->at(0));
        ASSERT_TRUE(key);
        EXPECT_EQ(key->fingerprint(), first_.fingerprint());
        EXPECT_EQ(format_time(key->created), "2020-01-02T03:04:05Z");
        EXPECT_EQ(manifest::name_of(read->at(1).object), "second");
        EXPECT_EQ(read->at(1).object.text("metadata", "labels",
                                          "sealedsecrets.bitnami.com/sealed-secrets-key"),
                  "compromised");
        EXPECT_EQ(read->at(0).object.get("metadata", "uid"), nullptr);
    }

    SealingKey first_ = make_test_key("first", day(1));
    SealingKey second_ = make_test_key("second", day(2));
    SealingKey recovery_ = make_test_key("recovery", day(1));
    std::vector<manifest::Secret> secrets_;
};

TEST_F(KeyBackup, MayHoldWhatYamlRefuses) {
    secrets_.front().object["metadata"]["labels"]["odd"] = "a\x7f";
    expect_whole(read_backup(write_plain_backup(secrets_).expose(), nullptr));
}

TEST_F(KeyBackup, PlainIsWhatKubectlTakes) {
    const crypto::SecretBytes backup = write_plain_backup(secrets_);
    expect_whole(read_backup(backup.expose(), nullptr));
    EXPECT_EQ(parse_key_file(backup.expose())->size(), 2U);
}

TEST_F(KeyBackup, SealedOpensWithTheRecoveryKeyAlone) {
    const auto backup = write_sealed_backup(secrets_, recovery_.certificate.public_key, day(9));
    ASSERT_TRUE(backup);
    EXPECT_THAT(*backup, HasSubstr(first_.fingerprint()));
    EXPECT_THAT(*backup, HasSubstr(second_.fingerprint()));
    EXPECT_THAT(*backup, Not(HasSubstr("tls.key")));
    expect_whole(read_backup(*backup, &recovery_.private_key));

    const auto without = read_backup(*backup, nullptr);
    ASSERT_FALSE(without);
    EXPECT_THAT(without.error().message, HasSubstr("the backup is encrypted"));
    const auto wrong = read_backup(*backup, &first_.private_key);
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().message, HasSubstr("it was made for " + recovery_.fingerprint()));
    manifest::Value damaged = manifest::parse_json(*backup).value();
    char& somewhere = damaged["encrypted"].as_string()[400];
    somewhere = somewhere == 'A' ? 'B' : 'A';
    const auto broken = read_backup(manifest::write_json(damaged), &recovery_.private_key);
    ASSERT_FALSE(broken);
    EXPECT_THAT(broken.error().message, HasSubstr("the backup is damaged"));
}

TEST_F(KeyBackup, EscrowedKeysAreRestoredFromTheirConfigMaps) {
    manifest::Value list;
    for (const SealingKey* key : {&first_, &second_}) {
        manifest::Secret secret = stored_secret(*key, key == &first_ ? "active" : "compromised");
        const auto escrow = make_escrow(secret, recovery_.certificate.public_key, day(9));
        ASSERT_TRUE(escrow);
        EXPECT_EQ(manifest::namespace_of(*escrow), "kube-system");
        EXPECT_EQ(manifest::label(*escrow, kEscrowLabel), "true");
        if (!list.is_object()) {
            list["items"] = manifest::Array{};
        }
        list["items"].as_array().push_back(*escrow);
    }
    expect_whole(read_backup(manifest::write_json(list), &recovery_.private_key));
}

TEST_F(KeyBackup, WhatHasNoNameYetKeepsHowItIsToBeNamed) {
    manifest::Secret secret = stored_secret(first_);
    secret.object["metadata"].as_object().erase("name");
    secret.object["metadata"].as_object().erase("creationTimestamp");
    secret.object["metadata"]["generateName"] = "sealed-secrets-key";
    const manifest::Secret portable = portable_secret(secret, day(9));
    EXPECT_EQ(portable.object.text("metadata", "generateName"), "sealed-secrets-key");
    EXPECT_EQ(manifest::annotation(portable.object, kCreatedAnnotation), format_time(day(9)));
    // Restored and backed up again, it is still as old.
    EXPECT_EQ(manifest::annotation(portable_secret(portable, day(20)).object, kCreatedAnnotation),
              format_time(day(9)));
}

TEST_F(KeyBackup, NonsenseIsRefusedWithoutQuotingIt) {
    constexpr const char* kCanary = "canary-51";
    for (const std::string& text :
         {std::string(), std::string("canary-51"), std::string("[canary-51]"),
          std::string("kind: ConfigMap\ndata: {backup.json: canary-51}"),
          std::string("kind: ConfigMap\ndata: {backup.json: '{\"kind\": \"canary-51\"}'}"),
          std::string("kind: KeyBackup\nencrypted: canary-51!"),
          std::string("kind: Secret\ndata: {tls.key: canary-51!}"),
          std::string("items: [{items: [{items: canary-51}]}]"), std::string("items: []")}) {
        const auto read = read_backup(text, &recovery_.private_key);
        ASSERT_FALSE(read) << text;
        EXPECT_THAT(read.error().message, Not(HasSubstr(kCanary))) << text;
    }
}

}  // namespace
}  // namespace sealer::keys
