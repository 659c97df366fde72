// SPDX-License-Identifier: Apache-2.0
// `buildMetadata`: annotations that tell where a resource is from and what changed it.
#pragma once

#include <string>
#include <string_view>

#include "common/render/kustomize/layer.h"

namespace sealer::kustomize {

// Who made or changed a resource: a built-in plug-in, of a configuration object with a name or not.
struct Plugin {
    std::string kind;
    std::string name;
    std::string namespace_;
};

// The annotation's text for a resource that stands in `file` of the layer's tree.
[[nodiscard]] std::string origin_of_file(const Layer& layer, const std::string& file);
// For a resource that a plug-in made, or an entry of what changed one: `file` configures it.
[[nodiscard]] std::string origin_of_plugin(const Layer& layer, const std::string& file,
                                           const Plugin& plugin);

// Notes on all resources, if the build asks for it, that the plug-in worked on them `times`.
[[nodiscard]] Status note_transformer(Layer& layer, const std::string& file, const Plugin& plugin,
                                      std::size_t times);

// Turns the notes into annotations, and takes out what only kustomize itself uses.
void write_annotations(Resources& resources, const Build& build);

}  // namespace sealer::kustomize
