// SPDX-License-Identifier: Apache-2.0
#include "controller/options.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>

#include <CLI/CLI.hpp>

#include "common/app/namespace_patterns.h"
#include "common/base/file.h"
#include "common/base/text.h"
#include "common/manifest/object.h"
#include "keys/key_flags.h"

namespace sealer {
namespace {

constexpr const char* kVersion = "controller version: v" SEALER_VERSION;

constexpr const char* kAbout =
    "Makes a cluster match Git, secrets included: pulls repositories, renders and syncs the "
    "Applications found in the\n"
    "cluster, and unseals SealedSecrets into Secrets.\n\n"
    "In a cluster it needs no flags (kubectl apply -k crds/). To try it on a laptop, with an API "
    "server of its own:\n\n"
    "  sealer-controller --standalone\n\n"
    "In the place of the Sealed Secrets controller it takes that one's flags and finds its keys. "
    "Each flag may be an\n"
    "environment variable too: SEALED_SECRETS_KEY_RENEW_PERIOD=0 for --key-renew-period=0. "
    "Durations are 300ms, 1h30m;\n"
    "switches that are on are turned off by --NAME=false.\n";

// Without the name of the environment variable at each flag: it follows from the flag's.
class HelpFormatter : public CLI::Formatter {
  public:
    std::string make_option_opts(const CLI::Option* option) const override {
        std::string text;
        if (option->get_type_size() != 0) {
            text = " " + option->get_type_name();
            if (!option->get_default_str().empty()) {
                text += "=" + option->get_default_str();
            }
        }
        return text;
    }
};

// Durations in Go's form, as Kubernetes' programs take them.
template <class Duration>
CLI::Option* add_duration(CLI::App& app, const std::string& name, Duration& target,
                          const std::string& help) {
    return app
        .add_option_function<std::string>(
            name,
            [&target](const std::string& text) {
                const Result<std::chrono::nanoseconds> duration = parse_duration(text);
                if (!duration || duration->count() < 0) {
                    throw CLI::ValidationError(duration ? "the duration must not be negative"
                                                        : duration.error().message);
                }
                target = std::chrono::duration_cast<Duration>(*duration);
            },
            help)
        ->type_name("DURATION");
}

template <class Value, class Parse>
CLI::Option* add_parsed(CLI::App& app, const std::string& name, Value& target, Parse parse,
                        const std::string& help) {
    return app.add_option_function<std::string>(
        name,
        [&target, parse](const std::string& text) {
            const auto parsed = parse(text);
            if (!parsed) {
                throw CLI::ValidationError(parsed.error().message);
            }
            target = *parsed;
        },
        help);
}

// The Pod's, as the Sealed Secrets controller finds it; outside a Pod, where it runs by default.
std::string own_namespace() {
    const char* from_pod =
        std::getenv("POD_NAMESPACE");  // NOLINT(concurrency-mt-unsafe): before threads start
    if (from_pod != nullptr && *from_pod != '\0') {
        return from_pod;
    }
    const auto of_account = read_file("/var/run/secrets/kubernetes.io/serviceaccount/namespace");
    const std::string name(of_account ? trim(*of_account) : std::string_view());
    return name.empty() ? "kube-system" : name;
}

std::string default_data_directory(bool standalone) {
    const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe): before threads start
    if (standalone && home != nullptr) {
        return std::string(home) + "/.local/share/sealer";
    }
    std::error_code error;  // TMPDIR may be anything
    const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
    return ((error ? "/tmp" : folder) / "sealer-controller").string();
}

// What the command line says before it is made sense of as a whole.
struct Raw {
    bool all_namespaces = true;
    std::string additional_namespaces;
    std::string ignored;
    bool ignored_flag = false;
    bool skip_recreate = false;
};

void add_place(CLI::App& app, Options& options) {
    const char* group = "Where it runs";
    app.add_flag("--standalone", options.standalone,
                 "Bring an own small API server, on the loopback interface")
        ->group(group);
    app.add_flag("--simulate-workloads", options.simulate_workloads,
                 "There, report workloads as healthy, since no Pods run [true]")
        ->group(group);
    app.add_option("--data-dir", options.data_directory,
                   "Folder for repositories and, with --standalone, everything else")
        ->group(group);
    app.add_option("--kubeconfig", options.kubeconfig, "Kubeconfig file, outside a cluster")
        ->group(group);
    app.add_option("--namespace", options.namespace_,
                   "Namespace of the sealing keys [$POD_NAMESPACE, the Pod's, kube-system]")
        ->group(group);
    app.add_flag("--leader-elect", options.leader_elect,
                 "Share the work among replicas: one writes, all serve certificate and verify")
        ->group(group);
}

void add_unsealing(CLI::App& app, Options& options, Raw& raw) {
    const char* group = "Which SealedSecrets, and how";
    app.add_flag("--all-namespaces", raw.all_namespaces,
                 "Unseal in all namespaces; =false: in --namespace alone [true]")
        ->group(group);
    app.add_option("--additional-namespaces", raw.additional_namespaces,
                   "Unseal in --namespace and these alone, comma separated; missing ones are "
                   "left out")
        ->group(group);
    app.add_option("--label-selector", options.label_selector,
                   "Unseal just those with such labels: a=b,c!=d,e in (f,g)")
        ->group(group);
    app.add_flag("--accept-deprecated-v1-data", options.accept_v1,
                 "Unseal the deprecated spec.data as well [true]")
        ->group(group);
    app.add_flag("--update-status", options.update_status,
                 "Write conditions, and with them what spares a restart the unsealing [true]")
        ->group(group);
    app.add_flag("--skip-recreate", raw.skip_recreate,
                 "Do not watch Secrets: deleted and edited ones stay as they are")
        ->group(group);
    app.add_flag("--old-gc-behavior", options.delete_orphans,
                 "Delete a Secret whose SealedSecret is gone, if that controlled it, without "
                 "waiting for the garbage collector")
        ->group(group);
}

void add_serving(CLI::App& app, Options& options) {
    const char* group = "Serving";
    app.add_option("--listen-addr", options.listen_address,
                   "Address of /healthz, /readyz, /v1/cert.pem, /v1/verify and /v1/rotate")
        ->capture_default_str()
        ->group(group);
    app.add_option("--listen-metrics-addr", options.metrics_address, "Address of /metrics")
        ->capture_default_str()
        ->group(group);
    app.add_flag("--metrics-omit-secret-labels", options.omit_names_in_metrics,
                 "Leave the names of SealedSecrets out of the metrics")
        ->group(group);
    app.add_option("--rate-limit", options.rate_limit,
                   "Requests a second that one client may make to verify and to rotate; 0: any")
        ->check(CLI::Range(0, 1'000'000))
        ->type_name("COUNT")
        ->capture_default_str()
        ->group(group);
    app.add_option("--rate-limit-burst", options.rate_limit_burst, "And so many more at once")
        ->check(CLI::Range(0, 1'000'000))
        ->type_name("COUNT")
        ->capture_default_str()
        ->group(group);
    add_duration(app, "--read-timeout", options.read_timeout,
                 "For a request to arrive, and for a connection without one [2m]")
        ->group(group);
    add_duration(app, "--write-timeout", options.write_timeout,
                 "For a client to take an answer [2m]")
        ->group(group);
    app.add_option("--kubeclient-qps", options.queries_per_second,
                   "Requests a second to the API server; negative: any")
        ->capture_default_str()
        ->group(group);
    app.add_option("--kubeclient-burst", options.query_burst, "Requests at once to the API server")
        ->capture_default_str()
        ->group(group);
}

void add_applications(CLI::App& app, Options& options) {
    const char* group = "Applications and Git";
    app.add_option("--application-namespace", options.application_namespace,
                   "Namespace of the Applications")
        ->capture_default_str()
        ->group(group);
    add_parsed(
        app, "--application-namespaces", options.application_namespaces,
        [](const std::string& text) -> Result<std::vector<std::string>> {
            std::vector<std::string> patterns = parse_name_list(text);
            TRY(app::check_namespace_patterns(patterns));
            return patterns;
        },
        "Further ones, comma separated: globs, or /regular expressions/; projects must permit "
        "them in sourceNamespaces")
        ->group(group);
    add_duration(app, "--git-poll-interval", options.git_poll_interval,
                 "How often to ask repositories for news [3m]")
        ->group(group);
    app.add_option_function<std::vector<std::string>>(
           "--render-limit",
           [&options](const std::vector<std::string>& limits) {
               for (const std::string& limit : limits) {
                   if (const Status set = render::set_limit(options.render_limits, limit); !set) {
                       throw CLI::ValidationError(set.error().message);
                   }
               }
           },
           "What one render may take at most (" + render::limits_help() + ")")
        ->type_name("NAME=VALUE")
        ->group(group);
    app.add_flag("--allow-local-git", options.allow_local_git,
                 "Allow git:// and file:// repositories (implied by --standalone)")
        ->group(group);
}

void add_keys(CLI::App& app, Options& options) {
    const char* group = "Sealing keys";
    add_duration(app, "--key-renew-period,--rotate-period", options.key_renew_period,
                 "Age at which a new key takes over, 0: never [720h]; SIGUSR1 makes one at once")
        ->group(group);
    add_parsed(
        app, "--key-cutoff-time", options.key_cutoff,
        [](const std::string& text) -> Result<std::optional<WallTime>> {
            if (text.empty()) {
                return std::nullopt;
            }
            return parse_rfc1123_time(text);
        },
        "Renew a key older than this time (date -R)")
        ->group(group);
    add_duration(app, "--key-ttl", options.key_lifetime,
                 "Validity of a new key's certificate [87600h]")
        ->group(group);
    app.add_option("--key-size", options.key_bits, "Size of a new key in bits")
        ->check(CLI::Range(2048, 8192))
        ->type_name("BITS")
        ->capture_default_str()
        ->group(group);
    app.add_option("--key-prefix", options.key_prefix, "Start of the names of key Secrets")
        ->capture_default_str()
        ->group(group);
    app.add_option("--my-cn", options.common_name, "Common name in a new key's certificate")
        ->group(group);
    add_parsed(app, "--key-order-priority", options.key_order, keys::parse_key_order,
               "Which key is the newest, and seals: by CertNotBefore or SecretCreationTimestamp "
               "[CertNotBefore]")
        ->group(group);
    add_parsed(app, "--privatekey-labels", options.key_labels, keys::parse_key_values,
               "Further labels of new key Secrets: k=v,k2=v2")
        ->group(group);
    add_parsed(app, "--privatekey-annotations", options.key_annotations, keys::parse_key_values,
               "Further annotations of new key Secrets: k=v,k2=v2")
        ->group(group);
}

void add_logging(CLI::App& app, Options& options) {
    const char* group = "Logging";
    add_parsed(app, "--log-level", options.log_level, log::parse_level,
               "debug, info, warn or error [info]")
        ->group(group);
    add_parsed(app, "--log-format", options.log_format, log::parse_format, "text or json [text]")
        ->group(group);
    app.add_flag("--log-info-stdout", options.log_info_stdout,
                 "Debug and info to stdout, the rest to stderr; =false: all to stderr [true]")
        ->group(group);
}

void add_accepted(CLI::App& app, Raw& raw) {
    const char* group = "Accepted for the sake of the Sealed Secrets controller";
    app.add_option("--max-unseal-retries", raw.ignored,
                   "No effect: failures of the API server are tried again for ever, ever more "
                   "slowly; what cannot be opened, when it or the keys change")
        ->check(CLI::Number)
        ->group(group);
    app.add_flag("--watch-for-secrets", raw.ignored_flag,
                 "No effect: keys that come, change or go count at once")
        ->group(group);
}

// SEALED_SECRETS_KEY_PREFIX for --key-prefix, and so on.
void name_environment_variables(CLI::App& app) {
    for (CLI::Option* option : app.get_options()) {
        if (option->get_lnames().empty() || option == app.get_help_ptr()) {
            continue;
        }
        std::string name = "SEALED_SECRETS_" + option->get_lnames().front();
        std::ranges::transform(name, name.begin(), [](char c) {
            return c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        });
        if (name != "SEALED_SECRETS_VERSION") {
            option->envname(name);
        }
    }
}

void add_options(CLI::App& app, Options& options, Raw& raw) {
    add_place(app, options);
    add_unsealing(app, options, raw);
    add_keys(app, options);
    add_applications(app, options);
    add_serving(app, options);
    add_logging(app, options);
    add_accepted(app, raw);
    name_environment_variables(app);
}

// What depends on several flags, and what CLI11 cannot check.
Status complete(Options& options, const Raw& raw) {
    TRY(keys::check_key_prefix(options.key_prefix));
    TRY(manifest::Selector::parse(options.label_selector));
    if (options.namespace_.empty()) {
        options.namespace_ = own_namespace();
    }
    if (!raw.all_namespaces || !raw.additional_namespaces.empty()) {
        options.namespaces = parse_name_list(options.namespace_ + "," + raw.additional_namespaces);
    }
    options.watch_secrets = !raw.skip_recreate;
    if (options.data_directory.empty()) {
        options.data_directory = default_data_directory(options.standalone);
    }
    options.allow_local_git = options.allow_local_git || options.standalone;
    return {};
}

}  // namespace

Result<std::optional<Options>> parse_options(int argc, char** argv) {
    Options options;
    Raw raw;
    CLI::App app{kAbout, "sealer-controller"};
    app.formatter(std::make_shared<HelpFormatter>());
    app.set_version_flag("--version", kVersion);
    add_options(app, options, raw);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& answer) {
        app.exit(answer);
        return std::nullopt;
    } catch (const CLI::ParseError& error) {
        return fail(Code::kInvalid, std::string(error.what()) + " (see sealer-controller --help)");
    }
    if (const Status status = complete(options, raw); !status) {
        return fail(Code::kInvalid, status.error().message + " (see sealer-controller --help)");
    }
    return options;
}

}  // namespace sealer
