// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>

#include "common/base/text.h"
#include "common/http/client.h"
#include "common/http/server.h"

namespace sealer::http {
namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() && to_lower(a) == to_lower(b);
}

// Calls visit(name, value), both as received, until it returns true; whether it did.
template <class Visit>
bool any_parameter(std::string_view query, Visit visit) {
    const std::vector<std::string_view> pairs = split(query, '&');
    return std::any_of(pairs.begin(), pairs.end(), [&](std::string_view pair) {
        const std::size_t equals = std::min(pair.find('='), pair.size());
        return visit(pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())));
    });
}

}  // namespace

const std::string* find_header(const Headers& headers, std::string_view name) {
    for (const auto& [key, value] : headers) {
        if (equal_ignoring_case(key, name)) {
            return &value;
        }
    }
    return nullptr;
}

std::string_view header_text(const Headers& headers, std::string_view name) {
    const std::string* value = find_header(headers, name);
    return value == nullptr ? std::string_view() : trim(*value);
}

std::string ServerRequest::query_value(std::string_view name) const {
    std::string found;
    any_parameter(query, [&](std::string_view key, std::string_view value) {
        if (percent_decode(key, true) != name) {
            return false;
        }
        found = percent_decode(value, true);
        return true;
    });
    return found;
}

bool ServerRequest::has_query(std::string_view name) const {
    return any_parameter(query, [&](std::string_view key, std::string_view) {
        return percent_decode(key, true) == name;
    });
}

}  // namespace sealer::http
