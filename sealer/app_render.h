// SPDX-License-Identifier: Apache-2.0
// What Git wants of an Application, rendered here: with the user's own access to Git, or from a
// folder.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/git/file_tree.h"
#include "common/manifest/value.h"
#include "common/render/limits.h"
#include "sealer/app_revisions.h"
#include "sealer/command_line.h"
#include "sealer/remote_sources.h"
#include "sealer/render_units.h"
#include "sealer/world.h"

namespace sealer::cli {

class AppRender {
  public:
    // Adds the flags about revisions, --local and those of renders.
    void define(CommandLine& line);
    // Just those of renders.
    void define_limits(CommandLine& line);

    // The objects of all sources; of an object that several have, the last. Warnings go to stderr.
    [[nodiscard]] Result<std::vector<manifest::Value>> objects(const manifest::Value& application,
                                                               const World& world);

  private:
    // The files that `unit` is about; says where in them, and of which commit.
    [[nodiscard]] Result<std::shared_ptr<const git::FileTree>> open(RenderUnit& unit);

    RevisionOptions revisions_;
    std::string local_;
    render::Limits limits_;
    RemoteSources remotes_;
};

}  // namespace sealer::cli
