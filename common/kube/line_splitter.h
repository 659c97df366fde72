// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "common/base/result.h"
#include "common/crypto/secret_bytes.h"

namespace sealer::kube {

// Makes lines of pieces that come cut anywhere; in secret memory, as lines may hold Secrets.
class LineSplitter {
  public:
    explicit LineSplitter(std::size_t max_line_bytes) : max_line_bytes_(max_line_bytes) {}

    // Hands each complete line that is not empty, without its end, to `sink`, until that returns
    // false; false then. kInvalid once a line is too long.
    [[nodiscard]] Result<bool> feed(std::string_view piece,
                                    const std::function<bool(std::string_view)>& sink);

  private:
    const std::size_t max_line_bytes_;
    crypto::SecretBytes begun_;
};

}  // namespace sealer::kube
