// SPDX-License-Identifier: Apache-2.0
#include "sealer/run.h"

#include "common/base/file.h"
#include "common/crypto/secret_bytes.h"
#include "sealer/commands.h"
#include "sealer/options.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

constexpr int kCommandFailed = 1;
constexpr int kWrongCommandLine = 2;

int report(const World& world, const Error& error, int exit_code) {
    // Nowhere is left to tell that stderr cannot be written.
    static_cast<void>(write_all(world.standard_error, "error: " + error.message + "\n"));
    return exit_code;
}

// In kubeseal's order, where several modes are asked for at once.
Result<crypto::SecretBytes> run_command(const Options& options, const World& world) {
    if (!options.from_file.empty() && !options.raw) {
        return fail(Code::kInvalid, "--from-file requires --raw");
    }
    if (options.recovery_unseal) {
        return recovery_unseal(options, world);
    }
    if (options.validate) {
        return validate(options, world);
    }
    if (options.fetch_cert) {
        return fetch_cert(options, world);
    }
    return options.raw ? seal_raw(options, world) : seal(options, world);
}

Status write_output(const Options& options, const World& world, std::string_view output) {
    if (options.sealed_secret_file.empty()) {
        return write_all(world.standard_output, output);
    }
    return write_file_atomically(options.sealed_secret_file, output, 0600, /*keep_mode=*/true);
}

}  // namespace

int run(const std::vector<std::string>& arguments, const World& world) {
    const auto parsed = parse_command_line(arguments, world.environment);
    if (!parsed) {
        return report(world, parsed.error(), kWrongCommandLine);
    }
    if (parsed->information) {
        const Status written = write_all(world.standard_output, parsed->information->text);
        return written ? 0 : report(world, written.error(), kCommandFailed);
    }
    const auto output = run_command(parsed->options, world);
    if (!output) {
        return report(world, output.error(), kCommandFailed);
    }
    const Status written = write_output(parsed->options, world, output->expose());
    return written ? 0 : report(world, written.error(), kCommandFailed);
}

}  // namespace sealer::cli
