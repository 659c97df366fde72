// SPDX-License-Identifier: Apache-2.0
// What an operation keeps in mind for whoever goes on with it: entries of its `info`, which every
// CustomResourceDefinition of Applications has room for. Pure.
#pragma once

#include <string>
#include <string_view>

#include "common/app/application.h"
#include "common/manifest/value.h"

namespace sealer::app {

// The names of these entries.
constexpr std::string_view kApprovalNote = kDeletionApproved;
constexpr std::string_view kPruneWavesNote = "sealer.dev/prune-waves";

// Of status.operationState; empty: none.
[[nodiscard]] std::string_view note_in(const manifest::Value& state, std::string_view name);
void put_note(manifest::Value& state, std::string_view name, std::string text);

// Whether an operation is the one that was `asked` for, but for its notes.
[[nodiscard]] bool is_same_operation(const manifest::Value& begun, const manifest::Value& asked);

}  // namespace sealer::app
