// SPDX-License-Identifier: Apache-2.0
// Remote bases: what a URL in `resources` or `components` means.
// Source: kustomize's documentation "remote targets".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sealer::kustomize {

struct RemoteReference {
    std::string repository;  // what git clones
    std::string directory;   // in it
    std::string revision;    // "ref" or "version"; empty: the default branch
};

// "https://host/org/repo//path?ref=v1", "host/org/repo/path", "git@host:org/repo", "git::…",
// "ssh://…", "file://…". Unset for what is a path.
[[nodiscard]] std::optional<RemoteReference> parse_remote(std::string_view entry);

// Whether the entry can only be meant as a URL.
[[nodiscard]] bool is_remote(std::string_view entry);

// Of a URL: whether it means a file, to be downloaded, and no directory of a repository. Its name
// says so: "https://host/path/name.yaml", .yml or .json. kustomize asks the host instead.
[[nodiscard]] bool is_remote_file(std::string_view entry);

// A URL as messages show it: without a password, if somebody has written one into it.
[[nodiscard]] std::string without_login(std::string_view url);

}  // namespace sealer::kustomize
