// SPDX-License-Identifier: Apache-2.0
// What a sync brings that other objects of it need: kinds and namespaces. Pure.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "common/app/application.h"
#include "common/manifest/object.h"
#include "controller/app/targets.h"

namespace sealer::app {

class Forthcoming {
  public:
    Forthcoming(const TargetSet& targets, const Spec& spec);

    // Whether a definition in Git is about this kind.
    [[nodiscard]] bool has_kind(const manifest::GroupVersionKind& type) const {
        return kinds_.contains({type.group, type.kind});
    }
    [[nodiscard]] bool has_namespace(const std::string& name) const {
        return namespaces_.contains(name);
    }

  private:
    std::set<std::pair<std::string, std::string>> kinds_;  // groups and kinds
    std::set<std::string> namespaces_;
};

}  // namespace sealer::app
