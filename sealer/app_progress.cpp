// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_progress.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "common/base/text.h"
#include "sealer/app_report.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

using manifest::Value;

constexpr std::array<std::string_view, 4> kPhases = {"PreSync", "Sync", "PostSync", "SyncFail"};

struct Wave {
    std::size_t done = 0;
    std::vector<const ResourceRow*> rows;  // all of it
};
using WaveKey = std::pair<std::size_t, int>;  // phase, wave

WaveKey wave_of(const ResourceRow& row) {
    const std::string_view phase = row.phase.empty() ? kPhases[1] : std::string_view(row.phase);
    const auto* const found = std::ranges::find(kPhases, phase);
    return {static_cast<std::size_t>(found - kPhases.begin()), row.wave};
}

bool has_failed(const ResourceRow& row) {
    return row.result == "SyncFailed" || row.status == "Failed" || row.status == "Error" ||
           row.health == "Degraded";
}

bool is_done(const ResourceRow& row) {
    if (row.is_hook) {
        return row.status == "Succeeded";
    }
    const bool is_well = row.health.empty() || row.health == "Healthy" || row.result == "Pruned";
    return is_well && (!row.result.empty() || row.status == "Synced");
}

// As little of it as tells.
std::string describe(const ResourceRow& row) {
    std::vector<std::string> parts;
    for (const std::string* part :
         {&row.hook, &row.status, &row.health,
          row.health_message.empty() ? &row.message : &row.health_message}) {
        if (!part->empty()) {
            parts.push_back(*part);
        }
    }
    return to_string(row.key) + "  " + join(parts, "  ");
}

std::string operation_line(const Value& application) {
    const Value* state = application.get("status", "operationState");
    if (state == nullptr || !state->is_object()) {
        return application.get("operation") == nullptr ? "" : "requested";
    }
    const std::string_view message = state->text("message");
    return std::string(state->text("phase")) + (message.empty() ? "" : "  " + std::string(message));
}

std::string heading(const Value& application, WallTime now) {
    std::string line = full_name(application) + "  " + sync_status(application) + "  " +
                       health_status(application);
    const Value* state = application.get("status", "operationState");
    if (state == nullptr || !operation_is_under_way(application)) {
        return line;
    }
    const std::vector<std::string> revisions = revisions_of(state->get("syncResult"));
    return line + (revisions.empty() ? "" : "  " + short_revision(revisions.front())) + "  " +
           duration_text(operation_time(*state, now));
}

std::vector<std::string> wave_lines(const WaveKey& key, const Wave& wave, bool in_colour) {
    const std::string_view phase = key.first < kPhases.size() ? kPhases.at(key.first) : "Other";
    std::vector<std::string> lines = {
        "  " + std::string(phase) + ", wave " + std::to_string(key.second) + ": " +
        std::to_string(wave.done) + " of " + std::to_string(wave.rows.size())};
    for (const ResourceRow* row : wave.rows) {
        if (!is_done(*row)) {
            const std::string_view colour = !in_colour            ? ""
                                            : has_failed(*row)    ? status_colour("Failed")
                                            : row->result.empty() ? ""
                                                                  : status_colour("Running");
            lines.push_back(painted("    " + printable(describe(*row)), colour));
        }
    }
    return lines;
}

}  // namespace

std::vector<std::string> progress_frame(const Value& application, WallTime now, FrameSize size,
                                        bool in_colour) {
    std::map<WaveKey, Wave> waves;
    const std::vector<ResourceRow> rows = resource_rows(application);
    for (const ResourceRow& row : rows) {
        Wave& wave = waves[wave_of(row)];
        wave.rows.push_back(&row);
        wave.done += is_done(row) ? 1 : 0;
    }
    std::vector<std::string> lines = {heading(application, now)};
    if (std::string operation = operation_line(application); !operation.empty()) {
        lines.push_back(std::move(operation));
    }
    for (const auto& [key, wave] : waves) {
        std::ranges::move(wave_lines(key, wave, in_colour), std::back_inserter(lines));
    }
    if (lines.size() > size.lines) {
        const std::size_t left_out = lines.size() - size.lines + 1;
        lines.resize(size.lines - std::min<std::size_t>(size.lines, 1));
        lines.push_back("  … and " + std::to_string(left_out) + " lines more");
    }
    for (std::string& line : lines) {
        line = cut_to(std::move(line), size.columns);
    }
    return lines;
}

std::vector<std::string> progress_lines(const Value* before, const Value& after, WallTime now) {
    std::map<manifest::ObjectKey, ResourceRow> known;
    if (before != nullptr) {
        for (ResourceRow& row : resource_rows(*before)) {
            manifest::ObjectKey key = row.key;
            known.insert_or_assign(std::move(key), std::move(row));
        }
    }
    const std::string time = format_time(now) + "  ";
    std::vector<std::string> lines;
    for (const ResourceRow& row : resource_rows(after)) {
        const auto old = known.find(row.key);
        if (old == known.end() || !(old->second == row)) {
            lines.push_back(time + printable(describe(row)));
        }
    }
    const std::string summary = full_name(after) + "  " + sync_status(after) + "  " +
                                health_status(after) + "  " + operation_line(after);
    const bool is_news = before == nullptr || sync_status(*before) != sync_status(after) ||
                         health_status(*before) != health_status(after) ||
                         operation_line(*before) != operation_line(after);
    if (is_news) {
        lines.push_back(time + printable(summary));
    }
    return lines;
}

}  // namespace sealer::cli
