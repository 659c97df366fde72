// SPDX-License-Identifier: Apache-2.0
// `sealer completion`: scripts for shells.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "common/base/text.h"
#include "sealer/command_lines.h"
#include "sealer/commands.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

enum class Values { kNone, kFiles, kFolders, kChoice, kOther };

Values values_of(const Flag& flag) {
    const std::string& form = flag.value_form;
    if (form.empty()) {
        return Values::kNone;
    }
    if (form.find('|') != std::string::npos) {
        return Values::kChoice;
    }
    if (form.ends_with("FILE")) {
        return Values::kFiles;
    }
    return form == "DIR" ? Values::kFolders : Values::kOther;
}

std::string choices_of(const Flag& flag) {
    std::vector<std::string> choices;
    for (const std::string_view choice : split(flag.value_form, '|')) {
        choices.emplace_back(choice);
    }
    return join(choices, " ");
}

// Puts a backslash before each of `special`.
std::string escaped(std::string_view text, std::string_view special) {
    std::string result;
    for (const char c : text) {
        if (special.find(c) != std::string_view::npos) {
            result += '\\';
        }
        result += c;
    }
    return result;
}

std::string flag_words(const CommandLine& line) {
    std::string words;
    for (const Flag& flag : shown_flags(line)) {
        words += (words.empty() ? "--" : " --") + flag.name;
    }
    return words;
}

std::string command_words() {
    std::vector<std::string> names;
    for (const SubcommandEntry& entry : subcommands()) {
        if (words_in(entry.name) == 1) {
            names.emplace_back(entry.name);
        }
    }
    return join(names, " ");
}

// Of a shell's case over "first second", the words of the command line: what stands for a command.
std::string case_pattern(const std::string& command) {
    return words_in(command) > 1 ? "'" + command + "'" : command + "\\ *";
}

// The commands that have two words, by the first of them.
std::map<std::string, std::vector<SubcommandEntry>> second_words() {
    std::map<std::string, std::vector<SubcommandEntry>> commands;
    for (const SubcommandEntry& entry : subcommands()) {
        if (words_in(entry.name) > 1) {
            commands[std::string(entry.name.substr(0, entry.name.find(' ')))].push_back(entry);
        }
    }
    return commands;
}

std::string second_word(const SubcommandEntry& entry) {
    return std::string(entry.name.substr(entry.name.find(' ') + 1));
}

std::string joined_second_words(const std::vector<SubcommandEntry>& entries) {
    std::vector<std::string> words(entries.size());
    std::ranges::transform(entries, words.begin(), second_word);
    return join(words, " ");
}

std::string bash_completer(const Flag& flag) {
    switch (values_of(flag)) {
        case Values::kChoice:
            return "-W '" + choices_of(flag) + "'";
        case Values::kFiles:
            return "-f";
        case Values::kFolders:
            return "-d";
        case Values::kNone:
        case Values::kOther:
            break;
    }
    return "-W ''";
}

std::string bash_case(const std::string& word, const std::string& action) {
    return "        " + word + ") " + action + " ;;\n";
}

// What may follow each flag.
class BashValues {
  public:
    void add(const std::string& command, const Flag& flag) {
        if (flag.value_form.empty()) {
            return;
        }
        add(command, "--" + flag.name, bash_completer(flag));
        if (flag.shorthand != 0) {
            add(command, std::string("-") + flag.shorthand, bash_completer(flag));
        }
    }

    [[nodiscard]] std::string cases() const {
        std::string text = exceptions_;
        for (const auto& [spelling, completer] : common_) {
            text += bash_case("*' " + spelling + "'", "how=(" + completer + ")");
        }
        return text;
    }

  private:
    void add(const std::string& command, const std::string& spelling,
             const std::string& completer) {
        const auto [known, is_new] = common_.try_emplace(spelling, completer);
        if (!is_new && known->second != completer) {
            exceptions_ +=
                bash_case("'" + command + " " + spelling + "'", "how=(" + completer + ")");
        }
    }

    std::map<std::string, std::string> common_;  // by spelling
    std::string exceptions_;                     // of commands that have it otherwise
};

std::string bash_script() {
    std::string commands;
    std::string other_flags;
    BashValues values;
    visit_command_lines([&](const CommandLine& line) {
        const std::string command = command_of(line);
        if (command.empty()) {
            other_flags = flag_words(line);
        } else {
            // A longer name is tried first.
            commands =
                bash_case(case_pattern(command), "flags='" + flag_words(line) + "' operands='" +
                                                     join(line.operand_choices(), " ") + "'") +
                commands;
        }
        for (const Flag& flag : shown_flags(line)) {
            values.add(command, flag);
        }
    });
    std::string second;
    for (const auto& [first, entries] : second_words()) {
        second += "    elif ((COMP_CWORD == 2)) && [[ $command == " + first +
                  " ]]; then\n        how=(-f -W '" + joined_second_words(entries) + "')\n";
    }
    return R"(# bash completion for sealer and kubeseal: source <(sealer completion bash)
_sealer() {
    local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} flags operands how=(-f)
    [[ ${COMP_WORDS[0]##*/} == kubeseal ]] && command=
    case "$command ${COMP_WORDS[2]}" in
)" + commands +
           "        *) flags='" + other_flags + "' command= ;;\n    esac\n" +
           R"(    if [[ $word == -* ]]; then
        how=(-W "$flags")
    elif ((COMP_CWORD == 1)) && [[ ${COMP_WORDS[0]##*/} != kubeseal ]]; then
        how=(-W ')" +
           command_words() + R"(')
)" + second +
           R"(    elif ((COMP_CWORD == 2)) && [[ $operands ]]; then
        how=(-W "$operands")
    fi
    case "$command ${COMP_WORDS[COMP_CWORD - 1]}" in
)" + values.cases() +
           R"(    esac
    [[ ${how[0]} == -W ]] || compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen "${how[@]}" -- "$word")
}
complete -F _sealer sealer kubeseal
)";
}

std::string zsh_quoted(const std::string& text) {
    std::string word = "'";
    for (const char c : text) {
        if (c == '\'') {
            word += "'\\'";
        }
        word += c;
    }
    return word + "'";
}

// An argument on a line of its own.
std::string zsh_word(const std::string& text) {
    return " \\\n            " + zsh_quoted(text);
}

std::string zsh_argument(const Flag& flag) {
    const std::string description = "[" + escaped(flag.description, "[]:\\") + "]";
    std::string value;
    switch (values_of(flag)) {
        case Values::kNone:
            break;
        case Values::kFiles:
            value = ":file:_files";
            break;
        case Values::kFolders:
            value = ":folder:_files -/";
            break;
        case Values::kChoice:
            value = ":value:(" + choices_of(flag) + ")";
            break;
        case Values::kOther:
            value = ":value: ";
            break;
    }
    const std::string rest = description + value;
    std::string result = zsh_word("--" + flag.name + rest);
    if (flag.shorthand != 0) {
        result += zsh_word(std::string("-") + flag.shorthand + rest);
    }
    return result;
}

std::string zsh_script() {
    std::string commands;
    std::string other;
    visit_command_lines([&](const CommandLine& line) {
        std::string arguments = "_arguments -s";
        for (const Flag& flag : shown_flags(line)) {
            arguments += zsh_argument(flag);
        }
        if (!line.operand_choices().empty()) {
            arguments += zsh_word("1:operand:(" + join(line.operand_choices(), " ") + ")");
        }
        arguments += zsh_word("*:file:_files");
        const std::string command = command_of(line);
        if (command.empty()) {
            other = arguments;
        } else {
            const std::string words = std::to_string(words_in(command));
            commands = "        " + case_pattern(command) + ") shift " + words +
                       " words; ((CURRENT -= " + words + ")); " + arguments + "; return ;;\n" +
                       commands;  // a longer name is tried first
        }
    });
    std::string described;
    for (const SubcommandEntry& entry : subcommands()) {
        if (words_in(entry.name) > 1) {
            continue;
        }
        described += " " + zsh_quoted(std::string(entry.name) + ":" + escaped(entry.summary, ":"));
    }
    std::string second;
    for (const auto& [first, entries] : second_words()) {
        second += "        ((CURRENT == 3)) && [[ $words[2] == " + first + " ]] && compadd " +
                  joined_second_words(entries) + "\n";
    }
    std::string text = R"(#compdef sealer kubeseal
# zsh completion for sealer and kubeseal: source <(sealer completion zsh)
_sealer() {
    local -a commands=()";
    text += described.substr(1) + R"()
    if [[ $service != kubeseal ]]; then
        if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
            _describe command commands
            return
        fi
)" + second +
            R"(        case "$words[2] $words[3]" in
)" + commands +
            R"(        esac
    fi
    )" + other +
            R"(
}
if [[ $funcstack[1] == _sealer ]]; then _sealer "$@"; else compdef _sealer sealer kubeseal; fi
)";
    return text;
}

std::string fish_flag(const std::string& head, const Flag& flag) {
    std::string line = head;
    if (flag.shorthand != 0) {
        line += std::string(" -s ") + flag.shorthand;
    }
    line += " -l " + flag.name;
    switch (values_of(flag)) {
        case Values::kNone:
            break;
        case Values::kFiles:
        case Values::kFolders:
            line += " -r -F";
            break;
        case Values::kChoice:
            line += " -x -a '" + choices_of(flag) + "'";
            break;
        case Values::kOther:
            line += " -x";
            break;
    }
    return line + " -d '" + escaped(flag.description, "'\\") + "'\n";
}

std::string fish_condition(const std::string& command) {
    // By place: a command's name may be the second word of another one.
    std::string condition;
    int place = 2;
    for (const std::string_view word : split(command, ' ')) {
        condition += (condition.empty() ? "" : "; and ") +
                     ("contains -- " + std::string(word) + " (commandline -opc)[" +
                      std::to_string(place++) + "]");
    }
    return condition;
}

std::string fish_script() {
    const std::string names = command_words();
    std::string text =
        "# fish completion for sealer and kubeseal: sealer completion fish | source\n";
    visit_command_lines([&](const CommandLine& line) {
        const std::string command = command_of(line);
        const std::string condition =
            command.empty() ? "not __fish_seen_subcommand_from " + names : fish_condition(command);
        if (!command.empty() && words_in(command) == 1) {
            text += "complete -c sealer -n __fish_use_subcommand -f -a " + command + " -d '" +
                    escaped(line.summary(), "'\\") + "'\n";
        }
        if (const std::string choices = join(line.operand_choices(), " "); !choices.empty()) {
            text += "complete -c sealer -n '" + condition +
                    "; and test (count (commandline -opc)) = 2' -f -a '" + choices + "'\n";
        }
        for (const Flag& flag : shown_flags(line)) {
            text += fish_flag("complete -c sealer -n '" + condition + "'", flag);
            text += command.empty() ? fish_flag("complete -c kubeseal", flag) : "";
        }
    });
    for (const auto& [first, entries] : second_words()) {
        for (const SubcommandEntry& entry : entries) {
            text += "complete -c sealer -n '" + fish_condition(first) +
                    "; and test (count (commandline -opc)) = 2' -a " + second_word(entry) +
                    " -d '" + escaped(entry.summary, "'\\") + "'\n";
        }
    }
    return text;
}

class Completion : public Subcommand {
  public:
    void define(CommandLine& line) override {
        line.operands("bash|zsh|fish", shells_);
        line.first_operand({"bash", "zsh", "fish"});
        line.footer("Example, for a ~/.bashrc:\n  source <(sealer completion bash)\n");
    }

    Result<int> run(const World& world) override {
        const std::string shell = shells_.size() == 1 ? shells_.front() : "";
        const std::string script = shell == "bash"   ? bash_script()
                                   : shell == "zsh"  ? zsh_script()
                                   : shell == "fish" ? fish_script()
                                                     : "";
        if (script.empty()) {
            return fail(Code::kInvalid, "say for which shell: bash, zsh or fish");
        }
        TRY(write_all(world.standard_output, script));
        return 0;
    }

  private:
    std::vector<std::string> shells_;
};

}  // namespace

std::unique_ptr<Subcommand> make_completion() {
    return std::make_unique<Completion>();
}

}  // namespace sealer::cli
