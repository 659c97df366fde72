// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/status_writer.h"

#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "common/manifest/json.h"
#include "keys/sealed_secret.h"

namespace sealer::unseal {
namespace {

using manifest::Value;

// Gives the scripted answers one after the other, and keeps the requests.
class Script : public http::Client {
  public:
    struct State {
        std::deque<std::pair<int, Value>> answers;
        std::vector<std::pair<std::string, Value>> requests;  // method, body
    };

    explicit Script(std::shared_ptr<State> state) : state_(std::move(state)) {}

    Result<http::Response> send(const http::Request& request, const std::stop_token&) override {
        state_->requests.emplace_back(
            request.method, manifest::parse_json(request.body.expose()).value_or(Value()));
        EXPECT_FALSE(state_->answers.empty());
        auto [status, body] = state_->answers.front();
        state_->answers.pop_front();
        http::Response response;
        response.status = status;
        response.headers = {{"Content-Type", "application/json"}};
        response.body = crypto::SecretBytes(std::string_view(manifest::write_json(body)));
        return response;
    }
    Result<http::Response> stream(const http::Request&,
                                  const std::function<bool(std::string_view)>&,
                                  const std::stop_token&) override {
        return fail(Code::kInternal, "no streams here");
    }

  private:
    std::shared_ptr<State> state_;
};

class StatusWriter : public testing::Test {
  protected:
    static Value sealed(const std::string& version, const std::string& value = "AgB") {
        Value object;
        object["apiVersion"] = "bitnami.com/v1alpha1";
        object["kind"] = "SealedSecret";
        object["metadata"]["namespace"] = "shop";
        object["metadata"]["name"] = "db";
        object["metadata"]["uid"] = "u";
        object["metadata"]["generation"] = 3;
        object["metadata"]["resourceVersion"] = version;
        object["spec"]["encryptedData"]["a"] = value;
        return object;
    }
    Status write(const Value& object, const Outcome& outcome) {
        return write_status(client_, object, keys::sealed_digest(object), outcome);
    }
    static Value conflict() {
        return manifest::parse_json(
                   R"({"kind":"Status","code":409,"reason":"Conflict","message":"was changed"})")
            .value();
    }

    const Outcome good_{.synced = true, .reason = "Unsealed", .proof = "ab", .keys = {"k"}};
    std::shared_ptr<Script::State> state_ = std::make_shared<Script::State>();
    kube::Client client_{std::make_unique<Script>(state_), kube::Config{}, kube::ClientOptions{}};
};

TEST_F(StatusWriter, OnConflictTheLiveObjectCounts) {
    state_->answers = {{409, conflict()}, {200, sealed("8")}, {200, sealed("9")}};
    EXPECT_TRUE(write(sealed("7"), good_));
    ASSERT_EQ(state_->requests.size(), 3U);
    EXPECT_EQ(state_->requests[2].first, "PATCH");
    EXPECT_EQ(state_->requests[2].second.text("metadata", "resourceVersion"), "8");
    EXPECT_EQ(state_->requests[2].second.integer_or(0, "status", "observedGeneration"), 3);
}

TEST_F(StatusWriter, OfAnotherByThenNothingIsSaid) {
    state_->answers = {{409, conflict()}, {200, sealed("8", "AgC")}};
    EXPECT_TRUE(write(sealed("7"), good_));
    EXPECT_EQ(state_->requests.size(), 2U);
}

TEST_F(StatusWriter, WhatIsSaidAlreadyIsNotWritten) {
    Value object = sealed("7");
    object["status"] = next_status(object, good_, std::chrono::system_clock::now());
    EXPECT_TRUE(write(object, good_));
    EXPECT_TRUE(state_->requests.empty());
}

TEST_F(StatusWriter, AnOldProofIsTakenOut) {
    Value object = sealed("7");
    object["status"] = next_status(object, good_, std::chrono::system_clock::now());
    state_->answers = {{200, object}};
    EXPECT_TRUE(write(object, {.synced = false, .reason = "ErrUnsealFailed", .message = "no"}));
    ASSERT_EQ(state_->requests.size(), 1U);
    const Value* unsealed = state_->requests[0].second.get("status", "unsealed");
    ASSERT_NE(unsealed, nullptr);
    EXPECT_TRUE(unsealed->is_null());
}

TEST_F(StatusWriter, OthersErrorsAreTheCallers) {
    state_->answers = {{403, manifest::parse_json(R"({"message":"no rights"})").value()}};
    const Status status = write(sealed("7"), good_);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, Code::kDenied);
}

}  // namespace
}  // namespace sealer::unseal
