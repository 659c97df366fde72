// SPDX-License-Identifier: Apache-2.0
// `sealer app terminate-op`.
#include <string>
#include <vector>

#include "sealer/app_command.h"
#include "sealer/app_operation.h"
#include "sealer/commands.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

class AppTerminate : public AppCommand {
  protected:
    void define_flags(CommandLine& line) override {
        define_names(line, "APP…");
        define_selector(line);
        line.footer(
            "Ends the operation that is under way: hooks that run are deleted, all else stays as "
            "it is.\nAn Application with automated sync tries again.\n");
    }

    Result<int> run_on(const World& world, const AppClient& client) override {
        TRY_ASSIGN(const std::vector<AppName> names, this->names(client));
        for (const AppName& name : names) {
            TRY(client.change(name, patch_to_terminate));
            TRY(write_all(world.standard_output, name.text() + ": its operation is to end\n"));
        }
        return 0;
    }
};

}  // namespace

std::unique_ptr<Subcommand> make_app_terminate() {
    return std::make_unique<AppTerminate>();
}

}  // namespace sealer::cli
