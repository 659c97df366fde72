// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "cli_runner.h"
#include "common/crypto/rsa.h"
#include "common/manifest/yaml.h"

namespace sealer::cli {

constexpr const char* kSecret =
    R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"db","namespace":"shop"},)"
    R"("data":{"password":"czNjcmV0"}})";

// A folder with a key pair in it, key.pem and cert.pem, that goes with the test.
class CliTest : public testing::Test {
  protected:
    CliTest() {
        std::string path = testing::TempDir() + "sealer-cli-XXXXXX";
        folder_ = mkdtemp(path.data());
        write("key.pem", std::string(key().to_pem()->expose()));
        write("cert.pem", certificate(std::chrono::system_clock::now()).pem);
    }
    ~CliTest() override { std::filesystem::remove_all(folder_); }

    static const crypto::PrivateKey& key() {
        static const crypto::PrivateKey key = *crypto::PrivateKey::generate(2048);
        return key;
    }
    static crypto::Certificate certificate(WallTime not_before) {
        return *crypto::make_self_signed_certificate(key(), "", not_before, std::chrono::hours(1));
    }

    [[nodiscard]] std::string path(const std::string& name) const { return folder_ / name; }
    void write(const std::string& name, const std::string& content) const {
        std::ofstream(folder_ / name, std::ios::binary) << content;
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream file(folder_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    [[nodiscard]] Ran seal(std::vector<std::string> arguments, std::string_view input) const {
        arguments.insert(arguments.begin(), {"--cert", path("cert.pem")});
        return run_cli(std::move(arguments), input);
    }
    // The recovered Secrets of what `sealed` holds.
    [[nodiscard]] std::vector<manifest::Document> recover(const std::string& sealed) const {
        const Ran ran = run_cli(
            {"--recovery-unseal", "--recovery-private-key", path("key.pem"), "-o", "yaml"}, sealed);
        EXPECT_EQ(ran.exit_code, 0) << ran.err;
        return manifest::parse_yaml(ran.out).value();
    }

  private:
    std::filesystem::path folder_;
};

}  // namespace sealer::cli
