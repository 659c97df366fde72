// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "common/base/result.h"

namespace sealer::cli {

struct ManifestFile {
    std::string path;
    std::string relative;  // to the folder it was found in; for a file that was named, its name
};

// The files among `paths`, and all .yaml, .yml and .json files in the folders among them, sorted by
// path within each; what is named twice counts once. Folders whose name begins with a dot, and
// links to folders, are left out. kNotFound for a path that is not there, kInvalid for more than a
// million files.
[[nodiscard]] Result<std::vector<ManifestFile>> find_manifest_files(
    const std::vector<std::string>& paths);

}  // namespace sealer::cli
