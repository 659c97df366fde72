// SPDX-License-Identifier: Apache-2.0
#include "controller/app/forthcoming.h"

namespace sealer::app {

Forthcoming::Forthcoming(const TargetSet& targets, const Spec& spec) {
    if (spec.create_namespace) {
        namespaces_.insert(spec.namespace_);
    }
    for (const Target& target : targets.targets) {
        if (target.key.group.empty() && target.key.kind == "Namespace") {
            namespaces_.insert(target.key.name);
        } else if (target.key.kind == "CustomResourceDefinition") {
            kinds_.emplace(target.object.text("spec", "group"),
                           target.object.text("spec", "names", "kind"));
        }
    }
}

}  // namespace sealer::app
