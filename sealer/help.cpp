// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sealer/command_line.h"

namespace sealer::cli {
namespace {

constexpr std::size_t kDescriptionColumn = 38;

std::string flag_line(const Flag& flag) {
    std::string line = flag.shorthand == 0 ? "      " : std::string("  -") + flag.shorthand + ", ";
    line += "--" + flag.name;
    if (!flag.value_form.empty()) {
        line += " " + flag.value_form;
    }
    if (line.size() + 2 > kDescriptionColumn) {
        line += "\n";
        line.append(kDescriptionColumn, ' ');
    } else {
        line.append(kDescriptionColumn - line.size(), ' ');
    }
    return line + flag.description + "\n";
}

}  // namespace

std::string CommandLine::flag_list() const {
    std::vector<std::string> groups;
    for (const Flag& flag : flags_) {
        if (!flag.description.empty() && std::ranges::find(groups, flag.group) == groups.end()) {
            groups.push_back(flag.group);
        }
    }
    std::string text;
    for (const std::string& group : groups) {
        text += (text.empty() ? "" : "\n") + group + ":\n";
        for (const Flag& flag : flags_) {
            if (flag.group == group && !flag.description.empty()) {
                text += flag_line(flag);
            }
        }
    }
    return text;
}

std::string CommandLine::help() const {
    return summary_ + "\n\nUsage: " + name_ + " [flags]" +
           (operand_form_.empty() ? "" : " " + operand_form_) + "\n\n" + flag_list() +
           (footer_.empty() ? "" : "\n" + footer_);
}

}  // namespace sealer::cli
