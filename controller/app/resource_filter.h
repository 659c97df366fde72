// SPDX-License-Identifier: Apache-2.0
// Which kinds an installation leaves alone: resource.exclusions and resource.inclusions of
// argocd-cm, and some that Argo CD always does. Pure.
// Source:
// https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#resource-exclusioninclusion
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"

namespace sealer::app {

class ResourceFilter {
  public:
    ResourceFilter() = default;
    // The two texts are YAML lists of {apiGroups, kinds, clusters}, empty for none; groups and
    // clusters are globs. Entries for other clusters than the controller's own do not count.
    // kInvalid names the key and the entry.
    [[nodiscard]] static Result<ResourceFilter> parse(std::string_view exclusions,
                                                      std::string_view inclusions);

    [[nodiscard]] bool excludes(std::string_view group, std::string_view kind) const;

    bool operator==(const ResourceFilter&) const = default;

  private:
    struct Entry {  // an empty list: all
        std::vector<std::string> groups;
        std::vector<std::string> kinds;
        bool operator==(const Entry&) const = default;
        [[nodiscard]] bool matches(std::string_view group, std::string_view kind) const;
    };
    [[nodiscard]] static Result<std::vector<Entry>> parse_entries(std::string_view text,
                                                                  const std::string& key);

    std::vector<Entry> exclusions_;
    std::vector<Entry> inclusions_;
};

}  // namespace sealer::app
