// SPDX-License-Identifier: Apache-2.0
// What a render leaves for the next one, so that this costs what has changed: how it works is told
// in ../../../docs/architecture.md.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/render/kustomize/changes.h"
#include "common/render/kustomize/kustomization.h"
#include "common/render/kustomize/loader.h"
#include "common/render/kustomize/resource.h"
#include "common/render/kustomize/transformer_config.h"
#include "common/render/kustomize/transformers.h"

namespace sealer::kustomize {

using ConfigPtr = std::shared_ptr<const TransformerConfig>;

struct EntryMemory;
using EntryMemories = std::map<std::string, std::shared_ptr<const EntryMemory>, std::less<>>;

// A kustomization at work. The lists are what it had in hand, step by step.
struct LayerMemory {
    std::string path;  // of its file, in its tree
    std::shared_ptr<const Kustomization> file;
    ConfigPtr config;                                 // as transformers used it
    Resources gathered;                               // what `resources` brought
    Resources generated;                              // and generators made of it
    Resources before;                                 // what transformers began with
    Resources after;                                  // what they made of it
    std::vector<std::size_t> sources;                 // places of what replacements read
    LoadedPatches patches;                            // that transformers used
    EntryMemories resources;                          // by what is written there; of plug-ins, too
    EntryMemories components;                         // likewise
    Loader::Reading load, generate, transform, rest;  // each step's own; `rest`: of all others
};

// What an entry is and came to: a file of resources, or a directory with a kustomization.
struct EntryMemory {
    Loader::Reading reading;           // to find it; its cost is all of what is in it
    std::optional<LayerMemory> layer;  // not of a file
    // Not of components, which work on what others brought.
    Resources resources;
    ConfigPtr config;  // null: none
    std::vector<Variable> variables;
    std::vector<std::string> warnings;  // of all that is in it
    std::vector<PathMark> marks;        // of all inputs in it
};

// What is done once, for the whole list. By places in `before`.
struct FinishMemory {
    Resources before;
    Resources hashed;  // with the hashes in their names
    Resources done;
    std::vector<std::size_t> order;  // of output
    std::vector<std::string> warnings;
    std::shared_ptr<NameFixer> names;  // null if there are variables, too
};

// The renders of one kustomization, one at a time; an empty one is for any. Holds one render's
// resources, as they were after each kustomization. Its members are the renderer's.
struct RenderMemory {
    std::string directory;
    bool restrict_files = true;
    bool adds_managed_by = false;
    bool default_order_is_fifo = false;
    Overrides overrides;
    bool notes_origins = false;
    bool notes_transformers = false;

    InputWatch watch;
    std::shared_ptr<const LayerMemory> top;
    FinishMemory finish;
    std::vector<ConfigPtr> configs;  // those in `top`, each once
};

// Puts resources of the last render in the place of ones that are just the same, at the same place,
// so that who holds them sees that nothing has changed.
void settle(Resources& now, const Resources& last);
// Places where lists of the same length hold other resources.
[[nodiscard]] std::vector<std::size_t> changed_places(const Resources& now, const Resources& last);
// Whether resources are called as those of the last render are, each in its place.
[[nodiscard]] bool same_identities(const Resources& now, const Resources& last);

// All that was looked at in the layer and its entries.
void collect_inputs(const LayerMemory& layer, render::Inputs& into);
// Adds what was looked at since `last` was made to a watch over that. False if something that was
// looked at then was not now: the watch should be made anew.
[[nodiscard]] Result<bool> watch_news(const git::FileTree& tree, const LayerMemory& now,
                                      const LayerMemory& last, InputWatch& watch);
// Notes in the entry what may touch it.
void set_marks(EntryMemory& entry);

}  // namespace sealer::kustomize
