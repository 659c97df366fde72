// SPDX-License-Identifier: Apache-2.0
#include "common/git/url.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "common/base/text.h"
#include "common/git/repository.h"

namespace sealer::git {
namespace {

constexpr std::size_t kMaxUrlBytes = 2048;

bool is_lower_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool is_unprintable(char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
}

// "git@host:path", as scp has it: a colon before any slash, and no scheme.
bool is_scp_like(std::string_view url) {
    const std::size_t colon = url.find(':');
    return colon != std::string_view::npos && colon > 0 && url.find('/') > colon &&
           url.substr(colon, 3) != "://" && url.substr(colon, 2) != "::";
}

}  // namespace

bool is_commit_id(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) && std::ranges::all_of(text, is_lower_hex);
}

Result<UrlParts> parse_url(std::string_view url) {
    const auto invalid = [](std::string_view why) {
        return fail(Code::kInvalid, "not a repository URL: " + std::string(why));
    };
    if (url.empty() || url.size() > kMaxUrlBytes) {
        return invalid(url.empty() ? "it is empty" : "it is too long");
    }
    if (url.front() == '-' || std::ranges::any_of(url, is_unprintable)) {
        return invalid("it starts with '-' or holds white space");
    }
    UrlParts parts;
    std::string_view rest;
    if (is_scp_like(url)) {
        parts.scheme = "ssh";
        const std::size_t colon = url.find(':');
        rest = url.substr(0, colon);
        parts.path = url.substr(colon + 1);
    } else {
        const std::size_t scheme_end = url.find("://");
        if (scheme_end == std::string_view::npos) {
            return invalid("it has no scheme, such as https://");
        }
        parts.scheme = to_lower(url.substr(0, scheme_end));
        rest = url.substr(scheme_end + 3);
        const std::size_t slash = rest.find('/');
        parts.path = slash == std::string_view::npos ? "" : rest.substr(slash + 1);
        rest = rest.substr(0, slash);
    }
    if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) {
        parts.user = rest.substr(0, at);
        rest = rest.substr(at + 1);
    }
    parts.host = to_lower(rest);
    // ssh takes a host that starts with '-' for an option.
    if (parts.host.starts_with('-') || parts.user.starts_with('-') ||
        (parts.host.empty() && parts.scheme != "file")) {
        return invalid("it names no host");
    }
    return parts;
}

Result<std::string> normalize_url(std::string_view url) {
    TRY_ASSIGN(UrlParts parts, parse_url(url));
    std::string_view path = parts.path;
    while (path.ends_with('/')) {
        path.remove_suffix(1);
    }
    while (path.starts_with('/') && parts.scheme != "file") {
        path.remove_prefix(1);
    }
    if (path.ends_with(".git")) {
        path.remove_suffix(4);
    }
    return parts.scheme + "://" + parts.host + "/" + std::string(path);
}

Status check_url(std::string_view url, const Policy& policy) {
    TRY_ASSIGN(const UrlParts parts, parse_url(url));
    if (parts.scheme == "https" || parts.scheme == "ssh") {
        return {};
    }
    if (parts.scheme == "git" || parts.scheme == "file") {
        if (policy.allow_local) {
            return {};
        }
        return fail(Code::kDenied, parts.scheme +
                                       ":// repositories are not allowed here; use "
                                       "https:// or ssh://, or start the controller "
                                       "with --allow-local-git");
    }
    return fail(Code::kDenied,
                "repositories over \"" + parts.scheme + "\" are not allowed; use https or ssh");
}

std::string repository_key(std::string_view url) {
    const Result<std::string> normal = normalize_url(url);
    if (!normal) {
        return "";
    }
    std::string lower = to_lower(*normal);
    std::string_view rest = std::string_view(lower).substr(lower.find("://") + 3);
    const std::size_t slash = rest.find('/');
    std::string_view host = rest.substr(0, slash);
    host = host.substr(0, host.find(':'));
    for (const std::string_view prefix : {"altssh.", "ssh."}) {
        if (host.starts_with(prefix)) {
            host.remove_prefix(prefix.size());
            break;
        }
    }
    std::string key(host);
    for (const std::string_view segment : split(rest.substr(slash + 1), '/')) {
        // org/project/_git/repository for the browser, v3/org/project/repository for ssh.
        const bool is_azures =
            host == "dev.azure.com" && (segment == "_git" || (segment == "v3" && key == host));
        if (!segment.empty() && !is_azures) {
            key += "/" + std::string(segment);
        }
    }
    return key;
}

std::string redact_url(std::string_view url) {
    const Result<UrlParts> parts = parse_url(url);
    if (!parts) {
        return "(malformed URL)";
    }
    const std::string path = parts->path.starts_with('/') ? parts->path.substr(1) : parts->path;
    return parts->scheme + "://" + parts->host + "/" + path;
}

}  // namespace sealer::git
