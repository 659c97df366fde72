// SPDX-License-Identifier: Apache-2.0
#include "controller/option_values.h"

#include <algorithm>
#include <array>

#include "common/base/integer.h"
#include "common/base/text.h"

namespace sealer {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

tl::unexpected<Error> invalid(const char* what, std::string_view text, std::string_view expected) {
    return fail(Code::kInvalid, "invalid " + std::string(what) + " \"" + std::string(text) +
                                    "\": expected " + std::string(expected));
}

// "02 Jan 2006 15:04:05 -0700" in RFC 3339, which the house's own parser checks to the end.
std::string as_rfc3339(const std::vector<std::string_view>& words) {
    const auto month = std::ranges::find(kMonths, words[2]);
    const std::string number = std::to_string(month - kMonths.begin() + 1);
    std::string zone(words[5]);
    zone.insert(3, ":");
    return std::string(words[3]) + "-" + (number.size() == 1 ? "0" : "") + number + "-" +
           std::string(words[1]) + "T" + std::string(words[4]) + zone;
}

}  // namespace

Result<ListenAddress> parse_listen_address(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    const auto refused = [&text] { return invalid("listen address", text, "HOST:PORT or :PORT"); };
    if (colon == std::string::npos) {
        return refused();
    }
    ListenAddress address{text.substr(0, colon), 0};
    if (address.host.starts_with('[') && address.host.ends_with(']')) {
        address.host = address.host.substr(1, address.host.size() - 2);
    }
    if (address.host.empty()) {
        address.host = "0.0.0.0";
    }
    const auto port = parse_integer<std::uint16_t>(std::string_view(text).substr(colon + 1));
    if (!port) {
        return refused();
    }
    address.port = *port;
    return address;
}

Result<WallTime> parse_rfc1123_time(const std::string& text) {
    constexpr const char* kForm = "a time such as \"Mon, 02 Jan 2006 15:04:05 -0700\" (date -R)";
    const std::vector<std::string_view> words = split(text, ' ');
    const bool shaped = words.size() == 6 && words[0].size() == 4 && words[0].ends_with(',') &&
                        std::ranges::find(kDays, words[0].substr(0, 3)) != kDays.end() &&
                        std::ranges::find(kMonths, words[2]) != kMonths.end() &&
                        words[5].size() == 5;
    if (!shaped) {
        return invalid("time", text, kForm);
    }
    const auto time = parse_time(as_rfc3339(words));
    return time ? time : invalid("time", text, kForm);
}

std::vector<std::string> parse_name_list(std::string_view text) {
    const auto names = list_entries(text, ',');
    return {names.begin(), names.end()};
}

}  // namespace sealer
