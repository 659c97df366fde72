// SPDX-License-Identifier: Apache-2.0
// The text of a patch, parsed when it is first used, and not again by later renders.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/render/budget.h"
#include "common/render/kustomize/resource.h"

namespace sealer::kustomize {

// For one render at a time. Each call costs its `budget` what parsing costs, done or not; what it
// returns lives as long as this.
class PatchText {
  public:
    // `where` is what messages call it: "patches[2]" or a file's path.
    PatchText(std::string text, std::string where)
        : text_(std::move(text)), where_(std::move(where)) {}

    [[nodiscard]] const std::string& text() const { return text_; }
    // The strategic merge patches in it: see parse_resources.
    [[nodiscard]] Result<const Resources*> merges(render::Budget& budget);
    // See parse_json6902.
    [[nodiscard]] Result<const manifest::Array*> operations(render::Budget& budget);

  private:
    template <class T>
    struct Parsed {
        Result<T> content;
        render::Budget::Spent spent;
    };
    template <class T, class Parse>
    static Result<const T*> once(std::optional<Parsed<T>>& parsed, render::Budget& budget,
                                 Parse parse);

    std::string text_;
    std::string where_;
    std::optional<Parsed<Resources>> merges_;
    std::optional<Parsed<manifest::Array>> operations_;
};

}  // namespace sealer::kustomize
