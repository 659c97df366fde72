// SPDX-License-Identifier: Apache-2.0
#include "sealer/command_line.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include <CLI/CLI.hpp>

#include "common/base/boolean.h"
#include "common/base/check.h"
#include "common/base/text.h"

namespace sealer::cli {
namespace {

std::string variable_name(std::string flag) {
    for (char& c : flag) {
        c = c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return "SEALED_SECRETS_" + flag;
}

Status read_bool(const std::string& text, bool& target) {
    const std::optional<bool> read = parse_bool(text);
    if (!read) {
        return fail(Code::kInvalid, "strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
    }
    target = *read;
    return {};
}

bool looks_like_flag(std::string_view argument) {
    return argument.size() > 1 && argument.front() == '-';
}

tl::unexpected<Error> unknown_flag(const std::string& argument) {
    if (argument.starts_with("--")) {
        return fail(Code::kInvalid, "unknown flag: " + argument.substr(0, argument.find('=')));
    }
    return fail(Code::kInvalid,
                "unknown shorthand flag: '" + argument.substr(1, 1) + "' in " + argument);
}

std::string full_name(const Flag& flag) {
    return (flag.shorthand == 0 ? "--" : std::string("-") + flag.shorthand + ", --") + flag.name;
}

Status set_each(const Flag& flag, const std::vector<std::string>& values) {
    for (const std::string& value : values) {
        if (const Status status = flag.set(value); !status) {
            return fail(Code::kInvalid, "invalid argument \"" + value + "\" for \"" +
                                            full_name(flag) + "\" flag: " + status.error().message);
        }
    }
    return {};
}

std::vector<CLI::Option*> define_flags(const std::vector<Flag>& flags, CLI::App& app) {
    std::vector<CLI::Option*> options;
    for (const Flag& flag : flags) {
        const std::string names =
            (flag.shorthand == 0 ? "" : std::string("-") + flag.shorthand + ",") + "--" + flag.name;
        CLI::Option* option = flag.value_form.empty()
                                  ? app.add_flag(names)
                                  : app.add_option(names, CLI::callback_t())->expected(1);
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        options.push_back(option);
    }
    return options;
}

}  // namespace

CommandLine::CommandLine(std::string name, std::string summary)
    : name_(std::move(name)), summary_(std::move(summary)) {}

void CommandLine::value(std::string_view names, std::string form, std::string description,
                        std::function<Status(const std::string& value)> set) {
    const bool has_shorthand = !names.starts_with("--");
    names.remove_prefix(has_shorthand ? 1 : 2);
    flags_.push_back({.name = std::string(has_shorthand ? names.substr(4) : names),
                      .shorthand = has_shorthand ? names.front() : '\0',
                      .value_form = std::move(form),
                      .description = std::move(description),
                      .group = group_,
                      .set = std::move(set)});
}

void CommandLine::text(std::string_view names, std::string& target, std::string form,
                       std::string description) {
    value(names, std::move(form), std::move(description), [&target](const std::string& text) {
        target = text;
        return Status();
    });
}

void CommandLine::list(std::string_view names, std::vector<std::string>& target, std::string form,
                       std::string description) {
    value(names, std::move(form), std::move(description), [&target](const std::string& text) {
        for (const std::string_view part : split(text, ',')) {
            target.emplace_back(part);
        }
        return Status();
    });
    flags_.back().adds_up = true;
}

void CommandLine::toggle(std::string_view names, bool& target, std::string description) {
    value(names, "", std::move(description),
          [&target](const std::string& text) { return read_bool(text, target); });
}

void CommandLine::operands(std::string form, std::vector<std::string>& target) {
    operand_form_ = std::move(form);
    operands_ = &target;
}

const Flag* CommandLine::find(std::string_view dashed_name) const {
    const auto found = std::ranges::find_if(flags_, [&](const Flag& flag) {
        return dashed_name == "--" + flag.name ||
               (flag.shorthand != 0 && dashed_name == std::string("-") + flag.shorthand);
    });
    return found == flags_.end() ? nullptr : &*found;
}

// pflag takes "-o=yaml" for "-o yaml" and "--scope=" for an empty value; CLI11 would take the value
// "=yaml", and for the other the next argument.
std::vector<std::string> CommandLine::separate_values(
    const std::vector<std::string>& arguments) const {
    std::vector<std::string> result;
    for (const std::string& argument : arguments) {
        const std::size_t equals = argument.find('=');
        const Flag* flag = looks_like_flag(argument) && equals != std::string::npos
                               ? find(std::string_view(argument).substr(0, equals))
                               : nullptr;
        if (flag == nullptr || flag->value_form.empty()) {
            result.push_back(argument);
            continue;
        }
        result.push_back(argument.substr(0, equals));
        result.push_back(argument.substr(equals + 1));
    }
    return result;
}

Status CommandLine::take_operands(const std::vector<std::string>& left_over,
                                  const std::vector<std::string>& after_dashes) const {
    for (const std::string& argument : left_over) {
        if (looks_like_flag(argument)) {
            return unknown_flag(argument);
        }
    }
    if (ignores_operands_) {
        return {};
    }
    for (const std::vector<std::string>* some : {&left_over, &after_dashes}) {
        if (operands_ == nullptr && !some->empty()) {
            return fail(Code::kInvalid, "unexpected argument: " + some->front());
        }
        if (operands_ != nullptr) {
            operands_->insert(operands_->end(), some->begin(), some->end());
        }
    }
    return {};
}

Status CommandLine::parse(const std::vector<std::string>& arguments,
                          const kube::Environment& environment) const {
    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    const std::vector<CLI::Option*> options = define_flags(flags_, app);

    const auto dashes = std::ranges::find(arguments, "--");
    std::vector<std::string> before = separate_values({arguments.begin(), dashes});
    std::ranges::reverse(before);
    try {
        app.parse(before);
    } catch (const CLI::ArgumentMismatch&) {
        return fail(Code::kInvalid, "flag needs an argument: " + arguments.back());
    } catch (const CLI::ParseError& error) {
        return fail(Code::kInvalid, error.what());
    }
    TRY(take_operands(app.remaining(),
                      {dashes == arguments.end() ? dashes : dashes + 1, arguments.end()}));

    CHECK(options.size() == flags_.size());
    for (std::size_t i = 0; i < flags_.size(); ++i) {
        const std::vector<std::string> given = options[i]->results();
        const auto variable = environment(variable_name(flags_[i].name));
        if (variable && (given.empty() || flags_[i].adds_up)) {
            // As with kubeseal, a variable that does not parse is as one that is not there.
            static_cast<void>(flags_[i].set(*variable));
        }
        TRY(set_each(flags_[i], given));
    }
    return {};
}

}  // namespace sealer::cli
