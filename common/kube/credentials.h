// SPDX-License-Identifier: Apache-2.0
// The ways of proving who we are that need no other program.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "common/kube/config.h"

namespace sealer::kube {

[[nodiscard]] std::shared_ptr<Credentials> bearer_token(const std::string& token);
[[nodiscard]] std::shared_ptr<Credentials> basic_auth(const std::string& username,
                                                      const std::string& password);
// Read again whenever the file has changed, since service account tokens rotate, and after a
// refusal.
[[nodiscard]] std::shared_ptr<Credentials> token_file(std::filesystem::path path);

}  // namespace sealer::kube
