// SPDX-License-Identifier: Apache-2.0
// `sealer app resources`.
#include <string>
#include <vector>

#include "common/app/application.h"
#include "sealer/app_children.h"
#include "sealer/app_command.h"
#include "sealer/app_foreign_flags.h"
#include "sealer/app_orphans.h"
#include "sealer/app_report.h"
#include "sealer/commands.h"
#include "sealer/output.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

using manifest::Value;

class AppResources : public AppCommand {
  protected:
    void define_flags(CommandLine& line) override {
        define_names(line, "APP");
        line.group("Objects");
        line.toggle("--orphaned", orphaned_,
                    "Those in the destination's namespace that no Application wants");
        accept(line, "--project", "NAME");
        line.group("Output");
        define_format(line, "wide|json|yaml|name|tree|tree=detailed", "Output format (a table)");
        line.footer(
            "The objects of an Application, as --resource of other commands takes them with -o "
            "name.\nOrphans are looked for here, by your own rights, whether or not the project "
            "asks the controller to: what\nno Application's status names, and the project "
            "neither forbids nor ignores.\n\nExamples:\n  sealer app resources shop -o name\n  "
            "sealer app resources shop --orphaned\n");
    }

    Result<int> run_on(const World& world, const AppClient& client) override {
        TRY_ASSIGN(const AppName name, this->name());
        TRY_ASSIGN(const Value application, client.get(name));
        TRY_ASSIGN(const std::string text, orphaned_ ? text_of_orphans(application, client, world)
                                                     : text_of(application, client, world));
        TRY(write_all(world.standard_output, text));
        return 0;
    }

  private:
    [[nodiscard]] Result<std::string> text_of(const Value& application, const AppClient& client,
                                              const World& world) const {
        const std::vector<ResourceRow> rows = object_rows(application);
        switch (format_) {
            case AppFormat::kJson:
            case AppFormat::kYaml:
                return print_value(manifest::elements(application.get("status", "resources")),
                                   format_);
            case AppFormat::kName:
                return names_of(rows);
            case AppFormat::kTree:
            case AppFormat::kDetailedTree:
                return print_tree(client, rows, format_ == AppFormat::kDetailedTree, world);
            default:
                break;
        }
        return print_resources(rows, wants_colour(world));
    }

    [[nodiscard]] Result<std::string> text_of_orphans(const Value& application,
                                                      const AppClient& client,
                                                      const World& world) const {
        TRY_ASSIGN(const Orphans orphans, list_orphans(client, application, namespace_, world));
        TRY(print_warnings(orphans.warnings, world));
        manifest::Array resources;
        std::vector<ResourceRow> rows;
        for (const manifest::ObjectKey& key : orphans.keys) {
            resources.push_back(app::selected_resource(key));
            rows.push_back({.key = key});
        }
        switch (format_) {
            case AppFormat::kJson:
            case AppFormat::kYaml:
                return print_value(resources, format_);
            case AppFormat::kName:
                return names_of(rows);
            case AppFormat::kTree:
            case AppFormat::kDetailedTree:
                return fail(Code::kInvalid,
                            "--orphaned has no -o tree: they are roots, all of them");
            default:
                break;
        }
        return print_orphans(orphans.keys);
    }

    // As --resource takes them.
    [[nodiscard]] static std::string names_of(const std::vector<ResourceRow>& rows) {
        std::string names;
        for (const ResourceRow& row : rows) {
            const manifest::ObjectKey& key = row.key;
            names += key.group + ":" + key.kind + ":" +
                     (key.namespace_.empty() ? "" : key.namespace_ + "/") + key.name + "\n";
        }
        return names;
    }

    bool orphaned_ = false;
};

}  // namespace

std::unique_ptr<Subcommand> make_app_resources() {
    return std::make_unique<AppResources>();
}

}  // namespace sealer::cli
