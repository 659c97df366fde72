// SPDX-License-Identifier: Apache-2.0
// What an Application's source renders to at one commit, by the tool that its directory is for.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/app/application.h"
#include "common/base/result.h"
#include "common/git/file_tree.h"
#include "common/render/kustomize/loader.h"
#include "common/render/kustomize/render_memory.h"
#include "common/render/render.h"

namespace sealer::app {

struct RenderedSource {
    render::SourceType type = render::SourceType::kDirectory;
    render::Rendered rendered;
    std::map<std::string, std::string> remotes;  // bases in other repositories: URL to commit
    bool depends_on_commit = false;              // on its id, beside the files in it
    std::vector<std::string> warnings;           // see kustomize::Built
};

// Which of an Application's sources; for whom, for the names of files and variables; and what it
// may take.
struct RenderContext {
    const Spec& spec;
    const Source& source;
    std::string instance;
    std::string commit;
    render::Limits limits = {};
};

// Nothing for a source that renders nothing. kInvalid says what is wrong, and where. `fetch_remote`
// decides about remote bases. `memory`, which may be null, is handed in for every commit of the
// same source: what it holds is not rendered again.
[[nodiscard]] Result<RenderedSource> render_source(std::shared_ptr<const git::FileTree> tree,
                                                   const RenderContext& context,
                                                   kustomize::FetchRemote fetch_remote,
                                                   kustomize::RenderMemory* memory = nullptr);

// The source after what .argocd-source.yaml and .argocd-source-<instance>.yaml in its directory
// say, each a merge patch (RFC 7386). What says where the source is stays. Both files count as
// `inputs`, there or not.
[[nodiscard]] Result<Source> read_source_files(const git::FileTree& tree, const Source& source,
                                               const std::string& instance, render::Inputs& inputs);

}  // namespace sealer::app
