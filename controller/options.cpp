// SPDX-License-Identifier: Apache-2.0
#include "controller/options.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <CLI/CLI.hpp>

#include "common/base/time.h"

namespace sealer {
namespace {

constexpr const char* kVersion = "controller version: v" SEALER_VERSION;

constexpr const char* kAbout =
    "Makes a cluster match Git, secrets included: pulls repositories, renders and syncs the "
    "Applications found in the\n"
    "cluster, and unseals SealedSecrets into Secrets.\n\n"
    "In a cluster it needs no flags (kubectl apply -k crds/). To try it on a laptop, with an API "
    "server of its own:\n\n"
    "  sealer-controller --standalone\n";

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
void add_parsed(CLI::App& app, const std::string& name, Value& target, Parse parse,
                const std::string& help) {
    app.add_option_function<std::string>(
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

std::string own_namespace() {
    const char* from_pod =
        std::getenv("POD_NAMESPACE");  // NOLINT(concurrency-mt-unsafe): before threads start
    return from_pod != nullptr && *from_pod != '\0' ? from_pod : "kube-system";
}

std::string default_data_directory(bool standalone) {
    const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe): before threads start
    if (standalone && home != nullptr) {
        return std::string(home) + "/.local/share/sealer";
    }
    return (std::filesystem::temp_directory_path() / "sealer-controller").string();
}

void add_options(CLI::App& app, Options& options) {
    app.add_flag("--standalone", options.standalone,
                 "Bring an own small API server, on the loopback interface")
        ->group("Where");
    app.add_option("--data-dir", options.data_directory,
                   "Folder for repositories and, with --standalone, everything else")
        ->group("Where");
    app.add_option("--kubeconfig", options.kubeconfig, "Kubeconfig file, outside a cluster")
        ->group("Where");
    app.add_option("--namespace", options.namespace_, "Namespace of the sealing keys")
        ->group("Where");
    app.add_option("--application-namespace", options.application_namespace,
                   "Namespace of the Applications")
        ->capture_default_str()
        ->group("Where");
    app.add_option("--simulate-workloads", options.simulate_workloads,
                   "Report workloads as healthy, since no Pods run in the standalone API server")
        ->capture_default_str()
        ->group("Where");
    app.add_option("--listen-addr", options.listen_address,
                   "Address of /healthz, /readyz and /v1/cert.pem")
        ->capture_default_str()
        ->group("Serving");
    app.add_option("--listen-metrics-addr", options.metrics_address, "Address of /metrics")
        ->capture_default_str()
        ->group("Serving");
    add_duration(app, "--git-poll-interval", options.git_poll_interval,
                 "How often to ask repositories for news [3m]")
        ->group("Git");
    app.add_flag("--allow-local-git", options.allow_local_git,
                 "Allow git:// and file:// repositories (implied by --standalone)")
        ->group("Git");
    add_duration(app, "--key-renew-period", options.key_renew_period,
                 "Age at which a new key takes over, 0: never [720h]")
        ->group("Sealing keys");
    add_duration(app, "--key-ttl", options.key_lifetime,
                 "Validity of a new key's certificate [87600h]")
        ->group("Sealing keys");
    app.add_option("--key-size", options.key_bits, "Size of a new key in bits")
        ->check(CLI::Range(2048, 8192))
        ->capture_default_str()
        ->group("Sealing keys");
    app.add_option("--key-prefix", options.key_prefix, "Start of the names of key Secrets")
        ->capture_default_str()
        ->group("Sealing keys");
    app.add_option("--my-cn", options.common_name, "Common name in a new key's certificate")
        ->group("Sealing keys");
    app.add_option("--kubeclient-qps", options.queries_per_second,
                   "Requests a second to the API server")
        ->capture_default_str()
        ->group("Serving");
    app.add_option("--kubeclient-burst", options.query_burst, "Requests at once to the API server")
        ->capture_default_str()
        ->group("Serving");
    add_parsed(app, "--log-level", options.log_level, log::parse_level,
               "debug, info, warn or error");
    add_parsed(app, "--log-format", options.log_format, log::parse_format, "text or json");
}

}  // namespace

Result<std::optional<Options>> parse_options(int argc, char** argv) {
    Options options;
    CLI::App app{kAbout, "sealer-controller"};
    app.set_version_flag("--version", kVersion);
    add_options(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& answer) {
        app.exit(answer);
        return std::nullopt;
    } catch (const CLI::ParseError& error) {
        return fail(Code::kInvalid, std::string(error.what()) + " (see sealer-controller --help)");
    }
    if (options.namespace_.empty()) {
        options.namespace_ = own_namespace();
    }
    if (options.data_directory.empty()) {
        options.data_directory = default_data_directory(options.standalone);
    }
    options.allow_local_git = options.allow_local_git || options.standalone;
    return options;
}

Result<ListenAddress> parse_listen_address(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    const auto invalid = [&text] {
        return fail(Code::kInvalid,
                    "invalid listen address \"" + text + "\": expected HOST:PORT or :PORT");
    };
    if (colon == std::string::npos) {
        return invalid();
    }
    ListenAddress address{text.substr(0, colon), 0};
    if (address.host.starts_with('[') && address.host.ends_with(']')) {
        address.host = address.host.substr(1, address.host.size() - 2);
    }
    if (address.host.empty()) {
        address.host = "0.0.0.0";
    }
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data() + colon + 1, end, address.port);
    return error == std::errc() && stopped == end ? Result<ListenAddress>(address) : invalid();
}

}  // namespace sealer
