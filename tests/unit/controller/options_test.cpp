// SPDX-License-Identifier: Apache-2.0
#include "controller/options.h"

#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace sealer {
namespace {

Result<std::optional<Options>> parse(std::vector<std::string> arguments) {
    std::string program = "sealer-controller";
    std::vector<char*> argv{program.data()};
    for (std::string& argument : arguments) {
        argv.push_back(argument.data());
    }
    return parse_options(static_cast<int>(argv.size()), argv.data());
}

TEST(Options, DefaultsAreThoseOfAPod) {
    const auto options = parse({});
    ASSERT_TRUE(options && *options);
    EXPECT_EQ((*options)->namespace_, "kube-system");
    EXPECT_EQ((*options)->git_poll_interval, std::chrono::minutes(3));
    EXPECT_FALSE((*options)->allow_local_git);
}

TEST(Options, StandaloneAllowsLocalGit) {
    const auto options =
        parse({"--standalone", "--data-dir", "/x", "--git-poll-interval=1m30s",
               "--key-renew-period=0", "--render-limit=files=3", "--render-limit", "time=2s"});
    ASSERT_TRUE(options && *options);
    EXPECT_TRUE((*options)->allow_local_git);
    EXPECT_EQ((*options)->data_directory, "/x");
    EXPECT_EQ((*options)->git_poll_interval, std::chrono::seconds(90));
    EXPECT_EQ((*options)->key_renew_period.count(), 0);
    EXPECT_EQ((*options)->render_limits.max_files, 3);
    EXPECT_EQ((*options)->render_limits.max_time, std::chrono::seconds(2));
}

TEST(Options, HelpAndVersionAreAnswers) {
    const auto options = parse({"--version"});
    ASSERT_TRUE(options);
    EXPECT_FALSE(*options);
}

TEST(Options, NonsenseIsRefusedWithAHint) {
    for (const char* argument :
         {"--bogus", "--git-poll-interval=3", "--git-poll-interval=-3m", "--key-size=1024",
          "--log-level=loud", "--log-format=xml", "--render-limit=file=3"}) {
        const auto options = parse({argument});
        ASSERT_FALSE(options) << argument;
        EXPECT_NE(options.error().message.find("--help"), std::string::npos) << argument;
    }
}

TEST(Options, SwitchesTakeBothFormsOfGo) {
    const auto options =
        parse({"--update-status=false", "--accept-deprecated-v1-data=F", "--skip-recreate",
               "--old-gc-behavior=true", "--watch-for-secrets"});
    ASSERT_TRUE(options && *options);
    EXPECT_FALSE((*options)->update_status);
    EXPECT_FALSE((*options)->accept_v1);
    EXPECT_FALSE((*options)->watch_secrets);
    EXPECT_TRUE((*options)->delete_orphans);
}

TEST(Options, NamespacesAreAllUnlessSomeAreNamed) {
    EXPECT_TRUE((*parse({}))->namespaces.empty());
    EXPECT_EQ((*parse({"--namespace=own", "--all-namespaces=false"}))->namespaces,
              std::vector<std::string>{"own"});
    EXPECT_EQ((*parse({"--namespace=own", "--additional-namespaces=a,own,b,a"}))->namespaces,
              (std::vector<std::string>{"own", "a", "b"}));
}

TEST(Options, KeyFlagsMeanWhatTheyMeanThere) {
    const auto options =
        parse({"--rotate-period=1h", "--key-cutoff-time", "Mon, 02 Jan 2006 15:04:05 -0700",
               "--key-order-priority=SecretCreationTimestamp", "--privatekey-labels=a=b,c=d",
               "--privatekey-annotations=e=f", "--max-unseal-retries=3", "--kubeclient-qps=-1"});
    ASSERT_TRUE(options && *options) << options.error().message;
    EXPECT_EQ((*options)->key_renew_period, std::chrono::hours(1));
    EXPECT_EQ(format_time(*(*options)->key_cutoff), "2006-01-02T22:04:05Z");
    EXPECT_EQ((*options)->key_order, keys::KeyOrder::kSecretCreationTimestamp);
    EXPECT_EQ((*options)->key_labels.at("c"), "d");
    EXPECT_EQ((*options)->key_annotations.at("e"), "f");
    EXPECT_LT((*options)->queries_per_second, 0);
}

TEST(Options, TheEnvironmentStandsInForFlags) {
    ::setenv("SEALED_SECRETS_KEY_PREFIX", "from-env", 1);   // NOLINT(concurrency-mt-unsafe)
    ::setenv("SEALED_SECRETS_UPDATE_STATUS", "false", 1);   // NOLINT(concurrency-mt-unsafe)
    ::setenv("SEALED_SECRETS_KEY_RENEW_PERIOD", "90m", 1);  // NOLINT(concurrency-mt-unsafe)
    const auto options = parse({"--key-renew-period=30m"});
    for (const char* name : {"KEY_PREFIX", "UPDATE_STATUS", "KEY_RENEW_PERIOD"}) {
        ::unsetenv(
            (std::string("SEALED_SECRETS_") + name).c_str());  // NOLINT(concurrency-mt-unsafe)
    }
    ASSERT_TRUE(options && *options) << options.error().message;
    EXPECT_EQ((*options)->key_prefix, "from-env");
    EXPECT_FALSE((*options)->update_status);
    EXPECT_EQ((*options)->key_renew_period, std::chrono::minutes(30));
}

TEST(Options, WrongValuesAreErrorsNotCrashes) {
    for (const char* argument :
         {"--key-cutoff-time=tomorrow", "--key-prefix=Big", "--privatekey-labels=no-value",
          "--label-selector=a in (", "--key-order-priority=Size", "--update-status=perhaps"}) {
        EXPECT_FALSE(parse({argument})) << argument;
    }
}

}  // namespace
}  // namespace sealer
