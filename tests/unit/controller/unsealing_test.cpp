// SPDX-License-Identifier: Apache-2.0
// The unsealing half against the embedded API server: what costs RSA, and what makes it try again.
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "common/base/random.h"
#include "common/base/time.h"
#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/http/cpprest/client.h"
#include "common/kube/client.h"
#include "common/kube/config.h"
#include "common/manifest/object.h"
#include "controller/standalone_cluster.h"
#include "controller/unseal/manager.h"

namespace sealer {
namespace {

using manifest::Value;

bool eventually(const std::function<bool()>& condition) {
    const auto deadline = Clock::now() + std::chrono::seconds(30);
    while (!condition()) {
        if (Clock::now() > deadline) {
            return false;
        }
        std::this_thread::yield();
    }
    return true;
}

struct Key {
    crypto::PrivateKey private_key;
    crypto::Certificate certificate;
};

Key make_key() {
    auto key = crypto::PrivateKey::generate(1024);
    auto certificate = crypto::make_self_signed_certificate(
        *key, "", WallTime{} + std::chrono::hours(1), std::chrono::hours(1));
    return {.private_key = *std::move(key), .certificate = *std::move(certificate)};
}

class Unsealing : public testing::Test {
  protected:
    Unsealing() {
        options_.data_directory = directory_.string();
        server_ = start_standalone_server(options_).value();
        kube::ConfigOverrides overrides;
        overrides.kubeconfig = server_->kubeconfig_path();
        config_ = kube::load_config(overrides, [](const auto&) { return std::nullopt; }).value();
        client_ = connect();
        options_.namespace_ = "kube-system";
        EXPECT_TRUE(install_into_cluster(*client_, options_));

        start_manager();
    }
    void TearDown() override {
        manager_.reset();
        client_.reset();
        server_.reset();
        std::filesystem::remove_all(directory_);
    }

    // In place of the one there.
    void start_manager() {
        unseal::ManagerOptions how;
        how.keys.store.key_bits = 1024;
        how.workers = 1;  // so that keys are done in the order in which they came
        unseal::Observer observer;
        observer.on_error = [this](const std::string& reason, const std::string& namespace_) {
            not_fetched_ += reason == "fetch" && namespace_.empty() ? 1 : 0;
        };
        manager_ = std::make_unique<unseal::Manager>(*client_, how, observer);
        manager_->lead(connect());
        EXPECT_TRUE(manager_->start({}));
    }

    std::shared_ptr<kube::Client> connect() const {
        return kube::Client::connect(config_, http::make_api_server_client,
                                     {.queries_per_second = 0})
            .value();
    }

    // A SealedSecret in kube-system with one value.
    void apply(const std::string& name, const std::string& value,
               const std::string& annotation = "", const std::string& set = "true") {
        apply_values(name, {{"password", value}}, annotation, set);
    }
    void apply_values(const std::string& name, const std::map<std::string, std::string>& values,
                      const std::string& annotation = "", const std::string& set = "true") {
        Value sealed;
        sealed["apiVersion"] = "bitnami.com/v1alpha1";
        sealed["kind"] = "SealedSecret";
        sealed["metadata"]["name"] = name;
        sealed["metadata"]["namespace"] = "kube-system";
        if (!annotation.empty()) {
            sealed["metadata"]["annotations"][annotation] = set;
        }
        for (const auto& [key, value] : values) {
            sealed["spec"]["encryptedData"][key] = value;
        }
        const auto applied = client_->apply(kube::sealed_secrets(), sealed);
        EXPECT_TRUE(applied) << applied.error().message;
    }
    std::string seal(const crypto::PublicKey& key, const std::string& label) const {
        return crypto::base64_encode(crypto::seal(key, label, "value").value());
    }
    const crypto::PublicKey& own_key() const {
        return manager_->ring()->newest()->certificate.public_key;
    }
    bool comes_to(const std::string& name, const std::string& status) {
        return eventually([&] {
            const auto sealed = client_->get(kube::sealed_secrets(), "kube-system", name);
            return sealed && unseal::synced_status(*sealed) == status;
        });
    }
    std::string message_of(const std::string& name) const {
        const auto sealed = client_->get(kube::sealed_secrets(), "kube-system", name);
        const auto& conditions = manifest::elements(sealed->get("status", "conditions"));
        return conditions.empty() ? "" : std::string(conditions.front().text("message"));
    }
    // All that was queued so far has been worked on; costs one RSA operation.
    void settle() {
        const std::string name = "settle-" + std::to_string(++settled_);
        apply(name, seal(own_key(), "kube-system/" + name));
        EXPECT_TRUE(comes_to(name, "True"));
    }

    const std::filesystem::path directory_ =
        std::filesystem::temp_directory_path() / ("sealer-" + random_uuid());
    Options options_;
    std::unique_ptr<standalone::Server> server_;
    kube::Config config_;
    std::shared_ptr<kube::Client> client_;
    std::unique_ptr<unseal::Manager> manager_;
    int settled_ = 0;
    std::atomic<int> not_fetched_ = 0;
};

TEST_F(Unsealing, WhatCannotBeOpenedCostsRsaOnceAChange) {
    const Key foreign = make_key();
    settle();
    const std::uint64_t before = crypto::rsa_private_operations();
    const std::string value = seal(foreign.certificate.public_key, "kube-system/bad");
    apply("bad", value);
    ASSERT_TRUE(comes_to("bad", "False"));
    settle();  // by then it has seen its own status
    EXPECT_EQ(crypto::rsa_private_operations() - before, 2U);

    apply("bad", value, "unrelated");
    settle();
    EXPECT_EQ(crypto::rsa_private_operations() - before, 3U);

    apply("bad", seal(foreign.certificate.public_key, "kube-system/bad"));
    settle();
    EXPECT_EQ(crypto::rsa_private_operations() - before, 5U);
}

TEST_F(Unsealing, DamageIsACondition) {
    const auto sealed_for = [&](const std::string& name) {
        return *crypto::base64_decode(seal(own_key(), "kube-system/" + name));
    };
    const auto flip = [](std::string envelope, std::size_t at) {
        envelope[at] = static_cast<char>(envelope[at] ^ 1);
        return envelope;
    };
    const std::string cut = sealed_for("cut");
    const std::string flipped = sealed_for("flipped");
    const std::string long_ = sealed_for("long") + std::string(std::size_t{512} << 10U, 'x');
    const std::pair<std::string, std::string> damaged[] = {
        {"cut", crypto::base64_encode(cut.substr(0, cut.size() - 1))},
        {"stub", crypto::base64_encode("\x01")},
        {"flipped", crypto::base64_encode(flip(flipped, flipped.size() - 1))},
        {"key", crypto::base64_encode(flip(sealed_for("key"), 60))},
        {"long", crypto::base64_encode(long_)},
        {"empty", ""},
        {"text", "AgB!"},
        {"foreign", seal(make_key().certificate.public_key, "kube-system/foreign")},
        {"moved", seal(own_key(), "kube-system/other")},
        {"scope", seal(own_key(), "kube-system")},
    };
    for (const auto& [name, value] : damaged) {
        // A good value beside it, and a good SealedSecret after it.
        apply_values(name, {{"good", seal(own_key(), "kube-system/" + name)}, {"password", value}});
        apply("after-" + name, seal(own_key(), "kube-system/after-" + name));
    }
    for (const auto& [name, value] : damaged) {
        SCOPED_TRACE(name);
        EXPECT_TRUE(comes_to(name, "False"));
        EXPECT_EQ(message_of(name), name == "text"
                                        ? "illegal base64 data at input byte 3 (password)"
                                        : "no key could decrypt secret (password)");
        EXPECT_FALSE(client_->get_secret("kube-system", name));
        EXPECT_TRUE(comes_to("after-" + name, "True"));
    }
}

TEST_F(Unsealing, ASecretThatIsTooLargeIsACondition) {
    const std::string half(600'000, 'x');
    const auto sealed_half = [&] {
        return crypto::base64_encode(crypto::seal(own_key(), "kube-system/large", half).value());
    };
    apply_values("large", {{"a", sealed_half()}, {"b", sealed_half()}});
    apply("small", seal(own_key(), "kube-system/small"));
    EXPECT_TRUE(comes_to("large", "False"));
    EXPECT_NE(message_of("large").find("data: Too long: must have at most 1048576 bytes"),
              std::string::npos)
        << message_of("large");
    EXPECT_TRUE(comes_to("small", "True"));
}

TEST_F(Unsealing, WhatWasUnsealedOutlivesDamage) {
    const std::string good = seal(own_key(), "kube-system/db");
    apply("db", good);
    ASSERT_TRUE(comes_to("db", "True"));
    apply("db", good.substr(0, 40));
    ASSERT_TRUE(comes_to("db", "False"));
    const auto secret = client_->get_secret("kube-system", "db");
    ASSERT_TRUE(secret);
    EXPECT_EQ(secret->find("password")->value.expose(), "value");
    apply("db", good);
    EXPECT_TRUE(comes_to("db", "True"));
}

TEST_F(Unsealing, AScopeAnnotationMakesItTryAgain) {
    const std::string value = seal(own_key(), "");
    apply("wide", value);
    ASSERT_TRUE(comes_to("wide", "False"));
    apply("wide", value, "sealedsecrets.bitnami.com/cluster-wide");
    EXPECT_TRUE(comes_to("wide", "True"));
}

TEST_F(Unsealing, AKeyThatComesMakesItTryAgainAndOneThatGoesIsUsedNoMore) {
    const Key late = make_key();
    apply("early", seal(late.certificate.public_key, "kube-system/early"));
    ASSERT_TRUE(comes_to("early", "False"));

    manifest::Secret secret;
    secret.object["apiVersion"] = "v1";
    secret.object["kind"] = "Secret";
    secret.object["metadata"]["name"] = "late";
    secret.object["metadata"]["namespace"] = "kube-system";
    secret.object["metadata"]["labels"]["sealedsecrets.bitnami.com/sealed-secrets-key"] = "active";
    secret.items.push_back({.key = "tls.crt", .value = crypto::SecretBytes(late.certificate.pem)});
    secret.items.push_back({.key = "tls.key", .value = late.private_key.to_pem().value()});
    ASSERT_TRUE(client_->create_secret(secret));
    EXPECT_TRUE(comes_to("early", "True"));

    Value patch;
    patch["metadata"]["labels"]["sealedsecrets.bitnami.com/sealed-secrets-key"] = "compromised";
    ASSERT_TRUE(
        client_->patch(kube::secrets(), "kube-system", "late", kube::PatchType::kMerge, patch));
    EXPECT_TRUE(eventually([&] { return manager_->ring()->keys().size() == 1; }));
    apply("after", seal(late.certificate.public_key, "kube-system/after"));
    EXPECT_TRUE(comes_to("after", "False"));
}

TEST_F(Unsealing, AStrangersSecretCostsNoRsa) {
    manifest::Secret secret;
    secret.object["apiVersion"] = "v1";
    secret.object["kind"] = "Secret";
    secret.object["metadata"]["name"] = "taken";
    secret.object["metadata"]["namespace"] = "kube-system";
    ASSERT_TRUE(client_->create_secret(secret));
    start_manager();  // so that its informer knows it
    const std::uint64_t before = crypto::rsa_private_operations();
    apply("taken", seal(own_key(), "kube-system/taken"));
    ASSERT_TRUE(comes_to("taken", "False"));
    EXPECT_EQ(crypto::rsa_private_operations(), before);
}

TEST_F(Unsealing, CountsThatSealedSecretsCannotBeFetched) {
    EXPECT_EQ(not_fetched_, 0);
    server_.reset();
    EXPECT_TRUE(eventually([&] { return not_fetched_ > 0; }));
}

TEST_F(Unsealing, AFollowerWritesNothing) {
    manager_->follow();
    apply("later", seal(own_key(), "kube-system/later"));
    EXPECT_FALSE(manager_->request_key());
    manager_->lead(connect());
    EXPECT_TRUE(comes_to("later", "True"));
    ASSERT_TRUE(manager_->request_key());
    EXPECT_TRUE(eventually([&] { return manager_->ring()->keys().size() == 2; }));
}

}  // namespace
}  // namespace sealer
