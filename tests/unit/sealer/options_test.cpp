// SPDX-License-Identifier: Apache-2.0
#include "sealer/options.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sealer::cli {
namespace {

Result<ParsedCommandLine> parse_typed(std::vector<std::string> arguments,
                                      const std::map<std::string, std::string>& variables = {}) {
    arguments.insert(arguments.begin(), "/usr/bin/kubeseal");
    return parse_command_line(
        arguments, [&](const std::string& name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        });
}

Options options(std::vector<std::string> arguments,
                const std::map<std::string, std::string>& variables = {}) {
    const auto parsed = parse_typed(std::move(arguments), variables);
    EXPECT_TRUE(parsed) << parsed.error().message;
    return parsed ? parsed->options : Options();
}

TEST(Options, Defaults) {
    const Options o = options({});
    EXPECT_EQ(o.program, "kubeseal");
    EXPECT_EQ(o.cluster.controller_name, "sealed-secrets-controller");
    EXPECT_EQ(o.cluster.controller_namespace, "kube-system");
    EXPECT_EQ(o.format, "json");
    EXPECT_EQ(o.sealing.scope, crypto::Scope::kStrict);
    EXPECT_FALSE(o.raw || o.fetch_cert || o.validate || o.recovery_unseal ||
                 o.sealing.allow_empty_data);
}

TEST(Options, EveryWayToGiveAFlag) {
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"-o", "yaml"},
                                                      {"-oyaml"},
                                                      {"-o=yaml"},
                                                      {"--format", "yaml"},
                                                      {"--format=yaml"},
                                                      {"--format", "json", "--format", "yaml"},
                                                      {"ignored", "-o", "yaml", "positional"}}) {
        EXPECT_EQ(options(arguments).format, "yaml");
    }
    EXPECT_TRUE(options({"--raw=true"}).raw);
    EXPECT_FALSE(options({"--raw=false"}).raw);
    EXPECT_EQ(options({"--from-file", "a,b", "--from-file=c"}).from_file,
              (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(options({"-n", "shop"}).cluster.connection.namespace_, "shop");
    EXPECT_EQ(options({"--scope", ""}).sealing.scope, crypto::Scope::kStrict);
    EXPECT_EQ(options({"--scope=", "--raw"}).sealing.scope, crypto::Scope::kStrict);
    EXPECT_FALSE(options({"--", "--raw"}).raw);
    EXPECT_EQ(options({"--scope", "cluster-wide"}).sealing.scope, crypto::Scope::kClusterWide);
}

TEST(Options, FlagsOfKubesealsLibrariesAreAccepted) {
    options({"-v", "10", "--v=2", "--logtostderr", "--alsologtostderr=false", "--vmodule", "x",
             "--log_file_max_size", "1800", "--stderrthreshold=2", "--request-timeout", "5s",
             "--disable-compression", "--as", "u", "--as-group", "g", "--as-group", "h"});
}

TEST(Options, VariablesStandInForFlags) {
    const std::map<std::string, std::string> variables = {
        {"SEALED_SECRETS_CERT", "cert.pem"},      {"SEALED_SECRETS_CONTROLLER_NAME", "other"},
        {"SEALED_SECRETS_SCOPE", "cluster-wide"}, {"SEALED_SECRETS_RAW", "true"},
        {"SEALED_SECRETS_NAMESPACE", "shop"},     {"SEALED_SECRETS_FROM_FILE", "a,b"},
        {"SEALED_SECRETS_FETCH_CERT", "maybe"}};
    const Options o = options({"--controller-name", "mine"}, variables);
    EXPECT_EQ(o.cert, "cert.pem");
    EXPECT_EQ(o.cluster.controller_name, "mine") << "the command line wins";
    EXPECT_EQ(o.sealing.scope, crypto::Scope::kClusterWide);
    EXPECT_TRUE(o.raw);
    EXPECT_EQ(o.cluster.connection.namespace_, "shop");
    EXPECT_EQ(o.from_file, (std::vector<std::string>{"a", "b"}));
    EXPECT_FALSE(o.fetch_cert);
    EXPECT_EQ(options({"--from-file", "c"}, variables).from_file,
              (std::vector<std::string>{"a", "b", "c"}))
        << "lists add up";
    EXPECT_EQ(options({}, {{"SEALED_SECRETS_SCOPE", "bogus"}}).sealing.scope,
              crypto::Scope::kStrict);
    EXPECT_EQ(options({}, {{"SEALED_SECRETS_FORMAT", ""}}).format, "");
}

TEST(Options, TimeoutsAreSecondsOrDurations) {
    EXPECT_EQ(options({}).cluster.request_timeout, std::chrono::seconds(0));
    EXPECT_EQ(options({"--request-timeout", "5"}).cluster.request_timeout, std::chrono::seconds(5));
    EXPECT_EQ(options({"--request-timeout=1m"}).cluster.request_timeout, std::chrono::minutes(1));
    EXPECT_FALSE(parse_typed({"--request-timeout", "soon"}));
    EXPECT_FALSE(parse_typed({"--request-timeout", "-1s"}));
}

TEST(Options, MistakesAreNamedAsPflagDoes) {
    const std::pair<std::vector<std::string>, const char*> cases[] = {
        {{"--bogus"}, "unknown flag: --bogus"},
        {{"--bogus=1"}, "unknown flag: --bogus"},
        {{"-x"}, "unknown shorthand flag: 'x' in -x"},
        {{"--scope", "wide"},
         "invalid argument \"wide\" for \"--scope\" flag: must be one of: strict, "
         "namespace-wide, cluster-wide"},
        {{"--version", "--bogus"}, "unknown flag: --bogus"},
        {{"--cert"}, "flag needs an argument: --cert"},
        {{"--raw=maybe"},
         "invalid argument \"maybe\" for \"--raw\" flag: strconv.ParseBool: parsing \"maybe\": "
         "invalid syntax"},
        {{"-v", "x"},
         "invalid argument \"x\" for \"-v, --v\" flag: strconv.ParseInt: parsing \"x\": invalid "
         "syntax"},
    };
    for (const auto& [arguments, message] : cases) {
        SCOPED_TRACE(message);
        const auto parsed = parse_typed(arguments);
        ASSERT_FALSE(parsed);
        EXPECT_EQ(parsed.error().message, message);
    }
}

TEST(Options, HelpAndVersionAreText) {
    const auto version = parse_typed({"--version"});
    ASSERT_TRUE(version && version->information);
    EXPECT_THAT(version->information->text,
                testing::ContainsRegex("^kubeseal version: v[0-9]+\\.[0-9]+\\.[0-9]+"));
    for (const char* flag : {"--help", "-h"}) {
        const auto help = parse_typed({flag});
        ASSERT_TRUE(help && help->information);
        EXPECT_THAT(help->information->text, testing::HasSubstr("--controller-namespace"));
    }
}

}  // namespace
}  // namespace sealer::cli
