// SPDX-License-Identifier: Apache-2.0
// `sealer app get`.
#include <string>
#include <vector>

#include "sealer/app_children.h"
#include "sealer/app_command.h"
#include "sealer/app_foreign_flags.h"
#include "sealer/app_refresh.h"
#include "sealer/app_report.h"
#include "sealer/commands.h"
#include "sealer/output.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

using manifest::Value;

class AppGet : public AppCommand {
  protected:
    void define_flags(CommandLine& line) override {
        define_names(line, "APP");
        line.group("Output");
        define_format(line, "wide|json|yaml|name|tree|tree=detailed", "Output format (a table)");
        line.toggle("--tree", tree_, "As -o tree");
        line.toggle("--show-operation", show_operation_, "Tell of the last operation, too");
        refresh_.define(line);
        refuse(line, "--show-params", "", "parameters are Helm's; -o yaml shows the sources");
        line.footer(
            "Prints where an Application comes from, how it is, and its objects; with -o tree, "
            "below each what\nit has brought about: the Pods of a Deployment, the Secret of a "
            "SealedSecret.\n\nExamples:\n  sealer app get shop --refresh\n  sealer app get shop "
            "-o tree=detailed\n");
    }

    Result<int> run_on(const World& world, const AppClient& client) override {
        TRY_ASSIGN(const AppName name, this->name());
        TRY_ASSIGN(Value application, client.get(name));
        TRY_ASSIGN(application, refresh_.serve(client, name, std::move(application)));
        TRY_ASSIGN(const std::string text, text_of(application, client, world));
        TRY(write_all(world.standard_output, text));
        return 0;
    }

  private:
    [[nodiscard]] Result<std::string> text_of(const Value& application, const AppClient& client,
                                              const World& world) const {
        if (format_ == AppFormat::kJson || format_ == AppFormat::kYaml) {
            return print_value(application, format_);
        }
        if (format_ == AppFormat::kName) {
            return full_name(application) + "\n";
        }
        const bool in_colour = wants_colour(world);
        const std::vector<ResourceRow> rows = resource_rows(application);
        std::string text = print_app(application, show_operation_, in_colour, world.now);
        if (rows.empty()) {
            return text;
        }
        text += "\n";
        if (!tree_ && format_ != AppFormat::kTree && format_ != AppFormat::kDetailedTree) {
            return text + print_resources(rows, in_colour);
        }
        TRY_ASSIGN(const std::string tree,
                   print_tree(client, rows, format_ == AppFormat::kDetailedTree, world));
        return text + tree;
    }

    bool tree_ = false;
    bool show_operation_ = false;
    RefreshOptions refresh_;
};

}  // namespace

std::unique_ptr<Subcommand> make_app_get() {
    return std::make_unique<AppGet>();
}

}  // namespace sealer::cli
