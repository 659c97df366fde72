// SPDX-License-Identifier: Apache-2.0
#include "controller/unseal/status_writer.h"

#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "../kube/fake_transport.h"
#include "common/manifest/json.h"
#include "keys/sealed_secret.h"

namespace sealer::unseal {
namespace {

using manifest::Value;

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
    std::deque<std::pair<int, Value>> answers_;            // one after the other
    std::vector<std::pair<std::string, Value>> requests_;  // method, body
    kube::Client client_{std::make_unique<kube::FakeTransport>(
                             [this](const http::Request& request) { return respond(request); }),
                         kube::Config{}, kube::ClientOptions{}};

  private:
    std::pair<int, std::string> respond(const http::Request& request) {
        requests_.emplace_back(request.method, kube::sent_json(request));
        EXPECT_FALSE(answers_.empty());
        const auto [status, body] = answers_.front();
        answers_.pop_front();
        return {status, manifest::write_json(body)};
    }
};

TEST_F(StatusWriter, OnConflictTheLiveObjectCounts) {
    answers_ = {{409, conflict()}, {200, sealed("8")}, {200, sealed("9")}};
    EXPECT_TRUE(write(sealed("7"), good_));
    ASSERT_EQ(requests_.size(), 3U);
    EXPECT_EQ(requests_[2].first, "PATCH");
    EXPECT_EQ(requests_[2].second.text("metadata", "resourceVersion"), "8");
    EXPECT_EQ(requests_[2].second.integer_or(0, "status", "observedGeneration"), 3);
}

TEST_F(StatusWriter, OfAnotherByThenNothingIsSaid) {
    answers_ = {{409, conflict()}, {200, sealed("8", "AgC")}};
    EXPECT_TRUE(write(sealed("7"), good_));
    EXPECT_EQ(requests_.size(), 2U);
}

TEST_F(StatusWriter, WhatIsSaidAlreadyIsNotWritten) {
    Value object = sealed("7");
    object["status"] = next_status(object, good_, std::chrono::system_clock::now());
    EXPECT_TRUE(write(object, good_));
    EXPECT_TRUE(requests_.empty());
}

TEST_F(StatusWriter, AnOldProofIsTakenOut) {
    Value object = sealed("7");
    object["status"] = next_status(object, good_, std::chrono::system_clock::now());
    answers_ = {{200, object}};
    EXPECT_TRUE(write(object, {.synced = false, .reason = "ErrUnsealFailed", .message = "no"}));
    ASSERT_EQ(requests_.size(), 1U);
    const Value* unsealed = requests_[0].second.get("status", "unsealed");
    ASSERT_NE(unsealed, nullptr);
    EXPECT_TRUE(unsealed->is_null());
}

TEST_F(StatusWriter, OthersErrorsAreTheCallers) {
    answers_ = {{403, manifest::parse_json(R"({"message":"no rights"})").value()}};
    const Status status = write(sealed("7"), good_);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, Code::kDenied);
}

}  // namespace
}  // namespace sealer::unseal
