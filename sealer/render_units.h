// SPDX-License-Identifier: Apache-2.0
// What there is to render in a repository: the sources of its Applications, or its kustomizations.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/app/source_render.h"
#include "common/base/result.h"
#include "common/git/file_tree.h"
#include "common/manifest/value.h"
#include "common/render/kustomize/loader.h"
#include "common/render/render.h"

namespace sealer::cli {

struct RenderUnit {
    std::string application;  // its name; empty for a folder that no Application names
    std::string path;         // from the root of the tree
    // The Application with this source alone; null for a folder.
    manifest::Value definition;
    std::string commit = "HEAD";  // that the Application's variables may name

    [[nodiscard]] std::string title() const;
    friend bool operator==(const RenderUnit&, const RenderUnit&) = default;
};

// The sources with a path of the Application that a manifest is, whatever repository they name;
// none for what is no Application.
[[nodiscard]] std::vector<RenderUnit> units_of(const manifest::Value& manifest);

// What other directories a kustomization names, as it writes them.
struct KustomizationUses {
    bool is_component = false;
    std::vector<std::string> entries;
};

// Finds units in one tree after another; files that are the same in several are read once.
class UnitFinder {
  public:
    using IsLeftOut = std::function<bool(const std::string& path)>;

    // The units in `tree` at or below `path`, sorted by title, each once: the sources of all
    // Applications in .yaml, .yml and .json files; without any, the kustomizations that no other
    // one uses; without any of those, `path` itself. Files that do not parse are passed over, and
    // so are folders that `is_left_out`, if there is such a function.
    [[nodiscard]] Result<std::vector<RenderUnit>> find(const git::FileTree& tree,
                                                       std::string_view path,
                                                       const IsLeftOut& is_left_out = {});

    // What was made of a file, by the id of its content.
    template <class T>
    using Known = std::map<std::string, T>;

  private:
    Known<std::vector<RenderUnit>> applications_;
    Known<KustomizationUses> uses_;
};

// What one unit renders to, with the options of its Application; nothing where its path is not
// there. `memory` is for the same unit in another tree.
[[nodiscard]] Result<app::RenderedSource> render_unit(
    const std::shared_ptr<const git::FileTree>& tree, const RenderUnit& unit,
    const render::Limits& limits, kustomize::FetchRemote fetch_remote,
    kustomize::RenderMemory& memory);

}  // namespace sealer::cli
