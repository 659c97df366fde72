// SPDX-License-Identifier: Apache-2.0
// Which fields of which objects comparing leaves out: spec.ignoreDifferences of an Application, and
// what the ConfigMap argocd-cm says for all of them. Pure.
// Source: Argo CD's "Diffing Customization" (https://argo-cd.readthedocs.io/en/stable/user-guide/).
#pragma once

#include <string>
#include <vector>

#include "common/app/setting_texts.h"
#include "common/base/result.h"
#include "common/manifest/object.h"
#include "common/manifest/value.h"

namespace sealer::app {

struct IgnoreRule {
    std::string group;                      // a glob
    std::string kind;                       // a glob
    std::string namespace_;                 // empty: any
    std::string name;                       // empty: any
    std::vector<manifest::Array> pointers;  // as steps: member names, indexes as digits
    std::vector<std::string> expressions;   // of jq
    std::vector<std::string> managers;      // whose fields are left out

    [[nodiscard]] bool matches(const manifest::ObjectKey& key) const;
};

struct IgnoreRules {
    std::vector<IgnoreRule> rules;
    std::string digest;  // changes with what is ignored; empty: nothing is

    void add(const IgnoreRules& more);
    // Whether anything of such an object may be ignored.
    [[nodiscard]] bool concern(const manifest::ObjectKey& key) const;
};

// spec.ignoreDifferences; null: none. kInvalid names the field that cannot be understood.
[[nodiscard]] Result<IgnoreRules> parse_ignore_rules(const manifest::Value* list);

// The data of argocd-cm: `resource.customizations.ignoreDifferences.<group>_<kind>` and `….all`,
// and `resource.customizations`. kInvalid names the key that cannot be understood.
[[nodiscard]] Result<IgnoreRules> parse_system_ignore_rules(const SettingTexts& config);

}  // namespace sealer::app
