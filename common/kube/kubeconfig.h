// SPDX-License-Identifier: Apache-2.0
// kubeconfig files as they are written: named clusters, users and contexts, merged.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"

namespace sealer::kube {

struct Kubeconfig {
    struct Entry {
        manifest::Value value;            // what stands below `cluster`, `user` or `context`
        std::filesystem::path directory;  // of its file
    };
    std::map<std::string, Entry> clusters;
    std::map<std::string, Entry> users;
    std::map<std::string, Entry> contexts;
    std::string current_context;

    [[nodiscard]] bool empty() const {
        return clusters.empty() && users.empty() && contexts.empty() && current_context.empty();
    }
};

// One file's text. Its relative paths become relative to `directory`.
[[nodiscard]] Result<Kubeconfig> parse_kubeconfig(std::string_view text,
                                                  const std::filesystem::path& directory);
// What `base` does not name yet.
void merge_into(Kubeconfig& base, Kubeconfig other);
// The files in order, the first to name something wins. Missing ones are ignored unless
// `must_exist`.
[[nodiscard]] Result<Kubeconfig> read_kubeconfigs(const std::vector<std::string>& files,
                                                  bool must_exist);

}  // namespace sealer::kube
