// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/remote.h"

#include <algorithm>
#include <array>

namespace sealer::kustomize {
namespace {

constexpr std::array<std::string_view, 4> kSchemes = {"https://", "http://", "ssh://", "file://"};
// Hosts whose names alone, without a scheme, mean a repository.
constexpr std::array<std::string_view, 1> kKnownHosts = {"github.com"};

std::size_t scheme_length(std::string_view entry) {
    for (const std::string_view scheme : kSchemes) {
        if (entry.starts_with(scheme)) {
            return scheme.size();
        }
    }
    return 0;
}

bool starts_with_host(std::string_view entry) {
    return std::ranges::any_of(kKnownHosts, [&](std::string_view host) {
        return entry.starts_with(host) && entry.size() > host.size() &&
               (entry[host.size()] == '/' || entry[host.size()] == ':');
    });
}

std::string query_value(std::string_view query, std::string_view key) {
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        if (pair.starts_with(key) && pair.size() > key.size() && pair[key.size()] == '=') {
            return std::string(pair.substr(key.size() + 1));
        }
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return {};
}

// Where the repository's part of `path` ends: at "//", behind ".git", or after its first
// `steps` steps.
struct Split {
    std::size_t repository_end;
    std::size_t directory_begin;
};
Split split_path(std::string_view path, int steps) {
    if (const std::size_t at = path.find("//"); at != std::string_view::npos) {
        return {at, at + 2};
    }
    if (const std::size_t at = path.find(".git/"); at != std::string_view::npos) {
        return {at + 4, at + 5};
    }
    std::size_t at = 0;
    for (int step = 0; step < steps && at != std::string_view::npos; ++step) {
        at = path.find('/', at == 0 ? 0 : at + 1);
    }
    return at == std::string_view::npos ? Split{path.size(), path.size()} : Split{at, at + 1};
}

}  // namespace

bool is_remote(std::string_view entry) {
    return entry.starts_with("git::") || entry.starts_with("git@") || scheme_length(entry) > 0 ||
           starts_with_host(entry);
}

bool is_remote_file(std::string_view entry) {
    if (!entry.starts_with("https://") && !entry.starts_with("http://")) {
        return false;
    }
    const std::string_view url = entry.substr(0, entry.find('?'));
    const std::string_view path = url.substr(scheme_length(url));
    return path.find("//") == std::string_view::npos &&
           path.find(".git/") == std::string_view::npos &&
           (path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json"));
}

std::string without_login(std::string_view url) {
    const std::size_t scheme = url.find("://");
    const std::size_t begin = scheme == std::string_view::npos ? 0 : scheme + 3;
    const std::size_t at = url.substr(0, url.find('/', begin)).rfind('@');
    const bool has_password =
        scheme != std::string_view::npos && at != std::string_view::npos && at >= begin;
    return has_password ? std::string(url.substr(0, begin)).append(url.substr(at + 1))
                        : std::string(url);
}

std::optional<RemoteReference> parse_remote(std::string_view entry) {
    if (!is_remote(entry)) {
        return std::nullopt;
    }
    if (entry.starts_with("git::")) {
        entry.remove_prefix(5);
    }
    const std::size_t question = std::min(entry.find('?'), entry.size());
    const std::string_view query =
        question == entry.size() ? std::string_view() : entry.substr(question + 1);
    const std::string_view url = entry.substr(0, question);
    const std::size_t scheme = scheme_length(url);
    // Of a URL's path, the first step behind the host is the owner, the second the repository.
    const bool is_scp = scheme == 0 && url.find(':') != std::string_view::npos;
    const std::size_t host_end = std::min(url.find(is_scp ? ':' : '/', scheme), url.size());
    const std::size_t path_begin = std::min(host_end + 1, url.size());
    const Split split = split_path(url.substr(path_begin), 2);
    RemoteReference reference;
    reference.repository = url.substr(0, path_begin + split.repository_end);
    if (scheme == 0 && !is_scp) {
        reference.repository.insert(0, "https://");
    }
    reference.directory = url.substr(std::min(path_begin + split.directory_begin, url.size()));
    reference.revision = query_value(query, "ref");
    if (reference.revision.empty()) {
        reference.revision = query_value(query, "version");
    }
    return reference;
}

}  // namespace sealer::kustomize
