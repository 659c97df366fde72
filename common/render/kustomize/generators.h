// SPDX-License-Identifier: Apache-2.0
// ConfigMaps and Secrets made of literals and files.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/render/budget.h"
#include "common/render/kustomize/kustomization.h"
#include "common/render/kustomize/resource.h"
#include "common/render/kustomize/schemas.h"

namespace sealer::kustomize {

// Reads a file that the generator names, relative to its kustomization.
using ReadFile = std::function<Result<std::string>(const std::string& path)>;

enum class GeneratedKind { kConfigMap, kSecret };

// The object that an entry describes, `shared` (generatorOptions; may be null) merged into its
// options. kInvalid for a key given twice, a malformed source, or no name.
[[nodiscard]] Result<Resource> generate(GeneratedKind kind, Generator entry,
                                        const GeneratorOptions* shared, const ReadFile& read);

// Adds `generated` to the list as its behavior says: create, merge into or replace the one that is
// there. kInvalid where that does not fit what is there.
[[nodiscard]] Status absorb(Resources& resources, Resource generated, std::string_view behavior,
                            const Schemas& schemas, render::Budget& budget);

}  // namespace sealer::kustomize
