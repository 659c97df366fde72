// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_report.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "common/app/application.h"
#include "common/app/source.h"
#include "common/base/text.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

using manifest::Value;

constexpr std::size_t kLabelWidth = 20;
constexpr std::string_view kGreen = "32";
constexpr std::string_view kYellow = "33";
constexpr std::string_view kRed = "31";

std::string line_of(std::string label, const std::string& value) {
    label += ":";
    label.resize(std::max(label.size() + 1, kLabelWidth), ' ');
    std::string line = label + printable(value);
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

std::string destination_of(const Value& application) {
    const std::string_view server = application.text("spec", "destination", "server");
    return std::string(server.empty() ? application.text("spec", "destination", "name") : server);
}

std::string joined(std::span<const Value> sources, const char* field) {
    std::vector<std::string> values;
    values.reserve(sources.size());
    for (const Value& source : sources) {
        values.emplace_back(source.text(field));
    }
    return join(values, ",");
}

// "Synced to main (3f2a91c)".
std::string sync_line(const Value& application) {
    const std::string status = sync_status(application);
    std::string line = status;
    const std::span<const Value> sources = app::written_sources(application.get("spec"));
    const app::Commits revisions = app::revisions_in(application.get("status", "sync"));
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        const std::string_view target =
            i < sources.size() ? sources[i].text("targetRevision") : std::string_view();
        line += i == 0 ? status == "Synced" ? " to " : " from " : ", ";
        line += std::string(target.empty() ? "HEAD" : target) + " (" +
                short_revision(revisions[i]) + ")";
    }
    return line;
}

std::string source_lines(const Value& application) {
    const std::span<const Value> sources = app::written_sources(application.get("spec"));
    std::string text = sources.size() > 1 ? "Sources:\n" : "Source:\n";
    for (const Value& source : sources) {
        text += line_of("- Repo", std::string(source.text("repoURL")));
        text += line_of("  Target", std::string(source.text("targetRevision")));
        for (const auto& [field, label] :
             {std::pair{"path", "  Path"}, {"chart", "  Chart"}, {"ref", "  Ref"}}) {
            if (const std::string_view value = source.text(field); !value.empty()) {
                text += line_of(label, std::string(value));
            }
        }
    }
    return text;
}

std::string policy_line(const Value& application) {
    if (!app::is_automated(application)) {
        return "Manual";
    }
    const Value& automated = *application.get("spec", "syncPolicy", "automated");
    std::string text = "Automated";
    if (automated.flag("prune")) {
        text += " (Prune)";
    }
    if (automated.flag("selfHeal")) {
        text += " (Self Heal)";
    }
    return text;
}

std::string condition_table(const Value& application) {
    std::vector<Row> rows = {{"CONDITION", "MESSAGE", "LAST TRANSITION"}};
    for (const Value& condition : manifest::elements(application.get("status", "conditions"))) {
        rows.push_back({std::string(condition.text("type")), std::string(condition.text("message")),
                        std::string(condition.text("lastTransitionTime"))});
    }
    return rows.size() == 1 ? "" : "\n" + print_table(rows);
}

// What does not fit a cell of one line.
std::string message_of(const ResourceRow& row) {
    return row.message.empty() ? row.health_message : row.message;
}

}  // namespace

std::string_view status_colour(std::string_view word) {
    struct Words {
        std::string_view colour;
        std::array<std::string_view, 5> words;
    };
    static constexpr std::array kWords = {
        Words{kGreen, {"Synced", "Healthy", "Succeeded", "Pruned", ""}},
        Words{kYellow, {"OutOfSync", "Progressing", "Running", "Suspended", "Terminating"}},
        Words{kRed, {"Degraded", "Missing", "Failed", "Error", "SyncFailed"}}};
    for (const Words& some : kWords) {
        if (!word.empty() && std::ranges::find(some.words, word) != some.words.end()) {
            return some.colour;
        }
    }
    return "";
}

std::string print_app_list(const std::vector<Value>& applications, bool wide, bool in_colour) {
    std::vector<Row> rows = {{"NAME", "CLUSTER", "NAMESPACE", "PROJECT", "STATUS", "HEALTH",
                              "SYNCPOLICY", "CONDITIONS"}};
    if (wide) {
        rows.front().insert(rows.front().end(), {"REPO", "PATH", "TARGET"});
    }
    for (const Value& application : applications) {
        const std::string conditions = condition_types(application);
        rows.push_back({full_name(application), destination_of(application),
                        std::string(application.text("spec", "destination", "namespace")),
                        std::string(application.text("spec", "project")), sync_status(application),
                        health_status(application), sync_policy(application),
                        conditions.empty() ? "<none>" : conditions});
        if (wide) {
            const auto sources = app::written_sources(application.get("spec"));
            rows.back().insert(rows.back().end(),
                               {joined(sources, "repoURL"), joined(sources, "path"),
                                joined(sources, "targetRevision")});
        }
    }
    return print_table(rows, 2, in_colour ? status_colour : nullptr);
}

std::string print_app(const Value& application, bool with_operation, bool in_colour, WallTime now) {
    const std::string health = health_status(application);
    const std::string sync = sync_line(application);
    std::string text = line_of("Name", full_name(application));
    text += line_of("Project", std::string(application.text("spec", "project")));
    text += line_of("Server", destination_of(application));
    text += line_of("Namespace", std::string(application.text("spec", "destination", "namespace")));
    text += source_lines(application);
    text += line_of("Sync Policy", policy_line(application));
    const auto coloured = [&](const std::string& label, const std::string& word,
                              const std::string& line) {
        std::string plain = line_of(label, line);
        const std::string_view colour = in_colour ? status_colour(word) : "";
        return plain.replace(kLabelWidth, word.size(), painted(word, colour));
    };
    text += coloured("Sync Status", sync_status(application), sync);
    text += coloured("Health Status", health, health);
    if (const std::string_view why = application.text("status", "health", "message");
        !why.empty()) {
        text += line_of("Health Message", std::string(why));
    }
    text += condition_table(application);
    if (with_operation) {
        const std::string operation = print_operation(application, now);
        text += operation.empty() ? "" : "\n" + operation;
    }
    return text;
}

std::string print_resources(const std::vector<ResourceRow>& rows, bool in_colour) {
    std::vector<Row> table = {
        {"GROUP", "KIND", "NAMESPACE", "NAME", "STATUS", "HEALTH", "HOOK", "MESSAGE"}};
    for (const ResourceRow& row : rows) {
        table.push_back({row.key.group, row.key.kind, row.key.namespace_, row.key.name, row.status,
                         row.health, row.hook, message_of(row)});
    }
    return print_table(table, 2, in_colour ? status_colour : nullptr);
}

std::string print_orphans(const std::vector<manifest::ObjectKey>& keys) {
    std::vector<Row> table = {{"GROUP", "KIND", "NAMESPACE", "NAME", "ORPHANED"}};
    for (const manifest::ObjectKey& key : keys) {
        table.push_back({key.group, key.kind, key.namespace_, key.name, "Yes"});
    }
    return print_table(table);
}

std::string print_operation(const Value& application, WallTime now) {
    const Value* state = application.get("status", "operationState");
    if (state == nullptr || !state->is_object()) {
        return "";
    }
    std::string text = line_of("Operation", "Sync");
    text += line_of("Sync Revision", join(app::revisions_in(state->get("syncResult")), ", "));
    text += line_of("Phase", std::string(state->text("phase")));
    text += line_of("Start", std::string(state->text("startedAt")));
    text += line_of("Finished", std::string(state->text("finishedAt")));
    text += line_of("Duration", duration_text(operation_time(*state, now)));
    if (const auto retries = state->integer_or(0, "retryCount"); retries > 0) {
        text += line_of("Retries", std::to_string(retries));
    }
    return text + line_of("Message", std::string(state->text("message")));
}

std::string print_history(const Value& application) {
    std::vector<Row> rows = {{"ID", "DATE", "REVISION", "TOOK", "BY"}};
    for (const Value& entry : manifest::elements(application.get("status", "history"))) {
        std::string revision;
        const std::span<const Value> sources = app::written_sources(&entry);
        const app::Commits revisions = app::revisions_in(&entry);
        for (std::size_t i = 0; i < revisions.size(); ++i) {
            const std::string_view target =
                i < sources.size() ? sources[i].text("targetRevision") : std::string_view();
            revision += (i == 0 ? "" : ", ") + std::string(target.empty() ? "HEAD" : target) +
                        " (" + short_revision(revisions[i]) + ")";
        }
        const Value times = manifest::Object{{"startedAt", entry.text("deployStartedAt")},
                                             {"finishedAt", entry.text("deployedAt")}};
        const bool is_automated = entry.flag("initiatedBy", "automated");
        rows.push_back(
            {std::to_string(entry.integer_or(0, "id")), std::string(entry.text("deployedAt")),
             revision, duration_text(operation_time(times, WallTime())),
             is_automated ? "automated" : std::string(entry.text("initiatedBy", "username"))});
    }
    return print_table(rows);
}

}  // namespace sealer::cli
