// SPDX-License-Identifier: Apache-2.0
// An Application's source.kustomize. Pure.
// Source: Argo CD's Application reference, ApplicationSourceKustomize.
#pragma once

#include <string_view>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/render/kustomize/overrides.h"
#include "controller/app/build_environment.h"

namespace sealer::app {

struct KustomizeOptions {
    kustomize::Overrides overrides;
    bool expands_annotations = false;
};

// Its fields, with variables as written. kInvalid names what is wrong below `where`. Options that
// mean something to a kustomize program alone (version, kubeVersion, apiVersions) are accepted.
[[nodiscard]] Result<KustomizeOptions> parse_kustomize_options(const manifest::Value& json,
                                                               std::string_view where);

// With the variables of images, of labels and, where it is asked for, of annotations replaced.
[[nodiscard]] kustomize::Overrides overrides_of(const KustomizeOptions& options,
                                                const BuildEnvironment& environment);

// Whether overrides_of may say something else at another commit.
[[nodiscard]] bool depends_on_commit(const KustomizeOptions& options);

}  // namespace sealer::app
