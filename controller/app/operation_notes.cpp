// SPDX-License-Identifier: Apache-2.0
#include "controller/app/operation_notes.h"

#include <utility>

namespace sealer::app {
namespace {

using manifest::Value;

Value without_notes(Value operation) {
    manifest::Array others = manifest::elements(operation.get("info"));
    std::erase_if(others, [](const Value& info) {
        return info.text("name") == kApprovalNote || info.text("name") == kPruneWavesNote;
    });
    if (others.empty()) {
        operation.as_object().erase("info");
    } else {
        operation["info"] = std::move(others);
    }
    return operation;
}

}  // namespace

std::string_view note_in(const Value& state, std::string_view name) {
    for (const Value& info : manifest::elements(state.get("operation", "info"))) {
        if (info.text("name") == name) {
            return info.text("value");
        }
    }
    return {};
}

void put_note(Value& state, std::string_view name, std::string text) {
    Value& infos = state["operation"]["info"];
    manifest::Array entries = manifest::elements(&infos);
    std::erase_if(entries, [name](const Value& info) { return info.text("name") == name; });
    entries.emplace_back(manifest::Object{{"name", name}, {"value", std::move(text)}});
    infos = std::move(entries);
}

bool is_same_operation(const Value& begun, const Value& asked) {
    return without_notes(begun) == without_notes(asked);
}

}  // namespace sealer::app
