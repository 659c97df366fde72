// SPDX-License-Identifier: Apache-2.0
#include "sealer/run.h"

#include <span>

#include <unistd.h>

#include "sealer/commands.h"
#include "sealer/options.h"
#include "sealer/output.h"
#include "sealer/subcommand.h"

namespace sealer::cli {
namespace {

constexpr int kCommandFailed = 1;
constexpr int kWrongCommandLine = 2;

// Nowhere is left to tell that stderr cannot be written.
void tell(const World& world, const std::string& text) {
    static_cast<void>(write_all(world.standard_error, text));
}

int report(const World& world, const Error& error, int exit_code) {
    tell(world, "error: " + error.message + "\n");
    return exit_code;
}

int print_information(const World& world, const std::string& text) {
    const Status written = write_all(world.standard_output, text);
    return written ? 0 : report(world, written.error(), kCommandFailed);
}

// kubeseal's own way has the message and the flags on stdout, where they may end up in a file.
int report_wrong_command_line(const World& world, const Error& error,
                              const std::vector<std::string>& arguments) {
    if (program_name(arguments) != kKubeseal) {
        return report(world, error, kWrongCommandLine);
    }
    tell(world, "Usage of " + arguments.front() + ":\n");
    visit_kubeseal_command_line(kKubeseal, [&](const CommandLine& line) {
        static_cast<void>(
            write_all(world.standard_output, error.message + "\n" + line.flag_list()));
    });
    return kWrongCommandLine;
}

// In kubeseal's order, where several modes are asked for at once.
Status run_mode(const Options& options, const World& world) {
    if (!options.from_file.empty() && !options.raw) {
        return fail(Code::kInvalid, "--from-file requires --raw");
    }
    if (options.recovery_unseal) {
        return recovery_unseal(options, world);
    }
    if (options.validate) {
        return validate(options, world);
    }
    if (options.re_encrypt || options.rotate) {
        return re_encrypt(options, world);
    }
    if (options.fetch_cert) {
        return fetch_cert(options, world);
    }
    if (!options.merge_into.empty()) {
        return merge_into(options, world);
    }
    return options.raw ? seal_raw(options, world) : seal(options, world);
}

void give_hints(const Options& options, const World& world) {
    if (options.rotate) {
        tell(world, "Flag --rotate has been deprecated, please use --re-encrypt instead\n");
    }
    if (!options.recovery_private_key.empty() && !options.recovery_unseal &&
        ::isatty(world.standard_error) == 1) {
        tell(world, "warning: --recovery-private-key does nothing without --recovery-unseal\n");
    }
}

int run_as_kubeseal(const std::vector<std::string>& arguments, const World& world) {
    const auto parsed = parse_command_line(arguments, world.environment);
    if (!parsed) {
        return report_wrong_command_line(world, parsed.error(), arguments);
    }
    if (parsed->information) {
        return print_information(world, parsed->information->text);
    }
    give_hints(parsed->options, world);
    const Status done = run_mode(parsed->options, world);
    return done ? 0 : report(world, done.error(), kCommandFailed);
}

int run_subcommand(const SubcommandEntry& entry, const std::vector<std::string>& arguments,
                   const World& world) {
    const std::unique_ptr<Subcommand> command = entry.make();
    bool help = false;
    const CommandLine line = define_subcommand(entry, *command, help);
    const auto first = arguments.begin() + 1 + static_cast<std::ptrdiff_t>(words_in(entry.name));
    const Status parsed = line.parse({first, arguments.end()}, world.environment);
    if (help) {
        return print_information(world, line.help());
    }
    if (!parsed) {
        return report(world, parsed.error(), kWrongCommandLine);
    }
    const Result<int> exit_code = command->run(world);
    return exit_code ? *exit_code : report(world, exit_code.error(), kCommandFailed);
}

}  // namespace

int run(const std::vector<std::string>& arguments, const World& world) {
    if (arguments.size() > 1 && program_name(arguments) != kKubeseal) {
        const SubcommandEntry* entry = find_subcommand(std::span(arguments).subspan(1));
        if (entry != nullptr) {
            return run_subcommand(*entry, arguments, world);
        }
        if (!arguments[1].starts_with('-')) {
            return report(
                world,
                {Code::kInvalid, "there is no command \"" + arguments[1] + "\": see sealer --help"},
                kWrongCommandLine);
        }
    }
    return run_as_kubeseal(arguments, world);
}

}  // namespace sealer::cli
