// SPDX-License-Identifier: Apache-2.0
#include "keys/sealed_secret.h"

#include <gtest/gtest.h>

#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "test_keys.h"

namespace sealer::keys {
namespace {

using crypto::Scope;
using manifest::Value;

const KeyRing& ring() {
    static const KeyRing ring({make_test_key("newest", day(2)), make_test_key("older", day(1))},
                              KeyOrder::kCertNotBefore);
    return ring;
}

const crypto::PublicKey& newest() {
    return ring().newest()->certificate.public_key;
}

Value json(std::string_view text) {
    return manifest::parse_json(text).value();
}

manifest::Secret make_secret(std::string_view object) {
    manifest::Secret secret;
    secret.object = json(object);
    secret.items.push_back({.key = "a", .value = crypto::SecretBytes(std::string_view("1"))});
    secret.items.push_back({.key = "b", .value = crypto::SecretBytes()});
    return secret;
}

constexpr std::string_view kPlain =
    R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"db","namespace":"shop"}})";

TEST(Scope, ComesFromAnnotationsThatAreExactlyTrue) {
    const auto scope_with = [](std::string_view annotations) {
        return scope_of(json(R"({"metadata":{"annotations":)" + std::string(annotations) + "}}"));
    };
    constexpr std::string_view kNamespace = R"("sealedsecrets.bitnami.com/namespace-wide":)";
    constexpr std::string_view kCluster = R"("sealedsecrets.bitnami.com/cluster-wide":)";
    const auto object = [](std::string_view a, std::string_view b) {
        return "{" + std::string(a) + std::string(b) + "}";
    };
    EXPECT_EQ(scope_with("null"), Scope::kStrict);
    EXPECT_EQ(scope_with(object(kNamespace, R"("true")")), Scope::kNamespaceWide);
    EXPECT_EQ(scope_with(object(kNamespace, R"("TRUE")")), Scope::kStrict);
    EXPECT_EQ(scope_with(object(kNamespace, "true")), Scope::kStrict);
    EXPECT_EQ(scope_with(object(kCluster, R"("true")")), Scope::kClusterWide);
    EXPECT_EQ(scope_with("{" + std::string(kNamespace) + R"("true",)" + std::string(kCluster) +
                         R"("true"})"),
              Scope::kClusterWide);
}

TEST(Scope, SettingOneRemovesTheOthers) {
    Value object = json(kPlain);
    for (const Scope scope : {Scope::kClusterWide, Scope::kNamespaceWide, Scope::kStrict}) {
        set_scope(object, scope);
        EXPECT_EQ(scope_of(object), scope);
        EXPECT_EQ(elements(object.get("metadata", "annotations")).size(), 0U);
    }
    EXPECT_EQ(object, json(kPlain));
}

TEST(SealSecret, OpensAgainInEveryScope) {
    for (const Scope scope : {Scope::kStrict, Scope::kNamespaceWide, Scope::kClusterWide}) {
        SCOPED_TRACE(crypto::to_string(scope));
        manifest::Secret secret = make_secret(kPlain);
        set_scope(secret.object, scope);
        const auto sealed = seal_secret(secret, newest());
        ASSERT_TRUE(sealed);
        EXPECT_EQ(scope_of(*sealed), scope);
        const auto unsealed = unseal_secret(*sealed, ring(), false);
        ASSERT_TRUE(unsealed) << unsealed.error().message;
        ASSERT_EQ(unsealed->secret.items.size(), 2U);
        EXPECT_EQ(unsealed->secret.find("a")->value.expose(), "1");
        EXPECT_EQ(unsealed->secret.find("b")->value.expose(), "");
        EXPECT_EQ(unsealed->fingerprints, std::vector{newest().fingerprint()});

        // Moved to another name or namespace, it opens only as far as its scope goes.
        Value renamed = *sealed;
        renamed["metadata"]["name"] = "other";
        EXPECT_EQ(unseal_secret(renamed, ring(), false).has_value(), scope != Scope::kStrict);
        Value moved = *sealed;
        moved["metadata"]["namespace"] = "other";
        EXPECT_EQ(unseal_secret(moved, ring(), false).has_value(), scope == Scope::kClusterWide);
    }
}

TEST(SealSecret, HasTheShapeOfTheOriginal) {
    const auto sealed = seal_secret(make_secret(R"({
        "apiVersion": "v1", "kind": "Secret", "type": "example.org/t", "immutable": false,
        "metadata": {
            "name": "db", "namespace": "shop", "uid": "u", "resourceVersion": "7",
            "creationTimestamp": null, "generateName": "", "selfLink": "x", "generation": 2,
            "labels": {"z": "1", "a": "2"}, "finalizers": ["f"],
            "annotations": {"k": "v", "kubectl.kubernetes.io/last-applied-configuration": "{}"},
            "ownerReferences": [{"name": "o"}]}})"),
                                    newest());
    ASSERT_TRUE(sealed);
    Value without_ciphertext = *sealed;
    for (manifest::Member& item : without_ciphertext.get("spec", "encryptedData")->as_object()) {
        item.value = "AA";
    }
    EXPECT_EQ(manifest::write_json(without_ciphertext),
              R"({"kind":"SealedSecret","apiVersion":"bitnami.com/v1alpha1","metadata":{)"
              R"("name":"db","namespace":"shop","annotations":{"sealer.dev/sealed-with":")" +
                  newest().fingerprint() +
                  R"("}},"spec":{"template":{"metadata":{"name":"db","namespace":"shop",)"
                  R"("labels":{"a":"2","z":"1"},"annotations":{"k":"v"},"finalizers":["f"]},)"
                  R"("type":"example.org/t","immutable":false},)"
                  R"("encryptedData":{"a":"AA","b":"AA"}}})");
}

TEST(SealSecret, NeedsANamespaceUnlessClusterWide) {
    manifest::Secret secret = make_secret(R"({"metadata":{"name":"x"}})");
    const auto refused = seal_secret(secret, newest());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "secret must declare a namespace");
    set_scope(secret.object, Scope::kClusterWide);
    const auto sealed = seal_secret(secret, newest());
    ASSERT_TRUE(sealed);
    EXPECT_EQ(sealed->get("metadata", "namespace"), nullptr);
}

TEST(UnsealSecret, TakesOverTemplateAndOwnership) {
    Value sealed = seal_secret(make_secret(kPlain), newest()).value();
    sealed["metadata"]["uid"] = "uid-1";
    sealed["spec"]["template"] = json(R"({
        "type": "example.org/t", "immutable": true,
        "metadata": {"name": "ignored", "namespace": "ignored", "uid": "x", "resourceVersion": "1",
                     "labels": {"l": "1"}, "annotations": {"a": "2"}, "finalizers": ["f"],
                     "ownerReferences": [{"name": "mine"}]}})");
    const auto unsealed = unseal_secret(sealed, ring(), false);
    ASSERT_TRUE(unsealed);
    EXPECT_EQ(unsealed->secret.object, json(R"({
        "apiVersion": "v1", "kind": "Secret", "type": "example.org/t", "immutable": true,
        "metadata": {"name": "db", "namespace": "shop", "labels": {"l": "1"},
                     "annotations": {"a": "2"}, "finalizers": ["f"],
                     "ownerReferences": [{"apiVersion": "bitnami.com/v1alpha1",
                         "kind": "SealedSecret", "name": "db", "uid": "uid-1",
                         "controller": true}]}})"));

    sealed["spec"]["template"]["metadata"]["annotations"]
          ["sealedsecrets.bitnami.com/skip-set-owner-references"] = "true";
    EXPECT_EQ(
        *unseal_secret(sealed, ring(), false)->secret.object.get("metadata", "ownerReferences"),
        json(R"([{"name": "mine"}])"));
}

TEST(UnsealSecret, SearchesOnceForTheKeyOfAllItems) {
    auto sealed = seal_secret(make_secret(kPlain), ring().keys()[1].certificate.public_key);
    ASSERT_TRUE(sealed);
    (*sealed)["metadata"].as_object().erase("annotations");
    const auto before = crypto::rsa_private_operations();
    EXPECT_TRUE(unseal_secret(*sealed, ring(), false));
    EXPECT_EQ(crypto::rsa_private_operations() - before, 3U);
}

TEST(UnsealSecret, GroupsEqualErrorsAndHandsOutNothing) {
    Value sealed = seal_secret(make_secret(kPlain), newest()).value();
    Value& items = sealed["spec"]["encryptedData"];
    items["z"] = "!";
    items["c"] = 5;
    items["d"] = "AAAA";
    const auto refused = unseal_secret(sealed, ring(), false);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message,
              "illegal base64 data at input byte 0 (z)\nno key could decrypt secret (c, d)");
}

TEST(UnsealSecret, ReadsEncryptedDataAsLiberallyAsTheOriginal) {
    for (const char* items : {"null", "[]", "{}", "5"}) {
        Value sealed = seal_secret(make_secret(kPlain), newest()).value();
        sealed["spec"]["encryptedData"] = json(items);
        const auto unsealed = unseal_secret(sealed, ring(), false);
        ASSERT_TRUE(unsealed) << items;
        EXPECT_TRUE(unsealed->secret.items.empty());
    }
}

// What is in the Secret of two items, a and b, with that spec.template.data.
Result<Value> rendered(std::string_view data) {
    manifest::Secret secret = make_secret(kPlain);
    secret.items[1].value = crypto::SecretBytes(std::string_view("two"));
    Value sealed = seal_secret(secret, newest()).value();
    sealed["spec"]["template"]["data"] = json(data);
    TRY_ASSIGN(const Unsealed unsealed, unseal_secret(sealed, ring(), false));
    Value items{manifest::Object()};
    for (const manifest::SecretItem& item : unsealed.secret.items) {
        items[item.key] = item.value.expose();
    }
    return items;
}

TEST(TemplateData, IsRenderedAsTheNewestOriginalDoes) {
    struct Case {
        const char* data;
        const char* items;
    };
    for (const Case& c : {
             Case{R"({"t": "{{ .a }}-{{ .b | upper }}"})", R"({"a":"1","b":"two","t":"1-TWO"})"},
             Case{R"({"t": "just text"})", R"({"a":"1","b":"two","t":"just text"})"},
             // Plain neighbours are seen as they are written.
             Case{R"({"t": "{{ .u }}", "u": "{{ .a }}"})",
                  R"({"a":"1","b":"two","t":"{{ .a }}","u":"1"})"},
             // An item wins over a template of its name, in the Secret and in what templates see.
             Case{R"({"a": "{{ .b }}", "t": "{{ .a }}"})", R"({"a":"1","b":"two","t":"1"})"},
             Case{R"({"a": null, "t": "<{{ .a }}>"})", R"({"b":"two","t":"<1>"})"},
             Case{R"({"other": null})", R"({"a":"1","b":"two"})"},
             Case{R"({"t": ""})", R"({"a":"1","b":"two","t":""})"},
             Case{"null", R"({"a":"1","b":"two"})"},
         }) {
        SCOPED_TRACE(c.data);
        const auto items = rendered(c.data);
        ASSERT_TRUE(items) << items.error().message;
        EXPECT_EQ(*items, json(c.items));
    }
}

TEST(TemplateData, ErrorsNameTheItem) {
    const auto refused = rendered(R"({"t": "{{ .a ", "u": "{{ fail \"boom\" }}", "v": 5})");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message,
              "a value of spec.template.data is neither text nor null (v)\n"
              "template: t:1: unclosed action (t)\n"
              "template: u:1:3: executing \"u\" at <fail \"boom\">: error calling fail: boom (u)");
}

TEST(TemplateData, AllTemplatesTogetherMayTakeNoMoreThanOne) {
    std::string data = "{";
    for (int i = 0; i < 20; ++i) {
        data += (i == 0 ? "\"t" : ",\"t") + std::to_string(i) +
                R"(": "{{ range until 90000 }}{{ end }}")";
    }
    const auto refused = rendered(data + "}");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message.find("(t0,"), std::string::npos) << refused.error().message;
    EXPECT_NE(refused.error().message.find("the template makes more than"), std::string::npos);
}

TEST(TemplateData, ErrorsNeverQuoteItems) {
    const auto refused = rendered(R"({"t": "{{ fail .b }}", "u": "{{ index (list 1) .b }}"})");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message.find("two"), std::string::npos) << refused.error().message;
}

TEST(UnsealSecret, AcceptsTheFirstVersionsFormOnlyWhereAsked) {
    constexpr std::string_view kInner =
        R"({"kind":"Secret","apiVersion":"v1","metadata":{"name":"x","labels":{"l":"1"}},)"
        R"("data":{"a":"MQ=="},"type":"Opaque"})";
    Value sealed = json(R"({"metadata":{"name":"db","namespace":"shop","uid":"u"},"spec":{}})");
    sealed["spec"]["data"] =
        crypto::base64_encode(crypto::seal(newest(), "shop/db", kInner).value());
    const auto refused = unseal_secret(sealed, ring(), false);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message,
              "using deprecated 'data' field, use 'encryptedData' or flip the feature flag");

    const auto unsealed = unseal_secret(sealed, ring(), true);
    ASSERT_TRUE(unsealed) << unsealed.error().message;
    EXPECT_EQ(unsealed->secret.find("a")->value.expose(), "1");
    EXPECT_EQ(manifest::name_of(unsealed->secret.object), "db");
    EXPECT_EQ(manifest::namespace_of(unsealed->secret.object), "shop");
    EXPECT_EQ(manifest::label(unsealed->secret.object, "l"), "1");
    EXPECT_EQ(unsealed->secret.object.text("type"), "Opaque");

    sealed["spec"]["encryptedData"]["a"] = "AA==";
    EXPECT_EQ(unseal_secret(sealed, ring(), true).error().message,
              "cannot use the field 'encryptedData' and the deprecated field 'data' at the same "
              "time");
}

// What a value holds must not come out through the words of an error.
TEST(UnsealSecret, ErrorsNeverQuotePlaintext) {
    constexpr std::string_view kCanary = "canary-7f3a";
    for (const std::string& inner : {std::string(kCanary), "{\"" + std::string(kCanary) + "\":",
                                     R"({"data":{")" + std::string(kCanary) + R"(":"%"}})",
                                     R"({"data":{"a":")" + std::string(kCanary) + R"(%"}})",
                                     R"({"kind":")" + std::string(kCanary) + R"(","data":5})"}) {
        SCOPED_TRACE(inner);
        Value sealed = json(R"({"metadata":{"name":"db","namespace":"shop"},"spec":{}})");
        sealed["spec"]["data"] =
            crypto::base64_encode(crypto::seal(newest(), "shop/db", inner).value());
        const auto refused = unseal_secret(sealed, ring(), true);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().message.find(kCanary), std::string::npos);
    }
}

TEST(SealedDigest, DependsOnAllThatTheSecretDoes) {
    const Value sealed = seal_secret(make_secret(kPlain), newest()).value();
    const std::string digest = sealed_digest(sealed);
    EXPECT_EQ(digest.size(), 64U);
    Value other = sealed;
    other["status"] = json(R"({"observedGeneration": 1})");
    other["metadata"]["labels"] = json(R"({"a": "b"})");
    other["metadata"]["resourceVersion"] = "8";
    EXPECT_EQ(sealed_digest(other), digest);

    const auto changed = [&](auto&& change) {
        Value copy = sealed;
        change(copy);
        return sealed_digest(copy) != digest;
    };
    EXPECT_TRUE(changed([](Value& v) { v["metadata"]["name"] = "x"; }));
    EXPECT_TRUE(changed([](Value& v) { v["metadata"]["namespace"] = "x"; }));
    EXPECT_TRUE(changed([](Value& v) { set_scope(v, Scope::kClusterWide); }));
    EXPECT_TRUE(changed([](Value& v) { v["spec"]["template"]["type"] = "x"; }));
    EXPECT_TRUE(changed([](Value& v) { v["spec"]["encryptedData"]["a"] = "x"; }));
}

}  // namespace
}  // namespace sealer::keys
