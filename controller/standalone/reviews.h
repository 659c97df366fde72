// SPDX-License-Identifier: Apache-2.0
// Kinds that are questions: may I, who am I. The one user of this server may do all.
#pragma once

#include <string_view>

#include "controller/standalone/api_error.h"

namespace sealer::standalone {

// Their entries in an APIResourceList; empty where a group has none.
[[nodiscard]] manifest::Array review_resources(std::string_view group, std::string_view version);

// Whether `resource` of `group` is such a kind.
[[nodiscard]] bool is_review(std::string_view group, std::string_view resource);

// The question with its answer in status. `token`: the one that the server knows.
[[nodiscard]] manifest::Value answer_review(std::string_view resource, manifest::Value question,
                                            std::string_view token);

// A TokenRequest granted: there is but one token, and it may do all, whoever asks for his own.
[[nodiscard]] manifest::Value grant_token(manifest::Value request, std::string_view token);

}  // namespace sealer::standalone
