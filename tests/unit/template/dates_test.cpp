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

TEST(Dates, ZonesAreTheSystems) {
    expect_all({
        {R"({{ dateInZone "2006-01-02 15:04 MST -0700" 1700000000 "Europe/Berlin" }})",
         "2023-11-14 23:13 CET +0100"},
        {R"({{ dateInZone "2006-01-02 15:04 MST -0700" 1720000000 "Europe/Berlin" }})",
         "2024-07-03 11:46 CEST +0200"},
        {R"({{ dateInZone "15:04 MST Z07:00" 1700000000 "America/Sao_Paulo" }})",
         "19:13 -03 -03:00"},
        {R"({{ dateInZone "15:04:05 MST -07:00:00" -5000000000 "Europe/Berlin" }})",
         "16:00:08 LMT +00:53:28"},
        {R"({{ htmlDateInZone 1700000000 "Asia/Tokyo" }})", "2023-11-15"},
        {R"({{ date_in_zone "15:04" (toDate "2006-01-02T15:04:05Z07:00" "2020-05-06T07:08:09+02:00") "US/Eastern" }})",
         "01:08"},
        {R"({{ dateInZone "15:04 MST" 0 "" }} {{ dateInZone "15:04 MST" 0 "Local" }})",
         "00:00 UTC 00:00 UTC"},
    });
    // Other than sprig, for whom all of these are UTC.
    for (const std::string zone : {"Nowhere/City", "../../../etc/passwd", "Europe"}) {
        const std::string text = "{{ dateInZone `15:04` 0 `" + zone + "` }}";
        EXPECT_TRUE(outcome(text).ends_with("error calling dateInZone: unknown time zone " + zone))
            << outcome(text);
    }
}

TEST(Dates, TimesHaveTheMethodsOfGo) {
    expect_all({
        {R"({{ $t := toDate "2006-01-02" "2024-01-31" }}{{ $t.AddDate 0 1 0 }})",
         "2024-03-02 00:00:00 +0000 UTC"},
        {R"({{ $t := toDate "2006-01-02" "2024-01-31" }}{{ $t.AddDate 1 -13 -31 }})",
         "2023-11-30 00:00:00 +0000 UTC"},
        {R"({{ $t := toDate "2006-01-02Z07:00" "2024-01-31+02:00" }}{{ $t.AddDate 0 0 1 }})",
         "2024-02-01 00:00:00 +0200 +0200"},
        {R"({{ now.AddDate 9223372036854775807 0 0 }})",
         R"(error: template: k:1:6: executing "k" at <now.AddDate>: error calling AddDate: the date is out of range)"},
        {R"({{ now.Add 3600000000000 }})", "2026-01-02 04:04:05 +0000 UTC"},
        {R"({{ now.Add (now.Sub (toDate "2006-01-02" "2026-01-02")) }})",
         "2026-01-02 06:08:10 +0000 UTC"},
        {R"({{ now.Add "1h" }})",
         R"(error: template: k:1:11: executing "k" at <"1h">: expected integer; found "1h")"},
        {R"({{ $t := toDate "2006-01-02" "2026-01-01" }}{{ now.After $t }} {{ now.Before $t }} {{ now.Equal now }} {{ now.Compare $t }} {{ $t.Compare now }})",
         "true false true 1 -1"},
        {R"({{ $d := now.Sub (toDate "2006-01-02" "2026-01-01") }}{{ $d }} {{ $d.Minutes }} {{ $d.Milliseconds }} {{ printf "%s %d %T" $d $d $d }} {{ toJson $d }})",
         "27h4m5s 1624.0833333333333 97445000 27h4m5s 97445000000000 time.Duration "
         "97445000000000"},
        {R"({{ $d := (toDate "2006-01-02" "2026-01-01").Sub now }}{{ $d.Hours }} {{ $d.Seconds }} {{ $d.String }} {{ lt $d 0 }} {{ $d.Nanoseconds }} {{ $d.Microseconds }})",
         "-27.068055555555556 -97445 -27h4m5s true -97445000000000 -97445000000"},
        {R"({{ (toDate "2006-01-02" "9999-01-01").Sub (toDate "2006-01-02" "0001-01-01") }})",
         "2562047h47m16.854775807s"},
        {R"({{ now.UnixMilli }} {{ now.UnixMicro }} {{ now.UnixNano }} {{ now.Local }})",
         "1767323045000 1767323045000000 1767323045000000000 2026-01-02 03:04:05 +0000 UTC"},
        {R"({{ if now.Sub now }}yes{{ else }}no{{ end }})", "no"},
    });
}

}  // namespace
}  // namespace sealer::tmpl
