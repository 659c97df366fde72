// SPDX-License-Identifier: Apache-2.0
// Some of an Application's objects, named as on the command line. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"
#include "sealer/command_line.h"

namespace sealer::cli {

// GROUP:KIND:NAME or GROUP:KIND:NAMESPACE/NAME; each part may hold "*". With "!" before it, all but
// those. Source: argocd's --resource.
class ResourceSelection {
  public:
    // Adds --resource, which may be repeated.
    void define(CommandLine& line, std::string description);
    // kInvalid: not of that form.
    [[nodiscard]] Status add(std::string_view text);

    [[nodiscard]] bool empty() const { return patterns_.empty(); }
    // Whether a pattern holds for it and none with "!" does. With none but those, or none at all,
    // everything else is selected.
    [[nodiscard]] bool selects(const manifest::ObjectKey& key) const;

  private:
    struct Pattern {
        bool excludes = false;
        std::string group;
        std::string kind;
        std::string namespace_;  // empty: any
        std::string name;
    };
    [[nodiscard]] static bool matches(const Pattern& pattern, const manifest::ObjectKey& key);

    std::vector<Pattern> patterns_;
};

// KEY=VALUE, several of them: objects with any of these labels. Source: argocd's --label.
class LabelSelection {
  public:
    // kInvalid: not of that form.
    [[nodiscard]] Status add(std::string_view text);

    [[nodiscard]] bool empty() const { return labels_.empty(); }
    [[nodiscard]] bool selects(const manifest::Value& object) const;

  private:
    std::vector<std::pair<std::string, std::string>> labels_;
};

}  // namespace sealer::cli
