// SPDX-License-Identifier: Apache-2.0
#include "controller/options.h"

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
    const auto options = parse(
        {"--standalone", "--data-dir", "/x", "--git-poll-interval=1m30s", "--key-renew-period=0"});
    ASSERT_TRUE(options && *options);
    EXPECT_TRUE((*options)->allow_local_git);
    EXPECT_EQ((*options)->data_directory, "/x");
    EXPECT_EQ((*options)->git_poll_interval, std::chrono::seconds(90));
    EXPECT_EQ((*options)->key_renew_period.count(), 0);
}

TEST(Options, HelpAndVersionAreAnswers) {
    const auto options = parse({"--version"});
    ASSERT_TRUE(options);
    EXPECT_FALSE(*options);
}

TEST(Options, NonsenseIsRefusedWithAHint) {
    for (const char* argument : {"--bogus", "--git-poll-interval=3", "--git-poll-interval=-3m",
                                 "--key-size=1024", "--log-level=loud", "--log-format=xml"}) {
        const auto options = parse({argument});
        ASSERT_FALSE(options) << argument;
        EXPECT_NE(options.error().message.find("--help"), std::string::npos) << argument;
    }
}

TEST(ListenAddress, TakesHostAndPort) {
    struct Case {
        const char* text;
        const char* host;
        int port;
    };
    for (const Case& c : {Case{":8080", "0.0.0.0", 8080},
                          {"127.0.0.1:0", "127.0.0.1", 0},
                          {"[::1]:80", "::1", 80}}) {
        const auto address = parse_listen_address(c.text);
        ASSERT_TRUE(address) << c.text;
        EXPECT_EQ(address->host, c.host);
        EXPECT_EQ(address->port, c.port);
    }
    for (const char* bad : {"", "8080", ":", ":x", ":70000", ":80x"}) {
        EXPECT_FALSE(parse_listen_address(bad)) << bad;
    }
}

}  // namespace
}  // namespace sealer
