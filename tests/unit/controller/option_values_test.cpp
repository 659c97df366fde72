// SPDX-License-Identifier: Apache-2.0
#include "controller/option_values.h"

#include <gtest/gtest.h>

namespace sealer {
namespace {

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

TEST(Rfc1123, TakesNumericZonesOnly) {
    const auto time = parse_rfc1123_time("Tue, 29 Feb 2028 23:30:00 +0130");
    ASSERT_TRUE(time) << time.error().message;
    EXPECT_EQ(format_time(*time), "2028-02-29T22:00:00Z");
    for (const char* bad : {"", "2028-02-29T22:00:00Z", "Tue, 29 Feb 2028 23:30:00 GMT",
                            "Xxx, 29 Feb 2028 23:30:00 +0130", "Tue, 29 Xxx 2028 23:30:00 +0130",
                            "Tue, 99 Feb 2028 23:30:00 +0130", "Tue 29 Feb 2028 23:30:00 +0130",
                            "Tue, 29 Feb 2028 23:30 +0130"}) {
        EXPECT_FALSE(parse_rfc1123_time(bad)) << bad;
    }
}

}  // namespace
}  // namespace sealer
