// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/render_memory.h"

#include <algorithm>
#include <array>

namespace sealer::kustomize {
namespace {

std::array<const Loader::Reading*, 4> readings_of(const LayerMemory& layer) {
    return {&layer.load, &layer.generate, &layer.transform, &layer.rest};
}

std::array<const EntryMemories*, 2> entries_of(const LayerMemory& layer) {
    return {&layer.resources, &layer.components};
}

bool holds_keys(const render::Inputs& all, const render::Inputs& some) {
    return std::ranges::all_of(some,
                               [&all](const auto& input) { return all.contains(input.first); });
}

// The inputs of a layer or entry itself, without those of what is in it.
render::Inputs own_inputs(const LayerMemory& layer) {
    render::Inputs inputs;
    for (const Loader::Reading* reading : readings_of(layer)) {
        inputs.insert(reading->inputs.begin(), reading->inputs.end());
    }
    return inputs;
}

Result<bool> watch_entries(const git::FileTree& tree, const EntryMemories& now,
                           const EntryMemories& last, InputWatch& watch);

Result<bool> watch_inputs(const git::FileTree& tree, const render::Inputs& now,
                          const render::Inputs& last, InputWatch& watch) {
    TRY(watch.add(tree, now));
    return holds_keys(now, last);
}

Result<bool> watch_entry(const git::FileTree& tree, const EntryMemory& now, const EntryMemory& last,
                         InputWatch& watch) {
    TRY_ASSIGN(const bool same_inputs,
               watch_inputs(tree, now.reading.inputs, last.reading.inputs, watch));
    if (!same_inputs || now.layer.has_value() != last.layer.has_value()) {
        return false;
    }
    return now.layer ? watch_news(tree, *now.layer, *last.layer, watch) : Result<bool>(true);
}

Result<bool> watch_entries(const git::FileTree& tree, const EntryMemories& now,
                           const EntryMemories& last, InputWatch& watch) {
    if (now.size() != last.size()) {
        return false;
    }
    for (auto [a, b] = std::pair(now.begin(), last.begin()); a != now.end(); ++a, ++b) {
        if (a->first != b->first) {
            return false;
        }
        if (a->second == b->second) {
            continue;
        }
        TRY_ASSIGN(const bool same, watch_entry(tree, *a->second, *b->second, watch));
        if (!same) {
            return false;
        }
    }
    return true;
}

void add_marks(const render::Inputs& inputs, std::vector<PathMark>& marks) {
    for (const auto& [path, id] : inputs) {
        marks.push_back(mark_of(path));
    }
}

}  // namespace

void settle(Resources& now, const Resources& last) {
    if (now.size() != last.size()) {
        return;
    }
    for (const std::size_t place : changed_places(now, last)) {
        if (identical(*now[place], *last[place])) {
            now[place] = last[place];
        }
    }
}

std::vector<std::size_t> changed_places(const Resources& now, const Resources& last) {
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < now.size(); ++place) {
        if (now[place] != last[place]) {
            places.push_back(place);
        }
    }
    return places;
}

bool same_identities(const Resources& now, const Resources& last) {
    return std::ranges::equal(now, last, [](const ResourcePtr& a, const ResourcePtr& b) {
        return a == b || same_identity(*a, *b);
    });
}

void collect_inputs(const LayerMemory& layer, render::Inputs& into) {
    for (const Loader::Reading* reading : readings_of(layer)) {
        into.insert(reading->inputs.begin(), reading->inputs.end());
    }
    for (const EntryMemories* entries : entries_of(layer)) {
        for (const auto& [name, entry] : *entries) {
            into.insert(entry->reading.inputs.begin(), entry->reading.inputs.end());
            if (entry->layer) {
                collect_inputs(*entry->layer, into);
            }
        }
    }
}

Result<bool> watch_news(const git::FileTree& tree, const LayerMemory& now, const LayerMemory& last,
                        InputWatch& watch) {
    TRY_ASSIGN(bool same, watch_inputs(tree, own_inputs(now), own_inputs(last), watch));
    if (same) {
        TRY_ASSIGN(same, watch_entries(tree, now.resources, last.resources, watch));
    }
    return same ? watch_entries(tree, now.components, last.components, watch) : same;
}

void set_marks(EntryMemory& entry) {
    add_marks(entry.reading.inputs, entry.marks);
    if (!entry.layer) {
        return;
    }
    for (const Loader::Reading* reading : readings_of(*entry.layer)) {
        add_marks(reading->inputs, entry.marks);
    }
    for (const EntryMemories* entries : entries_of(*entry.layer)) {
        for (const auto& [name, inner] : *entries) {
            entry.marks.insert(entry.marks.end(), inner->marks.begin(), inner->marks.end());
        }
    }
}

}  // namespace sealer::kustomize
