// SPDX-License-Identifier: Apache-2.0
#include "common/kube/exec_credentials.h"

#include <optional>
#include <utility>

#include <unistd.h>

#include "common/base/mutex.h"
#include "common/base/process.h"
#include "common/base/text.h"
#include "common/base/time.h"
#include "common/http/default_authorities.h"
#include "common/manifest/json.h"

namespace sealer::kube {
namespace {

using manifest::Value;

constexpr std::chrono::seconds kTimeout{60};
constexpr std::size_t kMaxOutputBytes = std::size_t{1} << 20;
// A credential is replaced this long before its end, so that it does not end on its way.
constexpr std::chrono::seconds kMargin{10};

std::map<std::string, std::string> own_environment() {
    std::map<std::string, std::string> variables;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const std::size_t equals = text.find('=');
        if (equals != std::string_view::npos) {
            variables.emplace(text.substr(0, equals), text.substr(equals + 1));
        }
    }
    http::restore_default_authorities(variables);
    return variables;
}

class ExecCredentials final : public Credentials {
  public:
    ExecCredentials(Command command, std::string api_version, std::string install_hint)
        : command_(std::move(command)),
          api_version_(std::move(api_version)),
          install_hint_(std::move(install_hint)) {}

    Result<std::string> authorization(bool rejected) override {
        const MutexLock lock(mutex_);
        TRY(refresh(rejected));
        return header_;
    }

    Result<http::TlsOptions> tls(http::TlsOptions base) override {
        const MutexLock lock(mutex_);
        TRY(refresh(false));
        if (!certificate_pem_.empty()) {
            base.client_cert_pem = certificate_pem_;
            base.client_key_pem = key_pem_;
        }
        return base;
    }

  private:
    Status refresh(bool rejected) REQUIRES(mutex_) {
        const bool ended =
            expires_.has_value() && std::chrono::system_clock::now() + kMargin >= *expires_;
        if (known_ && !rejected && !ended) {
            return {};
        }
        const std::string& program = command_.arguments.front();
        auto output = run(command_);
        if (!output.has_value()) {
            const std::string hint = install_hint_.empty() ? "" : "\n" + install_hint_;
            return fail(Code::kDenied,
                        "credential plugin " + program + ": " + output.error().message + hint);
        }
        if (output->exit_code != 0) {
            return fail(Code::kDenied, "credential plugin " + program + " failed with exit code " +
                                           std::to_string(output->exit_code) + ": " +
                                           std::string(trim(output->standard_error)));
        }
        const auto credential = manifest::parse_json(output->standard_output);
        if (!credential.has_value() || credential->text("kind") != "ExecCredential" ||
            credential->text("apiVersion") != api_version_) {
            return fail(Code::kDenied, "credential plugin " + program +
                                           " did not print an ExecCredential of " + api_version_);
        }
        return accept(*credential, program);
    }

    Status accept(const Value& credential, const std::string& program) REQUIRES(mutex_) {
        const std::string_view token = credential.text("status", "token");
        const std::string_view key = credential.text("status", "clientKeyData");
        const std::string_view certificate = credential.text("status", "clientCertificateData");
        if (token.empty() && certificate.empty()) {
            return fail(Code::kDenied,
                        "credential plugin " + program + " gave neither token nor certificate");
        }
        if (certificate.empty() != key.empty()) {
            return fail(Code::kDenied,
                        "credential plugin " + program + " gave a certificate without its key");
        }
        // An end that no clock of ours can tell, such as the year 9999, is none.
        const auto end = parse_time(credential.text("status", "expirationTimestamp"));
        expires_ = end.has_value() ? std::optional(*end) : std::nullopt;
        header_ = token.empty() ? "" : "Bearer " + std::string(token);
        certificate_pem_ = certificate;
        key_pem_ = key.empty() ? nullptr : std::make_shared<const crypto::SecretBytes>(key);
        known_ = true;
        return {};
    }

    const Command command_;
    const std::string api_version_;
    const std::string install_hint_;

    Mutex mutex_;
    bool known_ GUARDED_BY(mutex_) = false;
    std::string header_ GUARDED_BY(mutex_);
    std::string certificate_pem_ GUARDED_BY(mutex_);
    std::shared_ptr<const crypto::SecretBytes> key_pem_ GUARDED_BY(mutex_);
    std::optional<WallTime> expires_ GUARDED_BY(mutex_);
};

std::string exec_info(std::string_view api_version, const Value* cluster) {
    manifest::Object spec{{"interactive", false}};
    if (cluster != nullptr) {
        spec.append("cluster", *cluster);
    }
    return manifest::write_json(manifest::Object{
        {"kind", "ExecCredential"}, {"apiVersion", api_version}, {"spec", std::move(spec)}});
}

}  // namespace

Result<std::shared_ptr<Credentials>> exec_credentials(const Value& exec,
                                                      const std::filesystem::path& directory,
                                                      const Value& cluster) {
    const std::string_view api_version = exec.text("apiVersion");
    if (api_version != "client.authentication.k8s.io/v1" &&
        api_version != "client.authentication.k8s.io/v1beta1") {
        return fail(Code::kInvalid,
                    "exec plugin: invalid apiVersion \"" + std::string(api_version) + "\"");
    }
    std::string program(exec.text("command"));
    if (program.empty()) {
        return fail(Code::kInvalid, "exec plugin: no command");
    }
    if (exec.text("interactiveMode") == "Always") {
        return fail(Code::kInvalid,
                    "exec plugin " + program + " needs a terminal, which it cannot have here");
    }
    if (program.find('/') != std::string::npos) {
        program = (directory / program).lexically_normal().string();
    }
    Command command;
    command.arguments.push_back(std::move(program));
    for (const Value& argument : manifest::elements(exec.get("args"))) {
        command.arguments.emplace_back(argument.is_string() ? argument.as_string() : std::string());
    }
    command.environment = own_environment();
    for (const Value& variable : manifest::elements(exec.get("env"))) {
        command.environment[std::string(variable.text("name"))] = variable.text("value");
    }
    command.environment["KUBERNETES_EXEC_INFO"] =
        exec_info(api_version, exec.flag("provideClusterInfo") ? &cluster : nullptr);
    command.timeout = kTimeout;
    command.max_output_bytes = kMaxOutputBytes;
    return std::make_shared<ExecCredentials>(std::move(command), std::string(api_version),
                                             std::string(exec.text("installHint")));
}

}  // namespace sealer::kube
