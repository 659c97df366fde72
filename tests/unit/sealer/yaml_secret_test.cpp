// SPDX-License-Identifier: Apache-2.0
#include "sealer/yaml_secret.h"

#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "common/manifest/yaml.h"

namespace sealer::cli {
namespace {

Result<manifest::Secret> read(const std::string& yaml, std::vector<std::string>& warnings) {
    return secret_from_yaml(manifest::parse_yaml_document(yaml).value(), warnings);
}

Result<manifest::Secret> read(const std::string& yaml) {
    std::vector<std::string> warnings;
    return read(yaml, warnings);
}

// As observed with kubeseal, which prints anew what YAML does not take for text.
TEST(YamlSecret, TextIsWhatYamlMakesOfIt) {
    const std::pair<const char*, const char*> cases[] = {
        {"text", "text"},
        {"'yes'", "yes"},
        {"yes", "true"},
        {"on", "true"},
        {"True", "true"},
        {"no", "false"},
        {"0777", "511"},
        {"0o17", "15"},
        {"0x1F", "31"},
        {"0b11", "3"},
        {"1_000", "1000"},
        {"1e3", "1000"},
        {"1.0", "1"},
        {"1.50", "1.5"},
        {"123456789.123456789", "1.2345679e+08"},
        {"0.00001", "1e-05"},
        {"0.0", "0"},
        {"-1.5", "-1.5"},
        {"~", ""},
        {"null", ""},
        {"", ""},
        {"2001-01-01", "2001-01-01"},
        {"12:30:45", "12:30:45"},
        {"-5", "-5"},
        {"18446744073709551615", "18446744073709551615"},
        {"!!binary aGk=", "hi"},
    };
    for (const auto& [yaml, text] : cases) {
        SCOPED_TRACE(yaml);
        const auto secret = read("stringData: {a: " + std::string(yaml) + "}");
        ASSERT_TRUE(secret) << secret.error().message;
        EXPECT_EQ(secret->find("a")->value.expose(), text);
        const auto named = read("metadata: {name: " + std::string(yaml) + "}");
        ASSERT_TRUE(named);
        EXPECT_EQ(named->object.text("metadata", "name"), text);
    }
}

TEST(YamlSecret, WarnsOfTextThatIsNotQuoted) {
    std::vector<std::string> warnings;
    ASSERT_TRUE(read("stringData: {a: yes, b: 0777, c: 'yes', d: text, e: null}", warnings));
    EXPECT_EQ(warnings,
              (std::vector<std::string>{
                  "stringData.a is not quoted: it is sealed as YAML prints the boolean, which may "
                  "differ from how it is written",
                  "stringData.b is not quoted: it is sealed as YAML prints the number, which may "
                  "differ from how it is written"}));
}

TEST(YamlSecret, TakesWhatASecretHas) {
    const auto secret = read(R"(
apiVersion: v1
kind: Secret
type: example.org/t
immutable: true
unknown: x
metadata:
  name: db
  namespace: shop
  creationTimestamp: null
  managedFields: [{manager: m}]
  labels: {l: 1}
  annotations: {a: yes}
  finalizers: [f]
data: {a: MQ==, b: Mg==, empty: , gone: null}
stringData: {b: over}
)");
    ASSERT_TRUE(secret) << secret.error().message;
    EXPECT_EQ(manifest::canonical_json(secret->object),
              R"({"apiVersion":"v1","immutable":true,"kind":"Secret","metadata":{)"
              R"("annotations":{"a":"true"},"finalizers":["f"],"labels":{"l":"1"},"name":"db",)"
              R"("namespace":"shop"},"type":"example.org/t"})");
    ASSERT_EQ(secret->items.size(), 4U);
    EXPECT_EQ(secret->find("a")->value.expose(), "1");
    EXPECT_EQ(secret->find("b")->value.expose(), "over");
    EXPECT_EQ(secret->find("empty")->value.expose(), "");
    EXPECT_EQ(secret->find("gone")->value.expose(), "");
}

TEST(YamlSecret, ErrorsNameTheFieldAndQuoteNothing) {
    const std::pair<const char*, const char*> cases[] = {
        {"canary", "not a secret, nor any other object"},
        {"[canary]", "not a secret, nor any other object"},
        {"data: canary", "data must be a map"},
        {"data: {a: 815}", "data.a must be base64 text"},
        {"data: {a: canary!}", "data.a: illegal base64 data at input byte 6"},
        {"stringData: [canary]", "stringData must be a map"},
        {"stringData: {a: [canary]}", "stringData.a must be text"},
        {"stringData: {a: {b: canary}}", "stringData.a must be text"},
        {"immutable: canary", "immutable must be true or false"},
        {"metadata: {name: [canary]}", "metadata.name must be text"},
        {"metadata: {labels: canary}", "metadata.labels must be a map of texts"},
        {"metadata: {labels: {a: [canary]}}", "metadata.labels.a must be text"},
    };
    for (const auto& [yaml, message] : cases) {
        SCOPED_TRACE(yaml);
        const auto secret = read(yaml);
        ASSERT_FALSE(secret);
        EXPECT_EQ(secret.error().message, message);
    }
}

}  // namespace
}  // namespace sealer::cli
