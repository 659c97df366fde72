// SPDX-License-Identifier: Apache-2.0
#include "sealer/options.h"

#include <filesystem>
#include <utility>

#include "sealer/subcommand.h"

namespace sealer::cli {
namespace {

constexpr const char* kSummary =
    "Seals Kubernetes Secrets, so that Git can hold them and only the cluster can open them.\n"
    "Reads Secrets as YAML or JSON, prints SealedSecrets.";

constexpr const char* kExamples = R"(
Examples:
  Seal a Secret for the cluster that kubectl talks to, and commit the result:
    kubectl create secret generic db --from-literal=password=s3cret --dry-run=client -o yaml |
      sealer --format yaml > db-sealed.yaml

  Work offline with the cluster's certificate:
    sealer --fetch-cert > cert.pem
    sealer --cert cert.pem -f db.yaml -w db-sealed.yaml

  Seal one value, to paste it into spec.encryptedData of a SealedSecret:
    printf s3cret | sealer --raw --namespace shop --name db

Scopes:
  strict          only the namespace and name that it was sealed for opens it (the default)
  namespace-wide  any name in the namespace
  cluster-wide    any name in any namespace

Every flag has an environment variable: SEALED_SECRETS_CERT for --cert, and so on.
)";

struct Switches {
    bool help = false;
    bool version = false;
    std::string ignored_text;
    bool ignored_switch = false;
};

void add_modes(CommandLine& line, Options& o) {
    line.group("Sealing");
    line.text("--cert", o.cert, "FILE",
              "Certificate to seal with, a file or a URL; no cluster needed");
    add_sealing_flags(line, o.sealing);
    line.text("--name", o.sealing.name, "NAME", "Name of the Secret, over that in the input");
    line.toggle("--raw", o.raw, "Seal one value and print it in base64");
    line.list("--from-file", o.from_file, "FILE", "With --raw: read the value from this file");
    line.text("--merge-into", o.merge_into, "FILE",
              "Seal into the SealedSecret in this file, and keep all else in it");

    if (o.program != kKubeseal) {
        add_copy_metadata_flag(line, o.sealing);
    }

    line.group("Input and output");
    line.text("-f,--secret-file", o.secret_file, "FILE", "Read this file, not stdin");
    line.text("-w,--sealed-secret-file", o.sealed_secret_file, "FILE",
              "Write this file, whole or not at all; .yaml and .yml mean --format yaml");
    line.text("-o,--format", o.format, "json|yaml", "How to print; json if not given");
}

void add_controller_modes(CommandLine& line, Options& o) {
    add_controller_flags(line, o.cluster);
    line.toggle("--fetch-cert", o.fetch_cert, "Print the controller's certificate");
    line.toggle("--validate", o.validate, "Ask the controller whether it can open the input");
    line.toggle("--re-encrypt", o.re_encrypt,
                "Let the controller re-seal the input for its newest key; with -f alone, in place");
    line.toggle("--rotate", o.rotate, "");

    line.group("Disaster recovery");
    line.toggle("--recovery-unseal", o.recovery_unseal,
                "Print the Secret in a SealedSecret, offline");
    line.list("--recovery-private-key", o.recovery_private_key, "FILE",
              "Private keys: PEM, or Secrets in YAML or JSON");
}

// Flags of kubeseal's libraries that scripts may pass; they have no effect here.
void add_ignored_flags(CommandLine& line, Switches& switches) {
    for (const char* name : {"--vmodule", "--log_backtrace_at", "--log_dir", "--log_file",
                             "--log_file_max_size", "--stderrthreshold"}) {
        line.text(name, switches.ignored_text, "TEXT", "");
    }
    for (const char* name :
         {"--add_dir_header", "--alsologtostderr", "--logtostderr", "--one_output",
          "--skip_headers", "--skip_log_headers", "--disable-compression"}) {
        line.toggle(name, switches.ignored_switch, "");
    }
}

void define_options(CommandLine& line, Options& options, Switches& switches) {
    add_modes(line, options);
    add_controller_modes(line, options);
    add_connection_flags(line, options.cluster);
    add_ignored_flags(line, switches);
    line.group("Help");
    line.toggle("-h,--help", switches.help, "Print this help");
    line.toggle("--version", switches.version, "Print the version");
    line.ignore_operands();
}

}  // namespace

std::string program_name(const std::vector<std::string>& arguments) {
    return arguments.empty() ? "sealer"
                             : std::filesystem::path(arguments.front()).filename().string();
}

void visit_kubeseal_command_line(const std::string& program,
                                 const std::function<void(const CommandLine&)>& visit) {
    Options options;
    options.program = program;
    Switches switches;
    CommandLine line(program, kSummary);
    define_options(line, options, switches);
    line.footer(kExamples);
    visit(line);
}

Result<ParsedCommandLine> parse_command_line(const std::vector<std::string>& arguments,
                                             const kube::Environment& environment) {
    ParsedCommandLine parsed;
    Switches switches;
    parsed.options.program = program_name(arguments);
    CommandLine line(parsed.options.program, kSummary);
    define_options(line, parsed.options, switches);
    TRY(line.parse({arguments.begin() + (arguments.empty() ? 0 : 1), arguments.end()},
                   environment));
    if (switches.help && parsed.options.program == kKubeseal) {
        parsed.information =
            Information{"Usage of " + arguments.front() + ":\n" + line.flag_list()};
    } else if (switches.help) {
        line.footer(list_of_commands("") + kExamples);
        parsed.information = Information{line.help()};
    } else if (switches.version) {
        parsed.information =
            Information{parsed.options.program + " version: v" SEALER_VERSION "\n"};
    }
    return parsed;
}

}  // namespace sealer::cli
