// SPDX-License-Identifier: Apache-2.0
// The real kubeseal's inputs and command lines: Sealer's own output of them opens to what the peer
// says is in it, and what the peer refuses is refused.
#include "../vectors.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../../unit/sealer/cli_runner.h"
#include "common/crypto/base64.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "keys/key_ring.h"
#include "keys/sealed_secret.h"

namespace sealer::cli {
namespace {

using conformance::cases;
using conformance::read;
using conformance::vectors;
using manifest::Value;

using CliVectors = conformance::VectorTest<>;

// Whether the SealedSecret in `text` opens to what the case expects, no more and no less.
void expect_holds(const Value& test_case, const std::string& text) {
    const auto ring = keys::parse_key_file(read(test_case.text("key")));
    ASSERT_TRUE(ring);
    const auto unsealed =
        keys::unseal_secret(manifest::parse_yaml_document(text).value(),
                            keys::KeyRing(*ring, keys::KeyOrder::kCertNotBefore), false);
    ASSERT_TRUE(unsealed) << unsealed.error().message;
    const auto& expected = members(test_case.get("expected"));
    EXPECT_EQ(unsealed->secret.items.size(), expected.size());
    for (const manifest::Member& item : expected) {
        const manifest::SecretItem* found = unsealed->secret.find(item.key);
        ASSERT_NE(found, nullptr) << item.key;
        EXPECT_TRUE(crypto::base64_encode(found->value.expose()) == item.value.as_string())
            << item.key;
    }
}

// "kubeseal --cert CERT -o json … < INPUT"
std::vector<std::string> arguments_of(const Value& test_case) {
    std::istringstream words{std::string(test_case.text("command"))};
    std::vector<std::string> arguments;
    std::string word;
    words >> word;
    while (words >> word && word != "<") {
        arguments.push_back(word == "CERT" ? (vectors() / test_case.text("cert")).string() : word);
    }
    return arguments;
}

TEST_F(CliVectors, SealedByUsTheyHoldTheSame) {
    int sealed_cases = 0;
    for (const Value& test_case : cases("seal")) {
        if (test_case.text("command").empty() || test_case.flag("mustFail")) {
            continue;
        }
        ++sealed_cases;
        SCOPED_TRACE(test_case.text("id"));
        const Ran ran = run_cli(arguments_of(test_case), read(test_case.text("input")));
        ASSERT_EQ(ran.exit_code, 0) << ran.err;
        expect_holds(test_case, ran.out);
    }
    EXPECT_GT(sealed_cases, 50);
}

// But for the annotation that names the key, the ciphertext itself, and creationTimestamp: null,
// which newer ones leave out, what Sealer prints is what the peer printed, in the same order.
TEST_F(CliVectors, TheOutputHasThePeersShape) {
    const auto blank = [](Value sealed) {
        for (manifest::Member& item : sealed["spec"]["encryptedData"].as_object()) {
            item.value = "";
        }
        manifest::remove_annotation(sealed, keys::kSealedWithAnnotation);
        sealed["metadata"].as_object().erase("creationTimestamp");
        sealed["spec"]["template"]["metadata"].as_object().erase("creationTimestamp");
        return sealed;
    };
    for (const Value& test_case : cases("seal")) {
        if (test_case.text("command").empty() || test_case.flag("mustFail")) {
            continue;
        }
        SCOPED_TRACE(test_case.text("id"));
        const std::string theirs = read(test_case.text("sealed"));
        const Ran ran = run_cli(arguments_of(test_case), read(test_case.text("input")));
        const Value ours = blank(manifest::parse_yaml_document(ran.out).value());
        const Value peer = blank(manifest::parse_yaml_document(theirs).value());
        EXPECT_EQ(manifest::write_json(ours, {.indent = 1}),
                  manifest::write_json(peer, {.indent = 1}));
        EXPECT_EQ(ran.out.starts_with('{'), theirs.starts_with('{'));
    }
}

// The scope comes from the file, so the flag that the peer needs may be left out.
TEST_F(CliVectors, MergedByUsTheyHoldTheSame) {
    int merges = 0;
    for (const Value& test_case : cases("merge")) {
        for (const bool with_scope : {true, false}) {
            ++merges;
            SCOPED_TRACE(test_case.text("id"));
            const std::string before = read(test_case.text("before"));
            const std::string file = testing::TempDir() + "sealer-merge-vector";
            std::ofstream(file, std::ios::binary) << before;
            std::vector<std::string> arguments = {
                "--cert", (vectors() / test_case.text("cert")).string(), "--merge-into", file};
            if (with_scope) {
                arguments.insert(arguments.end(),
                                 {"--scope", std::string(test_case.text("scope"))});
            }
            const Ran ran = run_cli(arguments, read(test_case.text("input")));
            ASSERT_EQ(ran.exit_code, 0) << ran.err;
            EXPECT_EQ(ran.out, "");
            std::ifstream stream(file, std::ios::binary);
            const std::string after{std::istreambuf_iterator<char>(stream), {}};
            std::filesystem::remove(file);
            EXPECT_EQ(after.front(), before.front());
            expect_holds(test_case, after);
        }
    }
    EXPECT_GT(merges, 5);
}

TEST_F(CliVectors, WhatThePeerRefusesIsRefused) {
    int refused_cases = 0;
    for (const Value& test_case : cases("cli-error")) {
        ++refused_cases;
        SCOPED_TRACE(test_case.text("id"));
        std::vector<std::string> arguments;
        for (const Value& argument : elements(test_case.get("args"))) {
            const std::string& text = argument.as_string();
            arguments.push_back(text.starts_with("keys/") ? (vectors() / text).string() : text);
        }
        const Ran ran = run_cli(arguments, read(test_case.text("input")));
        EXPECT_EQ(ran.exit_code != 0, test_case.flag("mustFail")) << ran.err;
        if (ran.exit_code != 0) {
            EXPECT_TRUE(ran.err.starts_with("error: ")) << ran.err;
            EXPECT_EQ(ran.out, "");
        }
    }
    EXPECT_EQ(refused_cases, 10);
}

}  // namespace
}  // namespace sealer::cli
