// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/identity.h"

#include <charconv>
#include <chrono>
#include <system_error>

#include "common/base/file.h"
#include "common/base/text.h"
#include "common/base/time.h"
#include "common/crypto/base64.h"
#include "common/crypto/digest.h"
#include "common/crypto/rsa.h"
#include "common/manifest/value.h"
#include "common/manifest/yaml.h"

namespace sealer::standalone {

namespace fs = std::filesystem;
using manifest::Array;
using manifest::Object;
using manifest::Value;

namespace {

constexpr std::chrono::hours kLifetime{24 * 365};
constexpr std::size_t kMaxFileBytes = 64 << 10;
constexpr std::size_t kTokenBytes = 24;
constexpr const char* kKubeconfigName = "sealer-standalone";

// The text of a small file; empty if there is none yet.
Result<std::string> read_if_there(const fs::path& file) {
    auto text = read_file(file, kMaxFileBytes);
    if (!text && text.error().code == Code::kNotFound) {
        return std::string();
    }
    return text;
}

Status make_tls(const fs::path& directory, Identity& identity) {
    TRY_ASSIGN(auto made, crypto::make_tls_identity({"localhost", "127.0.0.1"}, kLifetime));
    // The key goes first: a certificate without its key would be taken for good.
    TRY(write_file_atomically(directory / "server.key", made.key_pem.expose()));
    TRY(write_file_atomically(directory / "server.crt", made.cert_pem));
    identity.certificate_pem = std::move(made.cert_pem);
    identity.key_pem = std::make_shared<const crypto::SecretBytes>(std::move(made.key_pem));
    return {};
}

// The file's own age stands for the certificate's, which begins when it is written.
bool ends_soon(const fs::path& certificate) {
    std::error_code error;
    const auto written = fs::last_write_time(certificate, error);
    return error ||
           fs::file_time_type::clock::now() - written > kLifetime - std::chrono::hours(24 * 30);
}

}  // namespace

Result<Identity> load_identity(const fs::path& directory) {
    if (const Status made = make_private_directory(directory); !made) {
        return fail(Code::kInvalid, "data directory " + made.error().message);
    }
    Identity identity;
    TRY_ASSIGN(identity.certificate_pem, read_if_there(directory / "server.crt"));
    TRY_ASSIGN(const std::string key, read_if_there(directory / "server.key"));
    if (identity.certificate_pem.empty() || key.empty() || ends_soon(directory / "server.crt")) {
        TRY(make_tls(directory, identity));
    } else {
        identity.key_pem = std::make_shared<const crypto::SecretBytes>(key);
    }
    TRY_ASSIGN(identity.token, read_if_there(directory / "token"));
    identity.token = trim(identity.token);
    if (identity.token.empty()) {
        identity.token = to_hex(crypto::random_bytes(kTokenBytes));
        TRY(write_file_atomically(directory / "token", identity.token + "\n"));
    }
    TRY_ASSIGN(const std::string port, read_if_there(directory / "port"));
    std::from_chars(port.data(), port.data() + port.size(), identity.last_port);
    return identity;
}

Result<fs::path> save_address(const fs::path& directory, const Identity& identity,
                              std::uint16_t port) {
    TRY(write_file_atomically(directory / "port", std::to_string(port) + "\n"));
    const Object cluster{
        {"server", "https://127.0.0.1:" + std::to_string(port)},
        {"certificate-authority-data", crypto::base64_encode(identity.certificate_pem)}};
    const Value config = Object{
        {"apiVersion", "v1"},
        {"kind", "Config"},
        {"clusters", Array{Object{{"name", kKubeconfigName}, {"cluster", cluster}}}},
        {"users",
         Array{Object{{"name", kKubeconfigName}, {"user", Object{{"token", identity.token}}}}}},
        {"contexts", Array{Object{{"name", kKubeconfigName},
                                  {"context", Object{{"cluster", kKubeconfigName},
                                                     {"user", kKubeconfigName}}}}}},
        {"current-context", kKubeconfigName}};
    const fs::path file = directory / "kubeconfig";
    TRY(write_file_atomically(file, manifest::write_yaml(config)));
    return file;
}

}  // namespace sealer::standalone
