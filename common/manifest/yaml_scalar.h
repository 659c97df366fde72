// SPDX-License-Identifier: Apache-2.0
// What a YAML scalar means: to Kubernetes by the rules of sigs.k8s.io/yaml, which are those of
// go-yaml 2 (YAML 1.1 with exceptions of its own), to kustomize by those of go-yaml 3.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "common/manifest/yaml.h"

namespace sealer::manifest {

// A scalar's value: null, bool, number or string. `tag` is "?" for a plain scalar and "!" for a
// quoted one, else its tag in full form ("tag:yaml.org,2002:int"); tags that are not YAML's own are
// ignored. An infinite or not-a-number double where the text asks for one, which has no place in a
// document. kInvalid when the text is not of the tag's type.
[[nodiscard]] Result<Value> resolve_scalar(std::string_view tag, std::string_view text,
                                           YamlTyping typing);

// The scalar as an object's key; `is_top` for the document's outermost mapping. kInvalid for what
// cannot be a key.
[[nodiscard]] Result<std::string> resolve_key(std::string_view tag, std::string_view text,
                                              bool is_top, YamlTyping typing);

// The number as JSON text between YAML and Kubernetes makes it: a whole double becomes an integer.
// kInvalid for infinities and NaN. Others are returned as they are.
[[nodiscard]] Result<Value> as_json_value(Value scalar);

// The scalar as a key to Kubernetes: true is "true", 0x10 is "16". kInvalid for null, infinities
// and NaN.
[[nodiscard]] Result<std::string> as_key(const Value& scalar);

// Whether `text` must be quoted to stay a string.
[[nodiscard]] bool plain_means_other(std::string_view text);

}  // namespace sealer::manifest
