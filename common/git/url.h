// SPDX-License-Identifier: Apache-2.0
// The parts of a repository's address; for common/git and those who match addresses.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sealer::git {

struct UrlParts {
    std::string scheme;  // lower case; scp-like addresses are "ssh"
    std::string user;    // as written, perhaps "name:password"; empty: none
    std::string host;    // lower case, with ":port" if there is one; empty for file://
    std::string path;    // without the slash after the host
};

// kInvalid for what git or ssh might take for an option, for control characters, and for what has
// neither scheme nor the form user@host:path. The message does not quote the URL.
[[nodiscard]] Result<UrlParts> parse_url(std::string_view url);

// What the addresses of one repository have in common, by whatever protocol and for whichever user:
// "host/path" in lower case, without port, ".git" and the prefixes of hosts and paths that are for
// ssh or the browser alone. Empty for what is no URL. Repositories that differ in case share one,
// so it is for look-ups that do no harm in vain.
[[nodiscard]] std::string repository_key(std::string_view url);

// Without user and password: for messages.
[[nodiscard]] std::string redact_url(std::string_view url);

}  // namespace sealer::git
