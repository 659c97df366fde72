// SPDX-License-Identifier: Apache-2.0
#include "sealer/diff_report.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "common/base/text.h"
#include "common/manifest/json.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

using manifest::Value;

constexpr std::array<std::string_view, 3> kKindNames = {"added", "changed", "removed"};

std::string_view name_of(ChangeKind kind) {
    return kKindNames.at(static_cast<std::size_t>(kind));
}

std::string in_html(const std::string& text) {
    std::string result;
    for (const char c : printable(text)) {
        switch (c) {
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '&':
                result += "&amp;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

std::string title(const UnitDiff& diff) {
    const std::string path = diff.path.empty() ? "." : diff.path;
    return printable(diff.application.empty() ? path : diff.application + " (" + path + ")");
}

std::string old_title(const Change& change) {
    manifest::ObjectKey key = change.object;
    key.name = change.old_name.empty() ? key.name : change.old_name;
    return printable(to_string(key));
}

// "1 added, 2 changed"
std::string counts(const std::vector<Change>& changes) {
    std::string text;
    for (const ChangeKind kind : {ChangeKind::kAdded, ChangeKind::kChanged, ChangeKind::kRemoved}) {
        const auto count = std::ranges::count(changes, kind, &Change::kind);
        if (count > 0) {
            text += (text.empty() ? "" : ", ") + std::to_string(count) + " ";
            text += name_of(kind);
        }
    }
    return text;
}

// A fence that no line of the text closes.
std::string fence_for(std::string_view text) {
    std::string fence = "```";
    while (text.find(fence) != std::string_view::npos) {
        fence += '`';
    }
    return fence;
}

// As comments.
std::string reason_lines(const Change& change) {
    std::string text;
    for (const std::string& reason : change.reasons) {
        text += "# " + printable(reason) + "\n";
    }
    return text;
}

std::string in_markdown(const Change& change) {
    const std::string fence = fence_for(change.lines + reason_lines(change));
    std::string text = "<details><summary>";
    text += name_of(change.kind);
    text += " <code>" + in_html(to_string(change.object)) + "</code></summary>\n\n";
    text += fence + "diff\n" + change.lines + reason_lines(change) + fence + "\n\n</details>\n\n";
    return text;
}

class Painter {
  public:
    explicit Painter(bool in_colour) : in_colour_(in_colour) {}

    [[nodiscard]] std::string heading(const std::string& line) const { return paint(line, "1"); }

    [[nodiscard]] std::string hunks(std::string_view lines) const {
        std::string text;
        while (!lines.empty()) {
            const std::size_t end = std::min(lines.find('\n'), lines.size() - 1) + 1;
            const std::string_view line = lines.substr(0, end - (lines[end - 1] == '\n' ? 1 : 0));
            text += paint(std::string(line), colour_of(line)) + "\n";
            lines.remove_prefix(end);
        }
        return text;
    }

  private:
    static const char* colour_of(std::string_view line) {
        return line.starts_with('+')   ? "32"
               : line.starts_with('-') ? "31"
               : line.starts_with('@') ? "36"
                                       : "";
    }

    [[nodiscard]] std::string paint(const std::string& line, std::string_view colour) const {
        return painted(line, in_colour_ ? colour : "");
    }

    bool in_colour_;
};

Value to_json(const Change& change) {
    manifest::Object object = {{"change", name_of(change.kind)},
                               {"group", change.object.group},
                               {"kind", change.object.kind},
                               {"namespace", change.object.namespace_},
                               {"name", change.object.name}};
    if (!change.old_name.empty()) {
        object["oldName"] = change.old_name;
    }
    object["diff"] = change.lines;
    if (!change.reasons.empty()) {
        object["reasons"] = manifest::Array(change.reasons.begin(), change.reasons.end());
    }
    return object;
}

}  // namespace

std::string diff_as_text(const std::vector<UnitDiff>& diffs, bool in_colour) {
    const Painter painter(in_colour);
    std::string text;
    for (const UnitDiff& diff : diffs) {
        if (diff.changes.empty()) {
            continue;
        }
        text += painter.heading("=== " + title(diff) + ": " + counts(diff.changes)) + "\n";
        for (const Change& change : diff.changes) {
            const std::string name = printable(to_string(change.object));
            text +=
                painter.heading("--- " + (change.kind == ChangeKind::kAdded ? "/dev/null"
                                                                            : old_title(change))) +
                "\n" +
                painter.heading("+++ " +
                                (change.kind == ChangeKind::kRemoved ? "/dev/null" : name)) +
                "\n" + painter.hunks(change.lines) + reason_lines(change);
        }
    }
    return text;
}

std::string diff_as_markdown(const std::vector<UnitDiff>& diffs) {
    std::string text;
    for (const UnitDiff& diff : diffs) {
        if (diff.changes.empty()) {
            continue;
        }
        text += "### <code>" + in_html(title(diff)) + "</code>: " + counts(diff.changes) + "\n\n";
        for (const Change& change : diff.changes) {
            text += in_markdown(change);
        }
    }
    return text.empty() ? "No rendered manifest changes.\n" : text;
}

std::string diff_as_json(const std::vector<UnitDiff>& diffs) {
    manifest::Array units;
    for (const UnitDiff& diff : diffs) {
        if (diff.changes.empty()) {
            continue;
        }
        manifest::Array changes;
        std::ranges::transform(diff.changes, std::back_inserter(changes), to_json);
        units.emplace_back(manifest::Object{{"application", diff.application},
                                            {"path", diff.path},
                                            {"changes", std::move(changes)}});
    }
    return manifest::write_json(Value(std::move(units)), {.indent = 2}) + "\n";
}

}  // namespace sealer::cli
