// SPDX-License-Identifier: Apache-2.0
// What git is given to log in with: nothing secret stands in its arguments or its environment. For
// common/git alone.
#pragma once

#include <string>

#include "common/base/process.h"
#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"
#include "common/git/repository.h"
#include "common/git/scratch_directory.h"
#include "common/git/url.h"

namespace sealer::git {

// What a command refers to; to be kept until it has run.
struct Login {
    ScratchDirectory files;
    crypto::SecretBytes answers;   // lines for the program that git asks for passwords
    crypto::SecretBytes settings;  // of git, before they become a file
};

// Has `command` log in to `url`, whose scheme decides which of the credentials are meant: https or
// ssh, others need none. `home` is a directory of ours, which gets a small program. kInvalid for
// credentials that cannot be right.
[[nodiscard]] Status add_login(const std::string& home, const UrlParts& url,
                               const Credentials& credentials, Command& command, Login& login);

}  // namespace sealer::git
