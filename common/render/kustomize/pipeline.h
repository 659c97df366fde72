// SPDX-License-Identifier: Apache-2.0
// kustomize build, in process: a directory of a tree -> resources.
// Source: ../../../docs/architecture.md tells the way; the order of steps is kustomize 5.5's.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/git/file_tree.h"
#include "common/render/kustomize/loader.h"
#include "common/render/kustomize/render_memory.h"
#include "common/render/kustomize/resource.h"
#include "common/render/render.h"

namespace sealer::kustomize {

struct Built {
    Resources resources;  // in the order of output
    render::Inputs inputs;
    std::map<std::string, std::string> remotes;  // URL to commit
    std::vector<std::string> warnings;           // what is deprecated or will not work
};

// Renders the kustomization in `directory` of `tree`. kInvalid says what is wrong, in which file;
// kNotFound: there is no kustomization. Whoever renders it for commit after commit hands in the
// same `memory`: then it costs what has changed since, and what has not is the same resource, by
// its pointer. The outcome is the same. A render that fails changes nothing in the memory.
[[nodiscard]] Result<Built> build(std::shared_ptr<const git::FileTree> tree,
                                  std::string_view directory, const Options& options,
                                  RenderMemory* memory = nullptr);

// As `kustomize build` prints it: documents parted by "---".
[[nodiscard]] std::string write(const Resources& resources);

}  // namespace sealer::kustomize
