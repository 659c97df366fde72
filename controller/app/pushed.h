// SPDX-License-Identifier: Apache-2.0
// Which Applications follow what was pushed. Pure.
// Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/webhook/.
#pragma once

#include <string_view>

#include "common/git/push_event.h"
#include "common/manifest/value.h"

namespace sealer::app {

constexpr std::string_view kManifestGeneratePaths = "argocd.argoproj.io/manifest-generate-paths";

enum class Concern {
    kNone,
    kPossible,  // it follows the branch or tag
    kLikely,    // and a changed file is where its manifests come from, or nobody says which changed
};

// Where manifests come from is what the annotation manifest-generate-paths says, else the source's
// path. It may leave something out, so that kPossible is no reason not to look.
[[nodiscard]] Concern concern_of(const manifest::Value& application, const git::PushEvent& push);

[[nodiscard]] bool is_repository_of(const git::PushEvent& push, std::string_view url);

}  // namespace sealer::app
