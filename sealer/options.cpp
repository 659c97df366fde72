// SPDX-License-Identifier: Apache-2.0
#include "sealer/options.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <utility>

#include <CLI/CLI.hpp>

#include "common/base/text.h"

namespace sealer::cli {
namespace {

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

// Flags as the command line has them, before their meaning is checked.
struct Raw {
    Options options;
    std::string scope = "strict";
    bool version = false;
    std::string ignored_text;
    bool ignored_flag = false;
    std::vector<std::string> ignored_list;
};

std::string variable_name(std::string flag) {
    for (char& c : flag) {
        c = c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return "SEALED_SECRETS_" + flag;
}

class Flags {
  public:
    Flags(CLI::App& app, const kube::Environment& environment)
        : app_(app), environment_(environment) {}

    template <class T>
    void option(const std::string& names, T& target, const std::string& description) {
        CLI::Option* option = app_.add_option(names, target, description);
        if constexpr (std::is_same_v<T, std::string>) {
            option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
        } else {
            option->delimiter(',')->allow_extra_args(false);
        }
        remember(option, [&target](const std::string& text) { assign(target, text); });
    }

    void flag(const std::string& names, bool& target, const std::string& description) {
        CLI::Option* option = app_.add_flag(names, target, description);
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
        // As kubeseal: a value that is no boolean does not count.
        remember(option, [&target](const std::string& text) {
            if (text == "true" || text == "1" || text == "t") {
                target = true;
            }
        });
    }

    void group(const std::string& name) { group_ = name; }

    // For the flags that the command line did not give. kubeseal's own reading of variables, since
    // CLI11 asks the process's environment only.
    void read_environment() const {
        for (const auto& [option, assign_text] : variables_) {
            const auto value = environment_(variable_name(option->get_lnames().front()));
            if (option->count() == 0 && value) {
                assign_text(*value);
            }
        }
    }

  private:
    static void assign(std::string& target, const std::string& text) { target = text; }
    static void assign(std::vector<std::string>& target, const std::string& text) {
        for (const std::string_view part : split(text, ',')) {
            target.emplace_back(part);
        }
    }

    void remember(CLI::Option* option, std::function<void(const std::string&)> assign_text) {
        option->group(group_);
        if (!option->get_lnames().empty()) {
            variables_.emplace_back(option, std::move(assign_text));
        }
    }

    CLI::App& app_;
    const kube::Environment& environment_;
    std::string group_;
    std::vector<std::pair<CLI::Option*, std::function<void(const std::string&)>>> variables_;
};

void add_sealing_flags(Flags& flags, Raw& raw) {
    Options& o = raw.options;
    flags.group("Sealing");
    flags.option("--cert", o.cert, "Certificate to seal with: a file or a URL; no cluster needed");
    flags.option("--scope", raw.scope, "strict, namespace-wide or cluster-wide");
    flags.option("--name", o.name, "Name of the Secret, over that in the input");
    flags.flag("--raw", o.raw, "Seal one value and print it in base64");
    flags.option("--from-file", o.from_file, "With --raw: read the value from this file");
    flags.flag("--allow-empty-data", o.allow_empty_data, "Accept Secrets without any data");

    flags.group("Input and output");
    flags.option("-f,--secret-file", o.secret_file, "Read the Secrets from this file, not stdin");
    flags.option("-w,--sealed-secret-file", o.sealed_secret_file,
                 "Write to this file, whole or not at all; .yaml and .yml mean --format yaml");
    flags.option("-o,--format", o.format, "json or yaml");

    flags.group("Controller");
    flags.flag("--fetch-cert", o.fetch_cert, "Print the controller's certificate");
    flags.flag("--validate", o.validate, "Ask the controller whether it can open the input");
    flags.option("--controller-name", o.controller_name, "Service of the controller");
    flags.option("--controller-namespace", o.controller_namespace, "Namespace of that Service");

    flags.group("Disaster recovery");
    flags.flag("--recovery-unseal", o.recovery_unseal,
               "Print the Secret in a SealedSecret, offline");
    flags.option("--recovery-private-key", o.recovery_private_key,
                 "Files with private keys: PEM, or Secrets in YAML or JSON");
}

void add_connection_flags(Flags& flags, Raw& raw) {
    kube::ConfigOverrides& c = raw.options.connection;
    flags.group("Cluster, as with kubectl");
    flags.option("-n,--namespace", c.namespace_, "Namespace of Secrets that name none");
    flags.option("--kubeconfig", c.kubeconfig, "kubeconfig file");
    flags.option("--context", c.context, "Context of the kubeconfig file");
    flags.option("--cluster", c.cluster, "Cluster of the kubeconfig file");
    flags.option("--user", c.user, "User of the kubeconfig file");
    flags.option("--server", c.server, "URL of the API server");
    flags.option("--token", c.token, "Bearer token");
    flags.option("--username", c.username, "User name for basic authentication");
    flags.option("--password", c.password, "Password for basic authentication");
    flags.option("--client-certificate", c.client_certificate, "Client certificate file");
    flags.option("--client-key", c.client_key, "Client key file");
    flags.option("--certificate-authority", c.certificate_authority, "CA file of the API server");
    flags.option("--tls-server-name", c.tls_server_name, "Name in the API server's certificate");
    flags.flag("--insecure-skip-tls-verify", c.insecure_skip_tls_verify,
               "Do not verify the API server's certificate");
    flags.option("--proxy-url", c.proxy_url, "Proxy to the API server");
    flags.option("--as", c.as, "User to impersonate");
    flags.option("--as-uid", c.as_uid, "UID to impersonate");
    flags.option("--as-group", c.as_groups, "Groups to impersonate");
}

// Flags of kubeseal's libraries that scripts may pass; they have no effect here.
void add_ignored_flags(Flags& flags, Raw& raw) {
    flags.group("");
    for (const char* name : {"-v,--v", "--vmodule", "--log_backtrace_at", "--log_dir", "--log_file",
                             "--log_file_max_size", "--stderrthreshold", "--request-timeout"}) {
        flags.option(name, raw.ignored_text, "");
    }
    for (const char* name :
         {"--add_dir_header", "--alsologtostderr", "--logtostderr", "--one_output",
          "--skip_headers", "--skip_log_headers", "--disable-compression"}) {
        flags.flag(name, raw.ignored_flag, "");
    }
}

tl::unexpected<Error> unknown_flag(const std::string& argument) {
    if (argument.starts_with("--")) {
        return fail(Code::kInvalid, "unknown flag: " + argument.substr(0, argument.find('=')));
    }
    return fail(Code::kInvalid,
                "unknown shorthand flag: '" + argument.substr(1, 1) + "' in " + argument);
}

// pflag takes "-o=yaml" for "-o yaml"; CLI11 would take the value "=yaml".
std::vector<std::string> reversed_arguments(const std::vector<std::string>& arguments) {
    std::vector<std::string> result;
    for (std::size_t i = arguments.size(); i-- > 1;) {
        std::string argument = arguments[i];
        if (argument.size() > 2 && argument[0] == '-' && argument[1] != '-' && argument[2] == '=') {
            argument.erase(2, 1);
        }
        result.push_back(std::move(argument));
    }
    return result;
}

Status check(Raw& raw) {
    const auto scope = crypto::parse_scope(raw.scope);
    if (!scope) {
        return fail(Code::kInvalid, "invalid argument \"" + raw.scope +
                                        "\" for \"--scope\" flag: " + scope.error().message);
    }
    raw.options.scope = *scope;
    return {};
}

}  // namespace

Result<ParsedCommandLine> parse_command_line(const std::vector<std::string>& arguments,
                                             const kube::Environment& environment) {
    Raw raw;
    if (!arguments.empty()) {
        raw.options.program = std::filesystem::path(arguments.front()).filename();
    }
    CLI::App app(
        "Seals Kubernetes Secrets, so that Git can hold them and only the cluster can "
        "open them.\nReads Secrets as YAML or JSON, prints SealedSecrets.",
        raw.options.program);
    app.footer(kExamples);
    app.allow_extras();
    app.set_help_flag("-h,--help", "Print this help");
    Flags flags(app, environment);
    add_sealing_flags(flags, raw);
    add_connection_flags(flags, raw);
    add_ignored_flags(flags, raw);
    app.add_flag("--version", raw.version, "Print the version");
    try {
        app.parse(reversed_arguments(arguments));
    } catch (const CLI::CallForHelp&) {
        return ParsedCommandLine{raw.options, Information{app.help()}};
    } catch (const CLI::ParseError& error) {
        return fail(Code::kInvalid, error.what());
    }
    for (const std::string& extra : app.remaining()) {
        if (extra.size() > 1 && extra.front() == '-') {
            return unknown_flag(extra);
        }
    }
    if (raw.version) {
        return ParsedCommandLine{
            raw.options, Information{raw.options.program + " version: v" SEALER_VERSION "\n"}};
    }
    flags.read_environment();
    TRY(check(raw));
    return ParsedCommandLine{std::move(raw.options), std::nullopt};
}

}  // namespace sealer::cli
