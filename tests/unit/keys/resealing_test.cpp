// SPDX-License-Identifier: Apache-2.0
#include "keys/resealing.h"

#include <gtest/gtest.h>

#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/manifest/object.h"
#include "keys/rotate.h"
#include "keys/sealed_secret.h"
#include "keys/sealed_text.h"
#include "test_keys.h"

namespace sealer::keys {
namespace {

using manifest::Value;

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
        text.replace(at, what.size(), with);
    }
    return text;
}

class Reseal : public testing::Test {
  protected:
    [[nodiscard]] std::string seal(const SealingKey& key, std::string_view label) const {
        return crypto::base64_encode(
            crypto::seal(key.certificate.public_key, label, "value").value());
    }
    [[nodiscard]] Result<ResealedText> reseal(const std::string& text,
                                              std::string_view default_namespace = "shop") const {
        const auto one = [&](const Value& sealed) {
            return keys::reseal(sealed, ring_, new_.certificate.public_key);
        };
        return reseal_text(text, new_.fingerprint(), default_namespace, one);
    }
    // Whether all of the text's SealedSecrets open with the new key alone.
    [[nodiscard]] bool is_renewed(const std::string& text) const {
        const KeyRing newest({new_}, KeyOrder::kCertNotBefore);
        const std::vector<SealedDocument> documents = sealed_documents(text).value();
        for (const SealedDocument& document : documents) {
            Value sealed = document.object;
            sealed["metadata"]["namespace"] = "shop";
            if (!opens(sealed, newest, true)) {
                return false;
            }
        }
        return true;
    }
    // `values`: what stands below spec.
    [[nodiscard]] static std::string file(const std::string& name, const std::string& fingerprint,
                                          const std::string& values) {
        return "# " + name + "\r\nkind: SealedSecret\r\nmetadata:\r\n  name: " + name +
               (fingerprint.empty()
                    ? ""
                    : "\r\n  annotations: {sealer.dev/sealed-with: \"" + fingerprint + "\"}") +
               "\r\nspec:\r\n    " + values + "  # end\r\n";
    }

    const SealingKey old_ = make_test_key("old", day(1));
    const SealingKey new_ = make_test_key("new", day(2));
    const KeyRing ring_{{old_, new_}, KeyOrder::kCertNotBefore};
};

TEST_F(Reseal, ChangesNothingButCiphertextAndFingerprint) {
    const std::string value = seal(old_, "shop/db");
    struct Case {
        std::string what;
        std::string text;
    };
    const std::vector<Case> cases{
        {"by fingerprint", file("db", old_.fingerprint(), "encryptedData: {a: '" + value + "'}")},
        {"several keys", file("db", old_.fingerprint() + "," + new_.fingerprint(),
                              "encryptedData: {a: \"" + value + "\"}")},
        {"the deprecated form", file("db", old_.fingerprint(), "data: " + value)},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.what);
        const auto result = reseal(c.text);
        ASSERT_TRUE(result) << result.error().message;
        EXPECT_TRUE(result->failures.empty());
        EXPECT_EQ(result->resealed, std::vector<std::string>{"db"});
        EXPECT_TRUE(is_renewed(result->text));
        const Value after = sealed_documents(result->text).value().at(0).object;
        std::string renewed(after.text("spec", "data"));
        if (renewed.empty()) {
            renewed = after.text("spec", "encryptedData", "a");
        }
        const std::string before =
            replaced(c.text, old_.fingerprint() + "," + new_.fingerprint(), old_.fingerprint());
        EXPECT_EQ(replaced(replaced(result->text, renewed, value), new_.fingerprint(),
                           old_.fingerprint()),
                  before);
    }
}

TEST_F(Reseal, WhatItHasDoneNeedsNothingMore) {
    for (const std::string& fingerprint : {old_.fingerprint(), std::string()}) {
        for (const std::string form : {"data: ", "encryptedData:\r\n      a: "}) {
            SCOPED_TRACE(fingerprint + form);
            const auto once = reseal(file("db", fingerprint, form + seal(old_, "shop/db")));
            ASSERT_TRUE(once) << once.error().message;
            const auto again = reseal(once->text);
            ASSERT_TRUE(again) << again.error().message;
            EXPECT_EQ(again->text, "");
            EXPECT_EQ(again->up_to_date, 1);
        }
    }
}

TEST_F(Reseal, WhatIsOnTheNewestKeyStaysAsItIs) {
    const std::string value = seal(new_, "shop/db");
    for (const std::string& text :
         {file("db", "", "encryptedData: {a: " + value + "}"), file("db", "", "data: " + value),
          file("db", new_.fingerprint(), "encryptedData: {a: damaged}"),
          std::string("kind: ConfigMap\n"), std::string()}) {
        const auto result = reseal(text);
        ASSERT_TRUE(result) << result.error().message;
        EXPECT_EQ(result->text, "");
        EXPECT_TRUE(result->failures.empty());
    }
}

TEST_F(Reseal, WhatDoesNotOpenIsReportedAndTheOthersAreDone) {
    const std::string good =
        file("db", old_.fingerprint(), "encryptedData: {a: " + seal(old_, "shop/db") + "}");
    const std::vector<std::pair<std::string, std::string>> cases{
        {"encryptedData: {a: " + seal(old_, "shop/other") + "}",
         "SealedSecret \"bad\": no key could decrypt secret (a)"},
        {"data: " + seal(old_, "shop/other"),
         "SealedSecret \"bad\": no key could decrypt secret (data)"},
        {"encryptedData: {a: [1]}", "SealedSecret \"bad\": spec.encryptedData.a is not text"},
        {"data: 5", "SealedSecret \"bad\": spec.data is not text"},
    };
    for (const auto& [values, message] : cases) {
        SCOPED_TRACE(message);
        const std::string bad = file("bad", "", values);
        const auto result = reseal(bad + "---\r\n" + good);
        ASSERT_TRUE(result) << result.error().message;
        ASSERT_EQ(result->failures.size(), 1U);
        EXPECT_EQ(result->failures[0].message, message);
        EXPECT_EQ(result->resealed, std::vector<std::string>{"db"});
        EXPECT_TRUE(result->text.starts_with(bad + "---\r\n"));
    }
    const auto homeless = reseal(good, "");
    ASSERT_EQ(homeless->failures.size(), 1U);
    EXPECT_EQ(homeless->failures[0].message, "SealedSecret \"db\": it has no metadata.namespace");
    EXPECT_FALSE(reseal("kind: {"));
}

// The original's controller answers in the form that replaced spec.data.
TEST(ReplaceCiphertext, ConvertsTheDeprecatedFormWhereTheAnswerDoes) {
    const std::string text =
        "kind: SealedSecret\nmetadata: # who\n  name: db\nspec:\n  data: AgB=\nstatus: {}\n";
    const SealedDocument document = sealed_documents(text).value().at(0);
    const Value answer = sealed_documents(R"(
kind: SealedSecret
metadata: {name: db, creationTimestamp: null}
spec:
  encryptedData: {password: AgC=, user: AgD=}
  template:
    type: example.com/db
    metadata: {name: db, creationTimestamp: null, labels: {a: b}}
)")
                             .value()
                             .at(0)
                             .object;
    const auto edits = replace_ciphertext(document, answer);
    ASSERT_TRUE(edits) << edits.error().message;
    const auto edited = manifest::edit_yaml(text, *edits);
    ASSERT_TRUE(edited) << edited.error().message;
    EXPECT_TRUE(edited->starts_with("kind: SealedSecret\nmetadata: # who\n  name: db\nspec:\n"));
    EXPECT_TRUE(edited->ends_with("status: {}\n"));
    Value spec = *answer.get("spec");
    spec["template"]["metadata"].as_object().erase("creationTimestamp");
    EXPECT_EQ(*sealed_documents(*edited).value().at(0).object.get("spec"), spec) << *edited;
}

TEST(ReplaceCiphertext, RefusesAnAnswerThatDoesNotFit) {
    const auto document = [](const std::string& spec) {
        return sealed_documents("{kind: SealedSecret, metadata: {name: db}, spec: " + spec + "}")
            .value()
            .at(0);
    };
    const std::vector<std::tuple<std::string, std::string, std::string>> cases{
        {"{encryptedData: {a: AgB=, b: AgB=}}", "{encryptedData: {a: AgC=}}",
         "the answer lacks the value of b"},
        {"{data: AgB=}", "{}", "the answer lacks the values of spec.data"},
        {"{data: AgB=}", "{encryptedData: {a: AgC=}, template: {metadata: {finalizers: [x]}}}",
         "the answer has a list in its template, at finalizers"},
    };
    for (const auto& [before, answer, message] : cases) {
        const auto edits = replace_ciphertext(document(before), document(answer).object);
        ASSERT_FALSE(edits) << before;
        EXPECT_EQ(edits.error().message, message);
    }
}

}  // namespace
}  // namespace sealer::keys
