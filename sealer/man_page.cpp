// SPDX-License-Identifier: Apache-2.0
// `sealer man`: manual pages, in the language of man(7).
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/base/text.h"
#include "sealer/command_lines.h"
#include "sealer/commands.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

// Text as roff shows it unchanged.
std::string roff(std::string_view text) {
    std::string result;
    bool starts_line = true;
    for (const char c : text) {
        if (starts_line && (c == '.' || c == '\'')) {
            result += "\\&";
        }
        result += c == '\\' ? std::string("\\e") : c == '-' ? "\\-" : std::string(1, c);
        starts_line = c == '\n';
    }
    return result;
}

// "sealer-set-image", of the command "set image"; of "", the program's own page.
std::string page_name(std::string_view command) {
    std::string name = command.empty() ? "sealer" : "sealer-" + std::string(command);
    std::ranges::replace(name, ' ', '-');
    return name;
}

std::string options_section(const CommandLine& line) {
    std::string text = ".SH OPTIONS\n";
    std::string group;
    for (const Flag& flag : shown_flags(line)) {
        if (std::exchange(group, flag.group) != flag.group) {
            text += ".SS " + roff(flag.group) + "\n";
        }
        text += ".TP\n.B ";
        text += flag.shorthand == 0 ? "" : "\\-" + std::string(1, flag.shorthand) + ", ";
        text += roff("--" + flag.name) +
                (flag.value_form.empty() ? "" : " \\fI" + roff(flag.value_form) + "\\fR") + "\n" +
                roff(flag.description) + ".\n";
    }
    return text;
}

std::string commands_section() {
    std::string text = ".SH COMMANDS\n";
    for (const SubcommandEntry& entry : subcommands()) {
        text += ".TP\n.B sealer " + roff(entry.name) + "\n" + roff(entry.summary) + ", see " +
                roff(page_name(entry.name)) + "(1).\n";
    }
    return text;
}

std::string page(const CommandLine& line) {
    const bool is_main = command_of(line).empty();
    const std::string name = page_name(command_of(line));
    const std::string_view summary = line.summary();
    std::string text = ".TH " + name + " 1 \"\" \"sealer " SEALER_VERSION "\"\n";
    text +=
        ".SH NAME\n" + roff(name) + " \\- " +
        roff(is_main ? "seal Kubernetes Secrets for Git" : summary.substr(0, summary.size() - 1)) +
        "\n";
    text +=
        ".SH SYNOPSIS\n.B " + roff(line.name()) + "\n[flags] " + roff(line.operand_form()) + "\n";
    if (is_main) {
        text += ".br\n.B sealer\n\\fIcommand\\fR …\n";
    }
    text += ".SH DESCRIPTION\n" + roff(summary) + "\n";
    if (!line.footer().empty()) {
        text += ".PP\n.nf\n" + roff(line.footer()) + ".fi\n";
    }
    text += is_main ? commands_section() : "";
    text += options_section(line);
    text +=
        ".SH ENVIRONMENT\nEach flag has a variable, such as SEALED_SECRETS_CERT for \\-\\-cert; "
        "the "
        "command line wins.\n";
    if (line.footer().find("Exit status") == std::string::npos) {
        text +=
            ".SH EXIT STATUS\n0 on success, 1 if something failed, 2 for a wrong command line.\n";
    }
    return text;
}

class ManPage : public Subcommand {
  public:
    void define(CommandLine& line) override {
        line.operands("[COMMAND]", commands_);
        line.first_operand(command_names());
        line.footer(
            "Examples:\n  sealer man reseal | man -l -\n"
            "  sealer man > /usr/local/share/man/man1/sealer.1\n");
    }

    Result<int> run(const World& world) override {
        const std::string wanted = join(commands_, " ");
        std::string text;
        visit_command_lines([&](const CommandLine& line) {
            if (command_of(line) == wanted) {
                text = page(line);
            }
        });
        if (text.empty()) {
            return fail(Code::kInvalid, "name one command of sealer, or none");
        }
        TRY(write_all(world.standard_output, text));
        return 0;
    }

  private:
    std::vector<std::string> commands_;
};

}  // namespace

std::unique_ptr<Subcommand> make_man_page() {
    return std::make_unique<ManPage>();
}

}  // namespace sealer::cli
