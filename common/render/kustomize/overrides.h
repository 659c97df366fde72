// SPDX-License-Identifier: Apache-2.0
// What a caller wants otherwise than the kustomization it renders says, as if `kustomize edit` had
// written it there. Pure.
// Source of the rules: kustomize 5.5's `edit set` and `edit add`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/render/kustomize/kustomization.h"

namespace sealer::kustomize {

// What is empty changes nothing.
struct Overrides {
    std::string name_prefix, name_suffix, namespace_;
    std::vector<std::string> images;  // for parse_image
    std::vector<ReplicaRule> replicas;
    TextMap common_labels, common_annotations;
    std::vector<Patch> patches;           // behind those that are there
    std::vector<std::string> components;  // likewise, unless they are there
    bool force_common_labels = false;     // change what the kustomization sets already
    bool force_common_annotations = false;
    bool label_without_selector = false;
    bool label_include_templates = false;  // only without selectors
    bool ignore_missing_components = false;
    friend bool operator==(const Overrides&, const Overrides&) = default;
};

// "name=new:tag@digest"; of what is behind the "=", each part may be missing or be "*", which keeps
// what a rule for the name has said so far. Without "=", the name stays and tag or digest change.
// kInvalid for anything else.
[[nodiscard]] Result<ImageRule> parse_image(std::string_view text);

// Images and replicas replace those of the same name. kInvalid names the field that is at fault: a
// label or annotation that is there already, an image that parse_image refuses.
[[nodiscard]] Status apply(const Overrides& overrides, Kustomization& into);

}  // namespace sealer::kustomize
