// SPDX-License-Identifier: Apache-2.0
// Which resources a selector means.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "common/base/result.h"
#include "common/render/kustomize/kustomization.h"
#include "common/render/kustomize/resource.h"
#include "common/render/kustomize/schemas.h"

namespace sealer::kustomize {

// A selector made ready: its expressions are compiled once.
class Matcher {
  public:
    // How the selector's texts are meant.
    enum class Texts { kExpressions, kExact };

    // kInvalid for an expression or a label selector that does not parse.
    [[nodiscard]] static Result<Matcher> compile(const Selector& selector, Texts texts);

    Matcher(Matcher&&) noexcept;
    Matcher& operator=(Matcher&&) noexcept;
    ~Matcher();

    // Type as it is now; name and namespace as they are or were at first (kExpressions) or at any
    // time (kExact).
    [[nodiscard]] bool matches(const Resource& resource, const Schemas& schemas) const;

  private:
    struct Compiled;
    explicit Matcher(std::unique_ptr<Compiled> compiled);
    std::unique_ptr<Compiled> compiled_;
};

}  // namespace sealer::kustomize
