// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/ownership.h"

#include <string>

#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "controller/unseal/secret_view.h"

namespace sealer::unseal {
namespace {

using manifest::Secret;
using manifest::Value;

Value json(const char* text) {
    return *manifest::parse_json(text);
}

Secret secret(const char* text) {
    return std::move(manifest::parse_secrets_json(text)->front());
}

std::string items_of(const Secret& secret) {
    std::string all;
    for (const manifest::SecretItem& item : secret.items) {
        all += item.key + "=" + std::string(item.value.expose()) + ";";
    }
    return all;
}

const char* const kSealed = R"({"metadata":{"name":"db","namespace":"web","uid":"s1"}})";

TEST(Claim, FollowsOwnerAndAnnotations) {
    struct Case {
        const char* metadata;
        Claim claim;
    };
    const Case cases[] = {
        {R"({})", Claim::kForeign},
        {R"({"annotations":{"sealedsecrets.bitnami.com/managed":"true"}})", Claim::kReplace},
        {R"({"annotations":{"sealedsecrets.bitnami.com/managed":"TRUE"}})", Claim::kForeign},
        {R"({"annotations":{"sealedsecrets.bitnami.com/patch":"true"}})", Claim::kPatch},
        {R"({"annotations":{"sealedsecrets.bitnami.com/patch":"true","sealedsecrets.bitnami.com/managed":"true"}})",
         Claim::kPatch},
        {R"({"ownerReferences":[{"apiVersion":"bitnami.com/v1alpha1","kind":"SealedSecret","name":"db","uid":"s1",)"
         R"("controller":true}]})",
         Claim::kReplace},
        // Left behind by a SealedSecret that was deleted and made anew.
        {R"({"ownerReferences":[{"apiVersion":"bitnami.com/v1alpha1","kind":"SealedSecret","name":"db","uid":"old",)"
         R"("controller":true}]})",
         Claim::kReplace},
        {R"({"ownerReferences":[{"apiVersion":"bitnami.com/v1alpha1","kind":"SealedSecret","name":"x","uid":"s2",)"
         R"("controller":true}]})",
         Claim::kForeign},
        {R"({"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"db","uid":"s1","controller":true}]})",
         Claim::kForeign},
        {R"({"ownerReferences":[{"apiVersion":"bitnami.com/v1alpha1","kind":"SealedSecret","name":"db","uid":"s1"}]})",
         Claim::kForeign},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.metadata);
        Value existing;
        existing["metadata"] = json(c.metadata);
        EXPECT_EQ(claim_on(existing, json(kSealed)), c.claim);
    }
}

TEST(Claim, UnownedSecretIsOursOnlyIfItSaysSoOrWasWrittenBefore) {
    Value sealed = json(kSealed);
    EXPECT_EQ(claim_on(json(R"({"metadata":{"annotations":{
                  "sealedsecrets.bitnami.com/skip-set-owner-references":"true"}}})"),
                       sealed),
              Claim::kReplace);
    sealed["spec"]["template"]["metadata"]["annotations"]
          ["sealedsecrets.bitnami.com/skip-set-owner-references"] = "true";
    EXPECT_EQ(claim_on(json("{}"), sealed), Claim::kForeign);
    sealed["status"]["unsealed"]["proof"] = "x";
    EXPECT_EQ(claim_on(json("{}"), sealed), Claim::kReplace);
}

const char* const kExisting =
    R"({"metadata":{"name":"db","resourceVersion":"5","labels":{"a":"1","keep":"1"},
    "annotations":{"note":"1"}},"type":"Opaque","data":{"old":"MQ==","both":"MQ=="}})";
const char* const kUnsealed = R"({"metadata":{"name":"db","labels":{"a":"2"},
    "ownerReferences":[{"kind":"SealedSecret","name":"db","uid":"s1","controller":true}]},
    "data":{"both":"Mg==","new":"Mg=="}})";

TEST(Merge, ReplaceTakesDataAndMetadataWhole) {
    const Secret merged = merge_secret(secret(kExisting), secret(kUnsealed), Claim::kReplace);
    EXPECT_EQ(items_of(merged), "both=2;new=2;");
    EXPECT_EQ(
        manifest::canonical_json(*merged.object.get("metadata")),
        R"({"labels":{"a":"2"},"name":"db","ownerReferences":[{"controller":true,"kind":"SealedSecret",)"
        R"("name":"db","uid":"s1"}],"resourceVersion":"5"})");
    EXPECT_EQ(merged.object.text("type"), "Opaque");
}

TEST(Merge, PatchRemovesNothingAndClaimsNoOwnership) {
    const Secret merged = merge_secret(secret(kExisting), secret(kUnsealed), Claim::kPatch);
    EXPECT_EQ(items_of(merged), "both=2;new=2;old=1;");
    EXPECT_EQ(
        manifest::canonical_json(*merged.object.get("metadata")),
        R"({"annotations":{"note":"1"},"labels":{"a":"2","keep":"1"},"name":"db","resourceVersion":"5"})");
}

TEST(Merge, TwiceIsOnce) {
    for (const Claim claim : {Claim::kReplace, Claim::kPatch}) {
        const Secret once = merge_secret(secret(kExisting), secret(kUnsealed), claim);
        EXPECT_TRUE(same_secret(once, merge_secret(once, secret(kUnsealed), claim)));
        EXPECT_FALSE(same_secret(once, secret(kExisting)));
    }
}

TEST(View, HoldsNoData) {
    const Value view = *view_secret(kExisting, "key");
    EXPECT_EQ(view.get("data"), nullptr);
    EXPECT_EQ(manifest::write_json(view).find("MQ=="), std::string::npos);
    EXPECT_EQ(view.text("metadata", "resourceVersion"), "5");
}

TEST(View, MacSeesContentAndTypeUnderTheKey) {
    const auto mac = [](const char* text, const char* key) {
        return std::string(view_secret(text, key)->text("mac"));
    };
    const std::string base = mac(R"({"type":"Opaque","data":{"a":"MQ=="}})", "key");
    EXPECT_EQ(base, mac(R"({"metadata":{"labels":{"x":"y"}},"type":"Opaque","data":{"a":"MQ=="}})",
                        "key"));
    EXPECT_NE(base, mac(R"({"type":"Opaque","data":{"a":"MQ=="}})", "other"));
    EXPECT_NE(base, mac(R"({"type":"x/y","data":{"a":"MQ=="}})", "key"));
    EXPECT_NE(base, mac(R"({"type":"Opaque","data":{"a":"Mg=="}})", "key"));
    EXPECT_NE(base, mac(R"({"type":"Opaque","data":{"b":"MQ=="}})", "key"));
}

TEST(View, MetadataInPlaceAllowsOthersAdditions) {
    Value sealed = json(kSealed);
    sealed["spec"]["template"]["metadata"]["labels"]["a"] = "2";
    Value view = json(R"({"metadata":{"labels":{"a":"2","more":"x"},"ownerReferences":
        [{"kind":"SealedSecret","name":"db","uid":"s1","controller":true}]}})");
    EXPECT_TRUE(metadata_in_place(view, sealed));
    view["metadata"]["labels"]["a"] = "3";
    EXPECT_FALSE(metadata_in_place(view, sealed));
    view["metadata"]["labels"]["a"] = "2";
    view["metadata"]["ownerReferences"].as_array()[0]["uid"] = "other";
    EXPECT_FALSE(metadata_in_place(view, sealed));
}

}  // namespace
}  // namespace sealer::unseal
