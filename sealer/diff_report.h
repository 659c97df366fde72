// SPDX-License-Identifier: Apache-2.0
// What `sealer diff` prints. Pure.
#pragma once

#include <string>
#include <vector>

#include "sealer/manifest_diff.h"

namespace sealer::cli {

// What changed in one Application, or one folder.
struct UnitDiff {
    std::string application;  // empty for a folder that none names
    std::string path;
    std::vector<Change> changes;
};

// A patch for people: under a heading for each unit that changed, the objects' hunks.
// Empty without changes. `in_colour`: with the escapes of terminals.
[[nodiscard]] std::string diff_as_text(const std::vector<UnitDiff>& diffs, bool in_colour);
// For a comment on a pull request, each object folded. Says so where nothing changed.
[[nodiscard]] std::string diff_as_markdown(const std::vector<UnitDiff>& diffs);
// [{application, path, changes: [{change, group, kind, namespace, name, oldName, diff,
// reasons}]}], units
// without changes left out.
[[nodiscard]] std::string diff_as_json(const std::vector<UnitDiff>& diffs);

}  // namespace sealer::cli
