// SPDX-License-Identifier: Apache-2.0
#include "common/template/time_zone.h"

#include <string>

#include <gtest/gtest.h>

#include "common/base/time.h"

namespace sealer::tmpl {
namespace {

std::string text_of(const std::optional<ZoneClock>& clock) {
    return clock ? clock->name + " " + std::to_string(clock->offset) : "none";
}

std::int64_t at(std::string_view time) {
    return std::chrono::system_clock::to_time_t(parse_time(time).value());
}

struct RuleCase {
    const char* rule;
    const char* time;
    const char* clock;
};

TEST(TimeZoneRule, SaysWhichClockIsInUse) {
    const RuleCase cases[] = {
        {"CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27T00:59:59Z", "CET 3600"},
        {"CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27T01:00:00Z", "CEST 7200"},
        {"CET-1CEST,M3.5.0,M10.5.0/3", "2050-10-30T00:59:59Z", "CEST 7200"},
        {"CET-1CEST,M3.5.0,M10.5.0/3", "2050-10-30T01:00:00Z", "CET 3600"},
        // The southern half of the world has summer over New Year.
        {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-01-01T00:00:00Z", "AEDT 39600"},
        {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-07-01T00:00:00Z", "AEST 36000"},
        // In Ireland it is winter that has a clock of its own.
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "2050-07-01T00:00:00Z", "IST 3600"},
        {"IST-1GMT0,M10.5.0,M3.5.0/1", "2050-12-01T00:00:00Z", "GMT 0"},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T01:00:00Z", "-01 -3600"},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T00:59:59Z", "-02 -7200"},
        {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2050-03-26T00:00:00Z", "EEST 10800"},
        {"<+0545>-5:45", "2050-01-01T00:00:00Z", "+0545 20700"},
        {"AAA3BBB,J60,J300", "2024-03-01T05:00:00Z", "BBB -7200"},
        {"AAA3BBB,J60,J300", "2024-03-01T04:59:59Z", "AAA -10800"},
        {"AAA3BBB,59,300", "2024-02-29T05:00:00Z", "BBB -7200"},
        {"", "2024-01-01T00:00:00Z", "none"},
        {"CET", "2024-01-01T00:00:00Z", "none"},
        {"CE-1", "2024-01-01T00:00:00Z", "none"},
        {"<CET-1", "2024-01-01T00:00:00Z", "none"},
        {"CET-999", "2024-01-01T00:00:00Z", "none"},
        {"CET-1CEST", "2024-01-01T00:00:00Z", "none"},
        {"CET-1CEST,M13.5.0,M10.5.0", "2024-01-01T00:00:00Z", "none"},
        {"CET-1CEST,M3.5.0,M10.5.0/3x", "2024-01-01T00:00:00Z", "none"},
    };
    for (const RuleCase& c : cases) {
        EXPECT_EQ(text_of(clock_by_rule(c.rule, at(c.time))), c.clock) << c.rule << " " << c.time;
    }
}

std::string big_endian(std::int64_t number, int size) {
    std::string bytes;
    for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
        bytes += static_cast<char>(number >> shift);
    }
    return bytes;
}

std::string header(int transitions, int types, int characters) {
    std::string text = "TZif2" + std::string(15, '\0');
    for (const int count : {0, 0, 0, transitions, types, characters}) {
        text += big_endian(count, 4);
    }
    return text;
}

// One hour west up to 1000, then by AAA, from 2000 on by BBB.
std::string zone_file(const std::string& rule) {
    return header(0, 1, 1) + std::string(7, '\0') + header(2, 3, 12) + big_endian(1000, 8) +
           big_endian(2000, 8) + "\1\2" + big_endian(-3600, 4) + std::string(2, '\0') +
           big_endian(60, 4) + std::string("\0\4", 2) + big_endian(120, 4) + "\1" + "\10" +
           std::string("LMT\0AAA\0BBB\0", 12) + "\n" + rule + "\n";
}

TEST(TimeZoneFile, ListsChangesAndEndsInARule) {
    const std::string file = zone_file("");
    EXPECT_EQ(text_of(clock_by_file(file, -1'000'000'000'000)), "LMT -3600");
    EXPECT_EQ(text_of(clock_by_file(file, 999)), "LMT -3600");
    EXPECT_EQ(text_of(clock_by_file(file, 1000)), "AAA 60");
    EXPECT_EQ(text_of(clock_by_file(file, 1999)), "AAA 60");
    EXPECT_EQ(text_of(clock_by_file(file, 2000)), "BBB 120");
    const std::string with_rule = zone_file("CCC-1");
    EXPECT_EQ(text_of(clock_by_file(with_rule, 1999)), "AAA 60");
    EXPECT_EQ(text_of(clock_by_file(with_rule, 2000)), "CCC 3600");
}

TEST(TimeZoneFile, WhateverIsCutOffIsNoZone) {
    const std::string file = zone_file("");
    for (std::size_t size = 0; size < file.size() - 2; ++size) {
        EXPECT_FALSE(clock_by_file(file.substr(0, size), 1000)) << size;
    }
    std::string wrong_type = file;
    wrong_type[wrong_type.find("\1\2")] = '\7';
    EXPECT_FALSE(clock_by_file(wrong_type, 1000));
}

TEST(TimeZone, NamesStayWithinTheDatabase) {
    EXPECT_EQ(text_of(clock_in_zone("Europe/Berlin", at("2024-07-01T00:00:00Z"))), "CEST 7200");
    EXPECT_EQ(text_of(clock_in_zone("Europe/Berlin", at("2060-07-01T00:00:00Z"))), "CEST 7200");
    for (const char* name : {"", "/", "Europe", "/etc/localtime", "../zoneinfo/Europe/Berlin",
                             "Europe/../Europe/Berlin", "tzdata.zi", "Nowhere/City"}) {
        EXPECT_FALSE(clock_in_zone(name, 0)) << name;
    }
    EXPECT_FALSE(clock_in_zone(std::string("Europe/Berlin\0x", 15), 0));
    EXPECT_FALSE(clock_in_zone(std::string(65, 'a'), 0));
}

}  // namespace
}  // namespace sealer::tmpl
