// SPDX-License-Identifier: Apache-2.0
#include "controller/sync/task.h"

#include <algorithm>
#include <array>

#include "common/app/application.h"

namespace sealer::sync {
namespace {

using manifest::Value;

constexpr std::array<std::string_view, 4> kStatuses{"Synced", "SyncFailed", "Pruned",
                                                    "PruneSkipped"};
constexpr std::array<std::string_view, 5> kStates{"Running", "Succeeded", "Failed", "Error",
                                                  "Terminating"};

template <typename Enum, std::size_t kSize>
std::optional<Enum> parse(const std::array<std::string_view, kSize>& names, std::string_view text) {
    const auto* const found = std::ranges::find(names, text);
    return found == names.end() ? std::nullopt
                                : std::optional(static_cast<Enum>(found - names.begin()));
}

}  // namespace

std::string_view to_string(Record::Status status) {
    return kStatuses.at(static_cast<std::size_t>(status));
}

std::string_view to_string(Record::State state) {
    return kStates.at(static_cast<std::size_t>(state));
}

Value to_row(const Task& task, const Record& record, const manifest::GroupVersionKind& type) {
    Value row;
    row["group"] = type.group;
    row["version"] = type.version;
    row["kind"] = type.kind;
    row["namespace"] = task.key.namespace_;
    row["name"] = task.key.name;
    row["status"] = to_string(record.status);
    row["message"] = record.message;
    if (task.action == Task::Action::kHook) {
        row["hookType"] = to_string(task.phase);
    }
    row["hookPhase"] = to_string(record.state);
    row["syncPhase"] = to_string(task.phase);
    return row;
}

std::optional<std::pair<TaskId, Record>> parse_row(const Value& row) {
    const auto status = parse<Record::Status>(kStatuses, row.text("status"));
    const auto state = parse<Record::State>(kStates, row.text("hookPhase"));
    const auto phase = parse_phase(row.text("syncPhase"));
    if (!status || !state || !phase) {
        return std::nullopt;
    }
    return std::pair(TaskId(app::key_of_row(row), *phase),
                     Record{*status, *state, std::string(row.text("message"))});
}

std::string reference(const manifest::ObjectKey& key) {
    return (key.group.empty() ? "" : key.group + "/") + key.kind + "/" + key.name;
}

}  // namespace sealer::sync
