// SPDX-License-Identifier: Apache-2.0
// `sealer app rollback`.
#include <optional>
#include <string>

#include "common/base/integer.h"
#include "sealer/app_operation.h"
#include "sealer/app_status.h"
#include "sealer/app_sync_run.h"
#include "sealer/commands.h"

namespace sealer::cli {
namespace {

using manifest::Value;

class AppRollback : public AppCommand {
  protected:
    void define_flags(CommandLine& line) override {
        define_names(line, "APP [ID]");
        line.group("Rollback");
        line.toggle("--prune", request_.prune, "Delete what is not in that commit");
        line.toggle("--dry-run", request_.dry_run, "Change nothing, and tell what would be done");
        run_.define(line);
        line.group("Output");
        define_format(line, "wide|json|yaml", "Output format (what happens, and tables)");
        line.footer(
            "Has the controller bring the cluster to what an earlier synchronisation did: the "
            "one whose ID sealer app\nhistory prints, or the last but one. Hooks do not run. An "
            "Application that synchronises itself\nstays there until the next commit.\n\n"
            "Exit status: as sealer app sync.\n\nExample:\n  sealer app rollback shop 12 "
            "--timeout 5m\n");
    }

    Result<int> run_on(const World& world, const AppClient& client) override {
        std::optional<std::int64_t> id;
        if (operands_.size() == 2) {
            id = parse_integer<std::int64_t>(operands_.back());
            if (!id) {
                return fail(Code::kInvalid, operands_.back() +
                                                " is no ID: sealer app history "
                                                "prints them");
            }
            operands_.pop_back();
        }
        TRY_ASSIGN(const AppName name, this->name());
        request_.username = user_name(world);
        run_.format = format_;
        return run_operation(world, client, name, run_,
                             [&](const Value& application) -> Result<Value> {
                                 TRY_ASSIGN(const Value entry, find_history(application, id));
                                 return make_rollback_operation(request_, application, entry);
                             });
    }

  private:
    SyncRequest request_;
    OperationRun run_;
};

}  // namespace

std::unique_ptr<Subcommand> make_app_rollback() {
    return std::make_unique<AppRollback>();
}

}  // namespace sealer::cli
