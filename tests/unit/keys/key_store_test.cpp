// SPDX-License-Identifier: Apache-2.0
#include "keys/key_store.h"

#include <map>
#include <memory>
#include <utility>

#include <gtest/gtest.h>

#include "../kube/fake_transport.h"
#include "common/crypto/base64.h"
#include "common/manifest/json.h"
#include "keys/sealing_key.h"
#include "test_keys.h"

namespace sealer::keys {
namespace {

using manifest::Value;

Value key_secret_answer(const SealingKey& key, const std::string& created) {
    Value secret;
    secret["apiVersion"] = "v1";
    secret["kind"] = "Secret";
    secret["metadata"]["name"] = key.name;
    secret["metadata"]["namespace"] = "kube-system";
    secret["metadata"]["creationTimestamp"] = created;
    secret["data"]["tls.key"] = crypto::base64_encode(key.private_key.to_pem().value().expose());
    secret["data"]["tls.crt"] = crypto::base64_encode(key.certificate.pem);
    return secret;
}

class KeyStore : public testing::Test {
  protected:
    KeyStore() { answer_list({}); }

    void answer(const std::string& request, const Value& body) {
        answers_[request] = {200, manifest::write_json(body)};
    }
    void answer_list(manifest::Array secrets) {
        Value list;
        list["kind"] = "SecretList";
        list["apiVersion"] = "v1";
        list["items"] = std::move(secrets);
        answer("GET /api/v1/namespaces/kube-system/secrets", list);
    }

    std::map<std::string, std::pair<int, std::string>> answers_;  // by "METHOD path"
    std::vector<std::string> targets_;                            // of the requests
    Value posted_;
    kube::Client client_{std::make_unique<kube::FakeTransport>(
                             [this](const http::Request& request) { return respond(request); }),
                         kube::Config{}, kube::ClientOptions{}};

  private:
    std::pair<int, std::string> respond(const http::Request& request) {
        targets_.push_back(request.target);
        if (request.method == "POST") {
            // As the API server completes it.
            posted_ = kube::sent_json(request);
            Value stored = posted_;
            stored["metadata"]["name"] = "sealed-secrets-keyabcde";
            stored["metadata"]["creationTimestamp"] = "2026-01-02T03:04:05Z";
            return {201, manifest::write_json(stored)};
        }
        const std::string path = request.target.substr(0, request.target.find('?'));
        const auto found = answers_.find(request.method + " " + path);
        return found != answers_.end() ? found->second
                                       : std::pair(404, std::string(R"({"kind":"Status","code":404,
                                                    "reason":"NotFound","message":"not found"})"));
    }
};

TEST_F(KeyStore, LoadsLabelledKeysAndTheLegacyOne) {
    const SealingKey older = make_test_key("older", day(100));
    const SealingKey newer = make_test_key("newer", day(200));
    const SealingKey legacy = make_test_key("sealed-secrets-key", day(50));
    answer_list({key_secret_answer(older, "2026-01-02T03:04:05Z"),
                 key_secret_answer(newer, "2026-01-01T03:04:05Z")});
    answer("GET /api/v1/namespaces/kube-system/secrets/sealed-secrets-key",
           key_secret_answer(legacy, "2020-01-01T00:00:00Z"));
    const auto loaded = load_keys(client_, {});
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_TRUE(loaded->problems.empty());
    ASSERT_EQ(loaded->ring->keys().size(), 3U);
    EXPECT_EQ(loaded->ring->newest()->name, "newer");
    EXPECT_EQ(format_time(loaded->ring->newest()->created), "2026-01-01T03:04:05Z");
    EXPECT_NE(loaded->ring->find(legacy.fingerprint()), nullptr);
    EXPECT_NE(targets_.front().find(
                  "labelSelector=sealedsecrets.bitnami.com%2Fsealed-secrets-key%3Dactive"),
              std::string::npos);
}

TEST_F(KeyStore, AnUnreadableKeyIsAProblemOfItsOwn) {
    const SealingKey good = make_test_key("good", day(1));
    const SealingKey other = make_test_key("other", day(2));
    Value no_key = key_secret_answer(good, "");
    no_key["metadata"]["name"] = "no-key";
    no_key["data"].as_object().erase("tls.key");
    Value bad_key = key_secret_answer(good, "");
    bad_key["metadata"]["name"] = "bad-key";
    bad_key["data"]["tls.key"] = crypto::base64_encode("canary");
    Value mixed = key_secret_answer(good, "");
    mixed["metadata"]["name"] = "mixed";
    mixed["data"]["tls.crt"] = crypto::base64_encode(other.certificate.pem);
    answer_list({no_key, bad_key, mixed, key_secret_answer(good, "")});
    const auto loaded = load_keys(client_, {});
    ASSERT_TRUE(loaded) << loaded.error().message;
    std::vector<std::string> problems;
    for (const KeyProblem& problem : loaded->problems) {
        EXPECT_EQ(problem.secret.text("metadata", "namespace"), "kube-system");
        EXPECT_EQ(problem.secret.get("data"), nullptr);
        problems.push_back(std::string(problem.secret.text("metadata", "name")) + ": " +
                           problem.message);
    }
    EXPECT_EQ(problems, (std::vector<std::string>{
                            "no-key: it has no data item 'tls.key'",
                            "bad-key: tls.key: data does not contain a valid RSA private key",
                            "mixed: tls.crt is not the certificate of tls.key"}));
    ASSERT_EQ(loaded->ring->keys().size(), 1U);
    EXPECT_EQ(loaded->ring->newest()->name, "good");
}

TEST_F(KeyStore, FailsWhenTheServerDoes) {
    answers_["GET /api/v1/namespaces/kube-system/secrets"] = {
        403, R"({"kind":"Status","code":403,"reason":"Forbidden","message":"no rights"})"};
    const auto loaded = load_keys(client_, {});
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, Code::kDenied);
}

TEST_F(KeyStore, StoresANewKeyAsTheOriginalDoes) {
    KeyStoreOptions options;
    options.key_bits = 1024;
    options.labels = {{"team", "a"},
                      {"sealedsecrets.bitnami.com/sealed-secrets-key", "overridden"}};
    options.annotations = {{"note", "b"}};
    const WallTime now = *parse_time("2026-01-02T03:04:05.678Z");
    const auto key = create_key(client_, options, KeyRing(), now);
    ASSERT_TRUE(key) << key.error().message;
    EXPECT_EQ(key->name, "sealed-secrets-keyabcde");
    EXPECT_EQ(format_time(key->created), "2026-01-02T03:04:05Z");
    EXPECT_EQ(format_time(key->certificate.not_before), "2026-01-02T03:04:05Z");
    EXPECT_EQ(key->certificate.not_after - key->certificate.not_before, std::chrono::hours(87'600));

    const Value& posted = posted_;
    EXPECT_EQ(posted.text("metadata", "generateName"), "sealed-secrets-key");
    EXPECT_EQ(posted.text("metadata", "namespace"), "kube-system");
    EXPECT_EQ(posted.text("type"), "kubernetes.io/tls");
    EXPECT_EQ(manifest::canonical_json(*posted.get("metadata", "labels")),
              R"({"sealedsecrets.bitnami.com/sealed-secrets-key":"active","team":"a"})");
    EXPECT_EQ(posted.text("metadata", "annotations", "note"), "b");
    const auto stored =
        crypto::PrivateKey::parse(crypto::base64_decode(posted.text("data", "tls.key")).value());
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->public_key().fingerprint(), key->fingerprint());
}

TEST_F(KeyStore, ANewKeyIsNewerThanOneOfTheSameSecond) {
    KeyStoreOptions options;
    options.key_bits = 1024;
    struct Case {
        WallTime newest, expected;
    };
    for (const Case& c : {Case{day(3), day(3) + std::chrono::seconds(1)},
                          Case{day(3) + std::chrono::seconds(1), day(3) + std::chrono::seconds(2)},
                          Case{day(2), day(3)}, Case{day(4), day(3)}}) {
        const KeyRing ring({make_test_key("newest", c.newest)}, KeyOrder::kCertNotBefore);
        const auto key =
            create_key(client_, options, ring, day(3) + std::chrono::milliseconds(300));
        ASSERT_TRUE(key) << key.error().message;
        EXPECT_EQ(key->certificate.not_before, c.expected);
    }
}

TEST_F(KeyStore, EscrowsANewKeyBeforeItStoresIt) {
    const SealingKey recovery = make_test_key("recovery", day(1));
    Value secret = key_secret_answer(recovery, "");
    secret["data"].as_object().erase("tls.key");
    answer("GET /api/v1/namespaces/kube-system/secrets/sealer-recovery", secret);
    KeyStoreOptions options;
    options.key_bits = 1024;
    ASSERT_TRUE(create_key(client_, options, KeyRing(), day(3)));
    const std::vector<std::string>& targets = targets_;
    EXPECT_NE(targets[targets.size() - 2].find("/configmaps"), std::string::npos);
    EXPECT_NE(targets[targets.size() - 1].find("/secrets"), std::string::npos);
}

TEST_F(KeyStore, MakesNoKeyThatItCannotEscrow) {
    Value secret = key_secret_answer(make_test_key("recovery", day(1)), "");
    secret["data"]["tls.crt"] = crypto::base64_encode("no certificate");
    answer("GET /api/v1/namespaces/kube-system/secrets/sealer-recovery", secret);
    KeyStoreOptions options;
    options.key_bits = 1024;
    const auto key = create_key(client_, options, KeyRing(), day(3));
    ASSERT_FALSE(key);
    EXPECT_NE(key.error().message.find("the recovery certificate kube-system/sealer-recovery"),
              std::string::npos);
    EXPECT_TRUE(posted_.is_null());
}

}  // namespace
}  // namespace sealer::keys
