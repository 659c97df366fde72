// SPDX-License-Identifier: Apache-2.0
// The definition of a command's flags, of which parsing, help, shell completion and manual pages
// are made. Words and rules are those of Go's pflag, which kubeseal's users know.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/result.h"
#include "common/kube/config.h"

namespace sealer::cli {

struct Flag {
    std::string name;         // "format", without dashes
    char shorthand = 0;       // 'o', or 0 for none
    std::string value_form;   // "FILE", "json|yaml"; empty for a switch
    std::string description;  // empty for what is accepted, but not shown
    std::string group;        // under which help lists it
    bool adds_up = false;     // to what its variable says, rather than to win over it
    // Called once for each time it is given. The error says what a value must be.
    std::function<Status(const std::string& value)> set;
};

class CommandLine {
  public:
    // `name` as it is typed ("sealer set"), `summary` one sentence or more for its help.
    CommandLine(std::string name, std::string summary);

    // The flags defined from here on are listed under `title`.
    void group(std::string title) { group_ = std::move(title); }
    // `names` is "--long" or "-s,--long". Targets must live until parse returns, and hold the
    // default.
    void text(std::string_view names, std::string& target, std::string form,
              std::string description);
    // Repeatable, each time a list of values between commas.
    void list(std::string_view names, std::vector<std::string>& target, std::string form,
              std::string description);
    void toggle(std::string_view names, bool& target, std::string description);
    void value(std::string_view names, std::string form, std::string description,
               std::function<Status(const std::string& value)> set);
    // What is no flag goes here; `form` is for help: "FILE KEY=VALUE…". Without this call it is an
    // error.
    void operands(std::string form, std::vector<std::string>& target);
    // The words that the first operand may be, for completion.
    void first_operand(std::vector<std::string> choices) { operand_choices_ = std::move(choices); }
    // As kubeseal does it.
    void ignore_operands() { ignores_operands_ = true; }
    // Examples and the like, after the flags.
    void footer(std::string text) { footer_ = std::move(text); }

    // `arguments` without the command's name. Variables SEALED_SECRETS_<FLAG> come first, then the
    // command line, so that it wins; what `list` defines adds up. A variable that does not parse
    // does not count. kInvalid in pflag's words: "unknown flag: --x".
    [[nodiscard]] Status parse(const std::vector<std::string>& arguments,
                               const kube::Environment& environment) const;

    // The flags by groups, two columns.
    [[nodiscard]] std::string flag_list() const;
    // Summary, usage line, flags and footer.
    [[nodiscard]] std::string help() const;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::string& summary() const { return summary_; }
    [[nodiscard]] const std::string& operand_form() const { return operand_form_; }
    [[nodiscard]] const std::vector<std::string>& operand_choices() const {
        return operand_choices_;
    }
    [[nodiscard]] const std::string& footer() const { return footer_; }
    [[nodiscard]] const std::vector<Flag>& flags() const { return flags_; }

  private:
    [[nodiscard]] const Flag* find(std::string_view dashed_name) const;
    [[nodiscard]] std::vector<std::string> separate_values(
        const std::vector<std::string>& arguments) const;
    [[nodiscard]] Status take_operands(const std::vector<std::string>& left_over,
                                       const std::vector<std::string>& after_dashes) const;

    std::string name_;
    std::string summary_;
    std::string footer_;
    std::string group_;
    std::vector<Flag> flags_;
    std::string operand_form_;
    std::vector<std::string> operand_choices_;
    std::vector<std::string>* operands_ = nullptr;
    bool ignores_operands_ = false;
};

}  // namespace sealer::cli
