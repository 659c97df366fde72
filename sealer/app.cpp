// SPDX-License-Identifier: Apache-2.0
// `sealer app`, by itself: which commands there are.
#include <string>
#include <vector>

#include "sealer/commands.h"

namespace sealer::cli {
namespace {

class App : public Subcommand {
  public:
    void define(CommandLine& line) override {
        line.operands("COMMAND", operands_);
        line.footer(list_of_commands("app") +
                    "\nThey talk to the Kubernetes API alone, with the credentials of your "
                    "kubeconfig: what they may do is what\nyou may do to Applications and their "
                    "objects. Flags are called as those of the argocd program.\n\nExit status: 0 "
                    "on success; 1 if the answer is no (objects differ, a sync failed, waiting "
                    "was in vain);\n20 if something else failed; 2 for a wrong command line.\n");
    }

    Result<int> run(const World& /*world*/) override {
        return fail(Code::kInvalid, operands_.empty()
                                        ? "which command? See sealer app --help"
                                        : "there is no command \"app " + operands_.front() +
                                              "\": see sealer app --help");
    }

  private:
    std::vector<std::string> operands_;
};

}  // namespace

std::unique_ptr<Subcommand> make_app() {
    return std::make_unique<App>();
}

}  // namespace sealer::cli
