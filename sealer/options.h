// SPDX-License-Identifier: Apache-2.0
// kubeseal's command line: its flags, with their defaults and environment variables (reference:
// sealed-secrets.md 2.1 and 2.2).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "sealer/cluster_options.h"
#include "sealer/sealing.h"

namespace sealer::cli {

// The name under which the program has kubeseal's flags, and no others.
constexpr const char* kKubeseal = "kubeseal";

struct Options {
    std::string program = "sealer";  // argv[0] without its folder: "kubeseal" where linked so
    std::string cert;
    ClusterOptions cluster;
    SealingOptions sealing;
    std::string format = "json";
    std::string sealed_secret_file;  // empty: stdout
    std::string secret_file;         // empty: stdin
    std::string merge_into;
    bool fetch_cert = false;
    bool validate = false;
    bool raw = false;
    bool re_encrypt = false;
    bool rotate = false;  // the old name of re_encrypt
    bool recovery_unseal = false;
    std::vector<std::string> from_file;
    std::vector<std::string> recovery_private_key;
};

// What to do instead of a command: text for stdout.
struct Information {
    std::string text;  // of --help or --version
};

struct ParsedCommandLine {
    Options options;
    std::optional<Information> information;
};

// arguments[0] is the program; positional arguments are ignored. Errors as CommandLine::parse.
[[nodiscard]] Result<ParsedCommandLine> parse_command_line(
    const std::vector<std::string>& arguments, const kube::Environment& environment);

// Calls `visit` with the definition as `program` has it: good for reading while that runs.
void visit_kubeseal_command_line(const std::string& program,
                                 const std::function<void(const CommandLine&)>& visit);

// "sealer" or "kubeseal", as argv[0] has it.
[[nodiscard]] std::string program_name(const std::vector<std::string>& arguments);

}  // namespace sealer::cli
