// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/secret.h"
#include "common/manifest/value.h"

namespace sealer::cli {

using SealOne = std::function<Result<manifest::Value>(manifest::Secret)>;

struct SealedText {
    std::string text;
    int sealed = 0;  // Secrets
    std::vector<std::string> warnings;
};

// A stream of YAML or JSON documents with a SealedSecret in the place of each Secret, those in
// lists too. A list that holds Secrets is printed anew; documents of other kinds stay byte for
// byte. kInvalid for a malformed document, with its number or line.
[[nodiscard]] Result<SealedText> seal_text(std::string_view text, const SealOne& seal);

}  // namespace sealer::cli
