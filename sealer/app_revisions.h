// SPDX-License-Identifier: Apache-2.0
// Other commits than those that an Application names.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "sealer/command_line.h"

namespace sealer::cli {

class RevisionOptions {
  public:
    // Adds --revision, --revisions, --source-positions and --source-names.
    void define(CommandLine& line);

    [[nodiscard]] bool empty() const { return revision.empty() && revisions.empty(); }
    // For each source of the Application the revision that is asked for, empty for its own.
    // kInvalid where the flags do not fit its sources. Pure.
    [[nodiscard]] Result<std::vector<std::string>> of(const manifest::Value& application) const;
    // The Application with these revisions in the place of its own. Pure.
    [[nodiscard]] Result<manifest::Value> put_into(manifest::Value application) const;

    std::string revision;                // of the only source
    std::vector<std::string> revisions;  // of the first sources, or of those that are named:
    std::vector<std::string> positions;  // from 1
    std::vector<std::string> names;

  private:
    [[nodiscard]] Result<std::vector<std::size_t>> places(
        std::span<const manifest::Value> sources) const;
};

}  // namespace sealer::cli
