// SPDX-License-Identifier: Apache-2.0
// One kustomization at work, and what all kustomizations of a render share.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/yaml.h"
#include "common/render/budget.h"
#include "common/render/kustomize/kustomization.h"
#include "common/render/kustomize/loader.h"
#include "common/render/kustomize/render_memory.h"
#include "common/render/kustomize/resource.h"
#include "common/render/kustomize/schemas.h"
#include "common/render/kustomize/transformer_config.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {

// What kustomizations have gathered so far: components add to their user's, bases have their own.
struct Accumulator {
    Resources resources;
    TransformerConfig config;
    std::vector<Variable> variables;
};

// Of the whole render.
struct Build {
    render::Budget& budget;
    Loader& loader;
    Place top;
    std::shared_ptr<const Schemas> schemas;
    bool has_schemas = false;         // some kustomization said which
    bool notes_origins = false;       // buildMetadata: originAnnotations
    bool notes_transformers = false;  // buildMetadata: transformerAnnotations
    bool adds_managed_by = false;
    bool default_order_is_fifo = false;
    std::vector<std::string> warnings;
    // Whether another render is to come that wants to know of this one. Not where something counts
    // that is no object of the tree.
    bool remembers = false;
    Changes changes;                 // since the last one
    std::vector<ConfigPtr> configs;  // different ones: kustomizations mostly have the same
};

struct Layer {
    Build& build;
    Place place;
    const LayerMemory* known;  // of the last render; null where there is none
    LayerMemory& made;         // of this one, begun by loading the kustomization
    Accumulator& accumulator;
    Extent extent = Extent::kWhole;                  // of the resources that are transformed
    std::vector<Selector> replacement_sources = {};  // that were used

    const std::string& file_path = made.path;  // of the kustomization, in its tree
    const Kustomization& file = *made.file;

    [[nodiscard]] Result<std::string> read(const std::string& path) const {
        return build.loader.read(place, path);
    }
    // The first document of a configuration file; null for an empty one.
    [[nodiscard]] Result<manifest::Value> read_yaml(const std::string& path) const {
        TRY_ASSIGN(const std::string text, read(path));
        auto documents = build.budget.parse_yaml(
            text, {.duplicate_keys = manifest::DuplicateKeys::kLastWins, .refuse_controls = true});
        if (!documents) {
            return fail(documents.error().with(path));
        }
        return documents->empty() ? manifest::Value() : std::move(documents->front().value);
    }
};

}  // namespace sealer::kustomize
