// SPDX-License-Identifier: Apache-2.0
// What a YAML scalar means to Kubernetes: the rules of sigs.k8s.io/yaml, which are those of go-yaml
// 2 (YAML 1.1 with exceptions of its own).
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/manifest/value.h"

namespace sealer::manifest {

// A plain (unquoted) scalar: null, bool, number or string. An infinite or not-a-number double where
// the text asks for one, which has no place in a document.
[[nodiscard]] Value resolve_plain(std::string_view text);

// A scalar with an explicit tag in full form ("tag:yaml.org,2002:int"); tags that are not YAML's
// own are ignored. kInvalid when the text is not of that type.
[[nodiscard]] Result<Value> resolve_tagged(std::string_view tag, std::string text);

// The number as JSON text between YAML and Kubernetes makes it: a whole double becomes an integer.
// kInvalid for infinities and NaN. Others are returned as they are.
[[nodiscard]] Result<Value> as_json_value(Value scalar);

// The scalar as an object's key: true is "true", 0x10 is "16". kInvalid for null, infinities and
// NaN.
[[nodiscard]] Result<std::string> as_key(const Value& scalar);

// Whether `text` must be quoted to stay a string.
[[nodiscard]] bool plain_means_other(std::string_view text);

}  // namespace sealer::manifest
