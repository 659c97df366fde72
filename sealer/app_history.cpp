// SPDX-License-Identifier: Apache-2.0
// `sealer app history`.
#include <string>

#include "sealer/app_command.h"
#include "sealer/app_report.h"
#include "sealer/commands.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

using manifest::Value;

class AppHistory : public AppCommand {
  protected:
    void define_flags(CommandLine& line) override {
        define_names(line, "APP");
        line.group("Output");
        define_format(line, "wide|json|yaml|id", "Output format (a table)");
        line.footer(
            "What was synchronised when, the oldest first. sealer app rollback takes the ID.\n");
    }

    Result<int> run_on(const World& world, const AppClient& client) override {
        TRY_ASSIGN(const AppName name, this->name());
        TRY_ASSIGN(const Value application, client.get(name));
        TRY(write_all(world.standard_output, text_of(application)));
        return 0;
    }

  private:
    [[nodiscard]] std::string text_of(const Value& application) const {
        const manifest::Array& history = manifest::elements(application.get("status", "history"));
        if (format_ == AppFormat::kJson || format_ == AppFormat::kYaml) {
            return print_value(history, format_);
        }
        if (format_ != AppFormat::kId) {
            return print_history(application);
        }
        std::string ids;
        for (const Value& entry : history) {
            ids += std::to_string(entry.integer_or(0, "id")) + "\n";
        }
        return ids;
    }
};

}  // namespace

std::unique_ptr<Subcommand> make_app_history() {
    return std::make_unique<AppHistory>();
}

}  // namespace sealer::cli
