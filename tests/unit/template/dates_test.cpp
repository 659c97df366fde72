// SPDX-License-Identifier: Apache-2.0
// What sprig 3 makes of the same templates, but for words in errors that quote values.
#include <gtest/gtest.h>

#include "render_test.h"

namespace sealer::tmpl {
namespace {

TEST(Dates, AreAsInGo) {
    expect_all({
        {R"({{ date "2006-01-02 15:04:05" 0 }})", "1970-01-01 00:00:00"},
        {R"({{ date "Mon Jan _2 03:04:05PM 06 MST -0700" 1700000000 }})",
         "Tue Nov 14 10:13:20PM 23 UTC +0000"},
        {R"({{ date "02/01/06 __2 002 3:4:5 pm" 1700000000 }})", "14/11/23 318 318 10:13:20 pm"},
        {R"({{ date ".999 05.99 05.00 January Monday Month Janx" 5 }})",
         " 05 05.00 January Thursday Month Janx"},
        {R"({{ date_in_zone "2006" 0 "UTC" }})", "1970"},
        {R"({{ date_modify "-1.5h" (toDate "2006-01-02" "2020-01-01") }})",
         "2019-12-31 22:30:00 +0000 UTC"},
        {R"({{ date_modify "1s" (toDate "2006-01-02" "2020-01-01") }})",
         "2020-01-01 00:00:01 +0000 UTC"},
        {R"({{ dateInZone "Monday, January 2 2006 Z07:00 .000" 86400 "UTC" }})",
         "Friday, January 2 1970 Z .000"},
        {R"({{ dateInZone "2006" 0 "" }})", "1970"},
        {R"({{ dateModify "24h" (toDate "2006-01-02" "2020-01-31") }})",
         "2020-02-01 00:00:00 +0000 UTC"},
        {R"({{ dateModify "bad" (toDate "2006-01-02" "2020-01-01") }})",
         "2020-01-01 00:00:00 +0000 UTC"},
        {R"({{ duration "95" }})", "1m35s"},
        {"{{ duration 95 }}", "0s"},
        {"{{ duration (int64 3700) }}", "1h1m40s"},
        {R"({{ durationRound "2h10m5s" }})", "2h"},
        {R"({{ durationRound "2400h10m5s" }})", "3mo"},
        {"{{ durationRound (int64 5000000000) }}", "5s"},
        {R"({{ durationRound "bad" }})", "0s"},
        {R"({{ durationRound "400ms" }})", "0s"},
        {"{{ htmlDate 0 }}", "1970-01-01"},
        {R"({{ htmlDateInZone 0 "UTC" }})", "1970-01-01"},
        {R"({{ must_date_modify "1m" (toDate "2006-01-02" "2020-01-01") }})",
         "2020-01-01 00:01:00 +0000 UTC"},
        {R"({{ mustDateModify "1h" (toDate "2006-01-02" "2020-01-01") }})",
         "2020-01-01 01:00:00 +0000 UTC"},
        {R"({{ mustToDate "2006-01-02" "bad" }})",
         R"(error: template: k:1:3: executing "k" at <mustToDate "2006-01-02" "bad">: error calling mustToDate: parsing time: it is not as the layout says)"},
        {R"({{ toDate "2006-01-02" "2020-05-06" }})", "2020-05-06 00:00:00 +0000 UTC"},
        {R"({{ toDate "2006-01-02" "bad" }})", "0001-01-01 00:00:00 +0000 UTC"},
        {R"({{ (toDate "2006-01-02T15:04:05Z07:00" "2020-05-06T07:08:09.5+02:00") }})",
         "2020-05-06 07:08:09.5 +0200 +0200"},
        {R"({{ (toDate "2006-01-02" "2020-05-06").Year }})", "2020"},
        {R"({{ (toDate "2006-01-02" "2020-05-06").Weekday }})", "Wednesday"},
        {R"({{ (toDate "2006-01-02" "2020-05-06").YearDay }})", "127"},
        {R"({{ (toDate "2006-01-02" "2020-05-06").Format "Jan 2" }})", "May 6"},
        {R"~({{ toDate "Jan 2, 2006 at 3:04pm (MST)" "Feb 3, 2013 at 7:54pm (PST)" }})~",
         "2013-02-03 19:54:00 +0000 PST"},
        {R"({{ unixEpoch (toDate "2006-01-02" "2020-01-01") }})", "1577836800"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
