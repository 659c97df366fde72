// SPDX-License-Identifier: Apache-2.0
// Sprig: URLs to dicts and back, as Go's package net/url reads and writes them.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "common/base/text.h"
#include "common/template/functions.h"

namespace sealer::tmpl {
namespace {

struct Url {
    std::string scheme;
    std::string opaque;
    std::optional<std::string> userinfo;
    std::string host;
    std::string path;
    std::string query;
    std::string fragment;
};

tl::unexpected<Error> unparsable(const char* what) {
    return fail(Code::kInvalid, std::string("unable to parse url: ") + what);
}

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

Result<std::string> unescape(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' &&
            (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2]))) {
            return unparsable("invalid URL escape");
        }
    }
    return percent_decode(text);
}

// %XX for all but unreserved characters and those in `kept`.
std::string escape(std::string_view text, std::string_view kept) {
    std::string escaped;
    for (const char c : text) {
        escaped +=
            kept.find(c) == std::string_view::npos ? percent_encode({&c, 1}) : std::string(1, c);
    }
    return escaped;
}

// Takes "scheme:" off `text`, if it is there.
Result<std::string> take_scheme(std::string_view& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == ':' && i > 0) {
            std::string scheme = sealer::to_lower(text.substr(0, i));
            text.remove_prefix(i + 1);
            return scheme;
        }
        if (c == ':') {
            return unparsable("missing protocol scheme");
        }
        const bool inner = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
        if (!letter && (!inner || i == 0)) {
            break;
        }
    }
    return std::string();
}

constexpr std::string_view kUserKept = "$&+,;=";

Result<std::string> read_userinfo(std::string_view text) {
    const std::size_t colon = text.find(':');
    TRY_ASSIGN(const std::string name, unescape(text.substr(0, colon)));
    std::string userinfo = escape(name, kUserKept);
    if (colon != std::string_view::npos) {
        TRY_ASSIGN(const std::string password, unescape(text.substr(colon + 1)));
        userinfo += ":" + escape(password, kUserKept);
    }
    return userinfo;
}

// Where the port's colon is, or the end of the host.
std::size_t port_colon(std::string_view host) {
    const std::size_t colon = host.rfind(':');
    const std::size_t bracket = host.rfind(']');
    const bool in_brackets = bracket != std::string_view::npos && colon < bracket;
    return colon == std::string_view::npos || in_brackets ? host.size() : colon;
}

Status read_authority(std::string_view text, Url& url) {
    if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
        TRY_ASSIGN(url.userinfo, read_userinfo(text.substr(0, at)));
        text.remove_prefix(at + 1);
    }
    const std::string_view port = text.substr(port_colon(text));
    if (port.size() > 1 && port.find_first_not_of("0123456789", 1) != std::string_view::npos) {
        return unparsable("invalid port after host");
    }
    TRY_ASSIGN(url.host, unescape(text));
    return {};
}

Result<Url> parse_url(std::string_view text) {
    Url url;
    if (std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; })) {
        return unparsable("invalid control character in URL");
    }
    if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
        TRY_ASSIGN(url.fragment, unescape(text.substr(hash + 1)));
        text = text.substr(0, hash);
    }
    TRY_ASSIGN(url.scheme, take_scheme(text));
    if (const std::size_t mark = text.find('?'); mark != std::string_view::npos) {
        url.query = std::string(text.substr(mark + 1));
        text = text.substr(0, mark);
    }
    if (!text.starts_with('/')) {
        if (!url.scheme.empty()) {
            url.opaque = std::string(text);
            return url;
        }
        if (text.substr(0, text.find('/')).find(':') != std::string_view::npos) {
            return unparsable("first path segment in URL cannot contain colon");
        }
    }
    if (text.starts_with("//") && (!url.scheme.empty() || !text.starts_with("///"))) {
        text.remove_prefix(2);
        const std::size_t slash = std::min(text.find('/'), text.size());
        TRY(read_authority(text.substr(0, slash), url));
        text.remove_prefix(slash);
    }
    TRY_ASSIGN(url.path, unescape(text));
    return url;
}

std::string_view hostname(std::string_view host) {
    host = host.substr(0, port_colon(host));
    return host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
}

Result<Value> url_parse(const Call& call) {
    TRY_ASSIGN(const Url url, parse_url(call.text(0)));
    TRY_ASSIGN(const Value dict, call.arena.dict({}));
    const auto put = [&](std::string_view key, std::string_view text) -> Status {
        TRY_ASSIGN(const Value value, call.give(text));
        return call.arena.set(dict.as_dict(), key, value);
    };
    TRY(put("scheme", url.scheme));
    TRY(put("host", url.host));
    TRY(put("hostname", hostname(url.host)));
    TRY(put("path", url.path));
    TRY(put("query", url.query));
    TRY(put("opaque", url.opaque));
    TRY(put("fragment", url.fragment));
    TRY(put("userinfo", url.userinfo.value_or("")));
    return dict;
}

Result<std::string> member(const Call& call, const std::string& key) {
    const Dict& dict = call[0].as_dict();
    const auto found = dict.find(key);
    if (found == dict.end()) {
        return std::string();
    }
    if (!found->second.is_text()) {
        return fail(Code::kInvalid, "unable to parse " + key +
                                        " key, must be of type string, but " +
                                        std::string(kind_name(found->second.type())) + " found");
    }
    return std::string(found->second.as_text());
}

std::string write_url(const Url& url) {
    constexpr std::string_view kPathKept = "$&+,/:;=@";
    std::string text = url.scheme.empty() ? "" : url.scheme + ":";
    if (!url.opaque.empty()) {
        text += url.opaque;
    } else {
        const bool authority = !url.host.empty() || url.userinfo;
        if (authority || (!url.scheme.empty() && !url.path.empty())) {
            text += "//" + (url.userinfo ? *url.userinfo + "@" : "") +
                    escape(url.host, "!$&'()*+,;=:[]<>\"");
        }
        const std::string path = escape(url.path, kPathKept);
        if (!path.starts_with('/') && !path.empty() && !url.host.empty()) {
            text += "/";
        }
        if (text.empty() && path.substr(0, path.find('/')).find(':') != std::string::npos) {
            text += "./";
        }
        text += path;
    }
    text += url.query.empty() ? "" : "?" + url.query;
    text += url.fragment.empty() ? "" : "#" + escape(url.fragment, "!()*$&+,/:;=?@");
    return text;
}

Result<Value> url_join(const Call& call) {
    Url url;
    TRY_ASSIGN(url.scheme, member(call, "scheme"));
    TRY_ASSIGN(url.host, member(call, "host"));
    TRY_ASSIGN(url.path, member(call, "path"));
    TRY_ASSIGN(url.query, member(call, "query"));
    TRY_ASSIGN(url.opaque, member(call, "opaque"));
    TRY_ASSIGN(url.fragment, member(call, "fragment"));
    TRY_ASSIGN(const std::string userinfo, member(call, "userinfo"));
    if (!userinfo.empty()) {
        TRY_ASSIGN(url.userinfo, read_userinfo(userinfo));
    }
    return call.give(write_url(url));
}

constexpr auto kUrlFunctions = std::to_array<Function>({
    {"urlJoin", "d", url_join},
    {"urlParse", "s", url_parse},
});

}  // namespace

std::span<const Function> url_functions() {
    return kUrlFunctions;
}

}  // namespace sealer::tmpl
