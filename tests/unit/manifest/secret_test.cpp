// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/secret.h"

#include <gtest/gtest.h>

#include "common/manifest/json.h"

namespace sealer::manifest {
namespace {

constexpr std::string_view kSecret = R"({
  "apiVersion": "v1", "kind": "Secret", "type": "Opaque", "immutable": true,
  "metadata": {"name": "db", "namespace": "shop", "managedFields": [{"manager": "x"}],
    "annotations": {"a": "b", "kubectl.kubernetes.io/last-applied-configuration": "{\"data\":{\"p\":\"aGlkZGVu\"}}"}},
  "stringData": {"both": "from stringData", "plain": "pl\u00e4in", "empty": null},
  "data": {"both": "ZnJvbSBkYXRh", "user": "YWRt\naW4=", "none": null, "bytes": "AP8="},
  "status": {"ignored": true}
})";

std::vector<std::pair<std::string, std::string>> contents(const Secret& secret) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const SecretItem& item : secret.items) {
        out.emplace_back(item.key, item.value.expose());
    }
    return out;
}

TEST(ParseSecret, SplitsObjectAndItems) {
    const auto secret = parse_secret_json(kSecret);
    ASSERT_TRUE(secret.has_value()) << secret.error().message;
    EXPECT_EQ(secret->object,
              parse_json(R"({"apiVersion":"v1","kind":"Secret","type":"Opaque","immutable":true,
        "metadata":{"name":"db","namespace":"shop","annotations":{"a":"b"}}})")
                  .value());
    const std::vector<std::pair<std::string, std::string>> expected = {
        {"both", "from stringData"},
        {"bytes", std::string("\0\xFF", 2)},
        {"empty", ""},
        {"none", ""},
        {"plain", "pläin"},
        {"user", "admin"}};
    EXPECT_EQ(contents(*secret), expected);
    EXPECT_EQ(secret->find("user")->value.expose(), "admin");
    EXPECT_EQ(secret->find("nobody"), nullptr);
}

struct RefusedSecret {
    std::string_view json;
    std::string_view message;
};

TEST(ParseSecret, NamesTheWrongKeyAndNoValue) {
    const RefusedSecret cases[] = {
        {R"([])", "not a Kubernetes object: expected a JSON object"},
        {R"({"apiVersion":"v1","kind":"ConfigMap"})",
         "not a Secret: expected apiVersion v1 and kind Secret"},
        {R"({"apiVersion":"v1","kind":"Secret","data":{"password":"hid!den"}})",
         "data.password: illegal base64 data at input byte 3"},
        {R"({"apiVersion":"v1","kind":"Secret","data":{"password":7}})",
         "data.password: expected a string"},
        {R"({"apiVersion":"v1","kind":"Secret","data":["hidden"]})", "data: expected an object"},
        {R"({"apiVersion":"v1","kind":"Secret","stringData":{"p":{"hidden":1}}})",
         "stringData.p: expected a string"},
        {R"({"apiVersion":"v1","kind":"Secret","stringData":{"p":"hidden)",
         "invalid JSON at byte 60: unexpected end"},
    };
    for (const RefusedSecret& c : cases) {
        SCOPED_TRACE(c.json);
        const auto secret = parse_secret_json(c.json);
        ASSERT_FALSE(secret.has_value());
        EXPECT_EQ(secret.error().code, Code::kInvalid);
        EXPECT_EQ(secret.error().message, c.message);
    }
}

TEST(ParseSecretList, GivesEachItemItsType) {
    const auto list = parse_secret_list_json(
        R"({"kind":"SecretList","metadata":{"resourceVersion":"9","continue":"next"},"items":[
            {"metadata":{"name":"a"},"data":{"k":"dg=="}},{"metadata":{"name":"b"},"data":null}]})");
    ASSERT_TRUE(list.has_value());
    EXPECT_EQ(list->metadata.text("continue"), "next");
    ASSERT_EQ(list->items.size(), 2U);
    EXPECT_EQ(list->items[0].object.text("kind"), "Secret");
    EXPECT_EQ(list->items[0].object.text("metadata", "name"), "a");
    EXPECT_EQ(list->items[0].find("k")->value.expose(), "v");
    EXPECT_TRUE(list->items[1].items.empty());
    EXPECT_TRUE(parse_secret_list_json(R"({"items":null})").value().items.empty());
    EXPECT_EQ(parse_secret_list_json(R"({"items":[{},{"data":{"k":"!"}}]})").error().message,
              "items[1]: data.k: illegal base64 data at input byte 0");
}

TEST(WriteSecret, IsReadBackTheSame) {
    Secret secret;
    secret.object =
        parse_json(R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"}})").value();
    EXPECT_EQ(write_secret_json(secret).expose(),
              R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"data":{}})");
    secret.items.push_back({"a\"b", crypto::SecretBytes("one")});
    secret.items.push_back({"c", crypto::SecretBytes(std::string_view("\0\xFF", 2))});
    const auto written = write_secret_json(secret);
    EXPECT_EQ(
        written.expose(),
        R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"data":{"a\"b":"b25l","c":"AP8="}})");
    const auto read = parse_secret_json(written.expose());
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(contents(*read), contents(secret));
    EXPECT_EQ(read->object, secret.object);
    EXPECT_EQ(write_secret_json(Secret()).expose(), R"({"data":{}})");
}

TEST(WriteSecret, OfWideNumbersIsReadBackTheSame) {
    const auto secret = parse_secret_json(
        R"({"apiVersion":"v1","kind":"Secret","metadata":{"n":50000000010000000000.000}})");
    ASSERT_TRUE(secret.has_value());
    const auto read = parse_secret_json(write_secret_json(*secret).expose());
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->object, secret->object);
}

Secret secret_of(std::string_view type,
                 const std::vector<std::pair<std::string, std::string_view>>& items) {
    Secret secret;
    if (!type.empty()) {
        secret.object["type"] = type;
    }
    for (const auto& [key, value] : items) {
        secret.items.push_back({key, crypto::SecretBytes(value)});
    }
    return secret;
}

TEST(SecretMac, DependsOnTypeAndDataAlone) {
    const std::string mac = secret_mac(secret_of("Opaque", {{"a", "bc"}}), "key");
    EXPECT_EQ(mac.size(), 64U);
    Secret same = secret_of("", {{"a", "bc"}});
    same.object["metadata"]["name"] = "other";
    EXPECT_EQ(secret_mac(same, "key"), mac);
    EXPECT_NE(secret_mac(secret_of("Opaque", {{"a", "bc"}}), "other key"), mac);
    EXPECT_NE(secret_mac(secret_of("kubernetes.io/tls", {{"a", "bc"}}), "key"), mac);
    EXPECT_NE(secret_mac(secret_of("Opaque", {{"ab", "c"}}), "key"), mac);
    EXPECT_NE(secret_mac(secret_of("Opaque", {{"a", "b"}, {"c", ""}}), "key"), mac);
    EXPECT_NE(secret_mac(secret_of("Opaque", {}), "key"), mac);
}

}  // namespace
}  // namespace sealer::manifest
