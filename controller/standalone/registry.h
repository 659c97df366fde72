// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/mutex.h"
#include "controller/standalone/resource.h"

namespace sealer::standalone {

// The resources served now: the built-in ones, and custom ones that come and go. Thread-safe.
class Registry {
  public:
    Registry();

    // Null if the resource is not served in that version.
    [[nodiscard]] ResourcePtr find(std::string_view group, std::string_view version,
                                   std::string_view plural) const EXCLUDES(mutex_);
    // By its key in the store ("deployments.apps"), whatever the version.
    [[nodiscard]] ResourcePtr find(const std::string& id) const EXCLUDES(mutex_);
    [[nodiscard]] ResourcePtr find_kind(std::string_view group, std::string_view kind) const
        EXCLUDES(mutex_);
    [[nodiscard]] std::vector<ResourcePtr> all() const EXCLUDES(mutex_);
    // Group and version, the preferred version of a group first, groups in the order of `kubectl
    // api-versions`' source.
    [[nodiscard]] std::vector<std::pair<std::string, std::vector<std::string>>> groups() const
        EXCLUDES(mutex_);
    // Rises with every change of custom resources: the key of cached documents.
    [[nodiscard]] std::uint64_t generation() const EXCLUDES(mutex_);

    // Adds or replaces.
    void add(ResourcePtr resource) EXCLUDES(mutex_);
    void remove(const std::string& id) EXCLUDES(mutex_);

  private:
    mutable Mutex mutex_;
    std::vector<std::string> order_ GUARDED_BY(mutex_);  // ids, built-in ones first
    std::map<std::string, ResourcePtr> resources_ GUARDED_BY(mutex_);
    std::uint64_t generation_ GUARDED_BY(mutex_) = 0;
};

// Whether version `a` is preferred to `b`, as Kubernetes sorts them: v2 > v1 > v1beta2 > v1beta1 >
// v1alpha1 > others.
[[nodiscard]] bool version_precedes(std::string_view a, std::string_view b);

}  // namespace sealer::standalone
