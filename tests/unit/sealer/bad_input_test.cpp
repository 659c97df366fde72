// SPDX-License-Identifier: Apache-2.0
// SealedSecrets that are cut, flipped, too long, moved or sealed for others: an exit code and a
// message that names the value, and nothing else comes to harm.
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_test.h"
#include "common/crypto/base64.h"
#include "common/crypto/envelope.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"

namespace sealer::cli {
namespace {

using manifest::Value;
using testing::HasSubstr;
using testing::Not;

const crypto::PrivateKey& other_key() {
    static const crypto::PrivateKey key = *crypto::PrivateKey::generate(2048);
    return key;
}

// Exchanges the envelope of the value `password`.
std::function<void(Value&)> envelope(std::function<std::string(std::string)> change) {
    return [change = std::move(change)](Value& sealed) {
        Value& value = sealed["spec"]["encryptedData"]["password"];
        value = crypto::base64_encode(change(*crypto::base64_decode(value.as_string())));
    };
}

std::function<void(Value&)> value(Value wanted) {
    return [wanted = std::move(wanted)](Value& sealed) {
        sealed["spec"]["encryptedData"]["password"] = wanted;
    };
}

std::function<void(Value&)> flipped(std::size_t from_end) {
    return envelope([from_end](std::string bytes) {
        char& byte = bytes[bytes.size() - from_end];
        byte = static_cast<char>(byte ^ 1);
        return bytes;
    });
}

std::function<void(Value&)> sealed_by(const crypto::PrivateKey& key) {
    return value(
        crypto::base64_encode(*crypto::seal(key.public_key(), "shop/db", "of another key")));
}

struct Damage {
    const char* what;
    std::function<void(Value& sealed)> inflict;  // on the values password and user of shop/db
    const char* error;                           // of what opens it
    const char* finding;                         // of `sealer verify`, which has the key
};

std::vector<Damage> damages() {
    constexpr const char* kRefused = "no key could decrypt secret (password)";
    constexpr const char* kAllRefused = "no key could decrypt secret (password, user)";
    return {
        {"cut in the middle of the session key",
         envelope([](const std::string& bytes) { return bytes.substr(0, 100); }), kRefused,
         "[damaged-value]"},
        {"its last byte cut off",
         envelope([](const std::string& bytes) { return bytes.substr(0, bytes.size() - 1); }),
         kRefused, "[cannot-open]"},
        {"longer by a megabyte",
         envelope([](const std::string& bytes) { return bytes + std::string(1U << 20U, 'x'); }),
         kRefused, "[cannot-open]"},
        {"a bit of the tag flipped", flipped(1), kRefused, "[cannot-open]"},
        {"a bit of the ciphertext flipped", flipped(17), kRefused, "[cannot-open]"},
        {"a bit of the session key flipped", flipped(40), kRefused, "[cannot-open]"},
        {"no base64", value("canary!"), "illegal base64 data at input byte 6 (password)",
         "[damaged-value]"},
        {"empty", value(""), kRefused, "[damaged-value]"},
        {"no text", value(7), kRefused, "[damaged-value]"},
        {"sealed with another key", sealed_by(other_key()), kRefused, "[cannot-open]"},
        {"sealed with a key of another size", sealed_by(*crypto::PrivateKey::generate(1024)),
         kRefused, "[cannot-open]"},
        {"sealed for another name", [](Value& sealed) { sealed["metadata"]["name"] = "moved"; },
         kAllRefused, "[wrong-target]"},
        {"sealed for another scope",
         [](Value& sealed) {
             manifest::set_annotation(sealed, "sealedsecrets.bitnami.com/cluster-wide", "true");
         },
         kAllRefused, "[cannot-open]"},
    };
}

class BadInput : public CliTest {
  protected:
    BadInput()
        : good_(seal({}, R"({"kind":"Secret","metadata":{"name":"db","namespace":"shop"},)"
                         R"("data":{"password":"czNjcmV0","user":"YXBw"}})")
                    .out) {
        std::filesystem::create_directories(path("repo"));
    }

    [[nodiscard]] std::string damaged(const Damage& damage) const {
        Value sealed = manifest::parse_json(good_).value();
        damage.inflict(sealed);
        return manifest::write_json(sealed) + "\n";
    }

    const std::string good_;
};

TEST_F(BadInput, RecoveryNamesTheValueAndPrintsNothing) {
    for (const Damage& damage : damages()) {
        SCOPED_TRACE(damage.what);
        const Ran ran = run_cli({"--recovery-unseal", "--recovery-private-key", path("key.pem")},
                                good_ + damaged(damage));
        EXPECT_EQ(ran.exit_code, 1);
        EXPECT_EQ(ran.err, std::string("error: ") + damage.error + "\n");
        EXPECT_EQ(ran.out, "");
    }
}

TEST_F(BadInput, VerifyFindsIt) {
    write("good.json", good_);
    for (const Damage& damage : damages()) {
        SCOPED_TRACE(damage.what);
        write("damaged.json", damaged(damage));
        const Ran ran = run_cli(
            {"verify", "--private-key", path("key.pem"), path("good.json"), path("damaged.json")});
        EXPECT_EQ(ran.exit_code, 1);
        EXPECT_THAT(ran.out, HasSubstr(damage.finding));
        EXPECT_THAT(ran.out, Not(HasSubstr(path("good.json") + ":1: error")));
        EXPECT_THAT(ran.out + ran.err, Not(HasSubstr("canary")));
    }
}

TEST_F(BadInput, ResealLeavesItAndDoesTheOthers) {
    write("new-cert.pem",
          crypto::make_self_signed_certificate(other_key(), "", std::chrono::system_clock::now(),
                                               std::chrono::hours(1))
              ->pem);
    for (const Damage& damage : damages()) {
        SCOPED_TRACE(damage.what);
        const std::string before = good_ + damaged(damage);
        write("repo/bad.json", before);
        write("repo/good.json", good_);
        const Ran ran = run_cli({"reseal", "--cert", path("new-cert.pem"), "--private-key",
                                 path("key.pem"), path("repo")});
        EXPECT_EQ(ran.exit_code, 1);
        EXPECT_THAT(ran.err, HasSubstr("bad.json: "));
        EXPECT_EQ(ran.out, path("repo/good.json") + "\n");
        EXPECT_EQ(read("repo/bad.json"), before);
    }
}

TEST_F(BadInput, FilesWithoutEndAreRefused) {
    write("huge.json", "");
    std::filesystem::resize_file(path("huge.json"), (std::uintmax_t{64} << 20U) + 1);
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"--cert", path("cert.pem"), "-f", path("huge.json")},
          {"verify", path("huge.json")},
          {"--cert", path("huge.json"), "-f", path("cert.pem")}}) {
        const Ran ran = run_cli(arguments);
        EXPECT_NE(ran.exit_code, 0);
        EXPECT_THAT(ran.err, HasSubstr("huge.json: "));
        EXPECT_THAT(ran.err, HasSubstr("more than "));
    }
}

}  // namespace
}  // namespace sealer::cli
