// SPDX-License-Identifier: Apache-2.0
#include "controller/app/prune_waves.h"

#include <string>
#include <utility>

#include "common/base/integer.h"
#include "common/base/text.h"
#include "controller/app/operation_notes.h"
#include "controller/app/selection.h"
#include "controller/sync/order.h"

namespace sealer::app {

using manifest::Value;

std::set<int> prune_waves(const Value& state) {
    std::set<int> waves;
    for (const std::string_view word : split(note_in(state, kPruneWavesNote), ' ')) {
        if (const auto wave = parse_integer<int>(word)) {
            waves.insert(*wave);
        }
    }
    return waves;
}

void note_prune_waves(Value& state, const Comparison& comparison) {
    const Value& operation = *state.get("operation");
    if (!operation.flag("sync", "prune") || operation.flag("sync", "dryRun")) {
        return;
    }
    const std::set<int> noted = prune_waves(state);
    std::set<int> waves = noted;
    const Selection selection(operation);
    for (const Item& item : comparison.items) {
        if (item.requires_pruning() && selection.contains(item.key)) {
            waves.insert(sync::wave_of(*item.live));
        }
    }
    if (waves.size() < 2 || waves == noted) {
        return;
    }
    std::string text;
    for (const int wave : waves) {
        text += (text.empty() ? "" : " ") + std::to_string(wave);
    }
    put_note(state, kPruneWavesNote, std::move(text));
}

}  // namespace sealer::app
