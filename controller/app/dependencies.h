// SPDX-License-Identifier: Apache-2.0
// Applications that wait for others: what sealer.dev/depends-on asks for, and who is to be told
// when one of those changes.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/mutex.h"
#include "common/kube/informer.h"
#include "common/manifest/value.h"
#include "controller/app/status.h"

namespace sealer::app {

// Names of Applications in the same namespace, by commas.
constexpr std::string_view kDependsOn = "sealer.dev/depends-on";
// A condition: what the annotation asks for can never come.
constexpr std::string_view kDependencyError = "DependencyError";

// The names that an Application's annotation lists, each once, in their order.
[[nodiscard]] std::vector<std::string> dependencies_of(const manifest::Value& application);

// The Application of that name in the same namespace; null if there is none.
using FindApplication = std::function<kube::ObjectPtr(const std::string& name)>;
// What a branch or tag of a repository is known to point to; unset: not known.
using FindNewest =
    std::function<std::optional<std::string>(const std::string& url, const std::string& revision)>;

struct Dependence {
    // Why the Application may not sync: of type kDependencyError or kSyncWaiting. Unset: it may.
    std::optional<Condition> obstacle;
    // Dependencies that do not yet know their newest commit: to be looked at.
    std::vector<std::string> outdated;
};

// Whether all that `application` depends on is Synced and Healthy at the newest revision of each of
// its sources.
[[nodiscard]] Dependence check_dependencies(const manifest::Value& application,
                                            const FindApplication& find,
                                            const FindNewest& find_newest);

// Who depends on whom. Thread-safe.
class Dependents {
  public:
    // Takes note of a change, and returns the keys ("namespace/name") of the Applications that may
    // now decide otherwise, directly or through others; none when nothing of that kind changed.
    [[nodiscard]] std::vector<std::string> note(const kube::Change& change);

  private:
    // Directly or through others.
    [[nodiscard]] std::set<std::string> dependents_of(const std::string& key) const
        REQUIRES(mutex_);

    mutable Mutex mutex_;
    std::map<std::string, std::vector<std::string>> dependencies_ GUARDED_BY(mutex_);
    std::map<std::string, std::set<std::string>> dependents_ GUARDED_BY(mutex_);
};

}  // namespace sealer::app
