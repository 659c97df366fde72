// SPDX-License-Identifier: Apache-2.0
// The command line: kubeseal's flags, with its defaults and environment variables (reference:
// sealed-secrets.md 2.1 and 2.2).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/crypto/scope.h"
#include "common/kube/config.h"

namespace sealer::cli {

struct Options {
    std::string program = "sealer";  // argv[0] without its folder: "kubeseal" where linked so
    std::string cert;
    std::string controller_name = "sealed-secrets-controller";
    std::string controller_namespace = "kube-system";
    std::string format = "json";
    std::string sealed_secret_file;  // empty: stdout
    std::string secret_file;         // empty: stdin
    bool fetch_cert = false;
    bool allow_empty_data = false;
    bool validate = false;
    bool raw = false;
    bool recovery_unseal = false;
    std::string name;
    std::vector<std::string> from_file;
    std::vector<std::string> recovery_private_key;
    crypto::Scope scope = crypto::Scope::kStrict;
    kube::ConfigOverrides connection;  // its namespace_ is --namespace
};

// What to do instead of a command: text for stdout.
struct Information {
    std::string text;  // of --help or --version
};

struct ParsedCommandLine {
    Options options;
    std::optional<Information> information;
};

// Flags win over SEALED_SECRETS_* variables, these over defaults; positional arguments are ignored,
// as kubeseal does. kInvalid in the words of Go's pflag: "unknown flag: --x".
[[nodiscard]] Result<ParsedCommandLine> parse_command_line(
    const std::vector<std::string>& arguments, const kube::Environment& environment);

}  // namespace sealer::cli
