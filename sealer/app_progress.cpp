// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_progress.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "common/app/source.h"
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
std::string describe_row(const ResourceRow& row) {
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

// Its operationState is about what is under way now, rather than what was before.
bool has_begun(const Value& application) {
    const std::string_view phase = application.text("status", "operationState", "phase");
    return phase == "Running" || phase == "Terminating";
}

std::string operation_line(const Value& application) {
    const std::string_view phase = application.text("status", "operationState", "phase");
    if (operation_is_under_way(application) && !has_begun(application)) {
        return "requested, not begun by the controller yet";
    }
    const std::string_view message = application.text("status", "operationState", "message");
    return std::string(phase) + (message.empty() ? "" : "  " + std::string(message));
}

std::string heading(const Value& application, WallTime now) {
    std::string line = full_name(application) + "  " + sync_status(application) + "  " +
                       health_status(application);
    if (!has_begun(application)) {
        return line;
    }
    const Value* state = application.get("status", "operationState");
    const app::Commits revisions = app::revisions_in(state->get("syncResult"));
    return line + (revisions.empty() ? "" : "  " + short_revision(revisions.front())) + "  " +
           duration_text(operation_time(*state, now));
}

struct Line {
    std::string text;
    std::string_view colour = {};
};

std::string_view colour_of(const ResourceRow& row) {
    return has_failed(row)      ? status_colour("Failed")
           : row.result.empty() ? ""
                                : status_colour("Running");
}

std::vector<Line> wave_lines(const WaveKey& key, const Wave& wave) {
    const std::string_view phase = key.first < kPhases.size() ? kPhases.at(key.first) : "Other";
    std::vector<Line> lines = {{"  " + std::string(phase) + ", wave " + std::to_string(key.second) +
                                ": " + std::to_string(wave.done) + " of " +
                                std::to_string(wave.rows.size())}};
    for (const ResourceRow* row : wave.rows) {
        if (!is_done(*row)) {
            lines.push_back({"    " + describe_row(*row), colour_of(*row)});
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
    std::vector<Line> lines = {{heading(application, now)}};
    if (std::string operation = operation_line(application); !operation.empty()) {
        lines.push_back({std::move(operation)});
    }
    for (const auto& [key, wave] : waves) {
        std::ranges::move(wave_lines(key, wave), std::back_inserter(lines));
    }
    if (lines.size() > size.lines) {
        const std::size_t left_out = lines.size() - size.lines + 1;
        lines.resize(size.lines - std::min<std::size_t>(size.lines, 1));
        lines.push_back({"  … and " + std::to_string(left_out) + " lines more"});
    }
    std::vector<std::string> frame;
    frame.reserve(lines.size());
    for (const Line& line : lines) {
        frame.push_back(painted(cut_to(printable(line.text), size.columns),
                                in_colour ? line.colour : std::string_view()));
    }
    return frame;
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
            lines.push_back(time + printable(describe_row(row)));
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
