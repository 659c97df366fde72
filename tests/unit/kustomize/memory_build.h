// SPDX-License-Identifier: Apache-2.0
// Whole renders, of files in memory.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "../render/memory_tree.h"
#include "common/render/kustomize/pipeline.h"

namespace sealer::kustomize {

using Files = std::map<std::string, std::string>;

inline Result<Built> build_files(Files files, std::string_view directory, Options options = {}) {
    return build(std::make_shared<render::MemoryTree>(std::move(files)), directory,
                 std::move(options));
}

// What `sealer render` prints, or the error.
inline std::string rendered(Files files, std::string_view directory, Options options = {}) {
    const auto built = build_files(std::move(files), directory, std::move(options));
    return built ? write(built->resources) : built.error().message;
}

}  // namespace sealer::kustomize
