// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "common/base/text.h"

namespace sealer::kube {

// The query of a request's target, built up.
class Query {
  public:
    explicit Query(std::string path) : target_(std::move(path)) {}

    // Left out when `value` is empty.
    Query& add(std::string_view name, std::string_view value) {
        if (!value.empty()) {
            target_ += separator_;
            target_.append(name).append("=").append(percent_encode(value));
            separator_ = '&';
        }
        return *this;
    }
    [[nodiscard]] const std::string& target() const { return target_; }

  private:
    std::string target_;
    char separator_ = '?';
};

}  // namespace sealer::kube
