// SPDX-License-Identifier: Apache-2.0
// `sealer app wait`.
#include <chrono>
#include <string>
#include <vector>

#include "sealer/app_await.h"
#include "sealer/app_command.h"
#include "sealer/app_follow.h"
#include "sealer/app_foreign_flags.h"
#include "sealer/app_report.h"
#include "sealer/commands.h"
#include "sealer/output.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

using manifest::Value;

class AppWait : public AppCommand {
  protected:
    void define_flags(CommandLine& line) override {
        define_names(line, "APP…");
        define_selector(line);
        line.group("What to wait for (--sync --health --operation)");
        line.toggle("--sync", awaited_.sync, "Synced");
        line.toggle("--health", awaited_.health, "Healthy");
        line.toggle("--suspended", awaited_.suspended, "Suspended, or what else of these is given");
        line.toggle("--degraded", awaited_.degraded, "Degraded, or what else of these is given");
        line.toggle("--operation", awaited_.operation, "No operation is under way");
        line.toggle("--delete", awaited_.deletion, "It is gone");
        refuse(line, "--hydrated", "", "there is no hydrator here");
        awaited_.resources.define(line, "Sync and health of these objects, not of all");
        line.value("--timeout", "TIME", "Wait no longer than this (for ever)",
                   [this](const std::string& text) { return parse_timeout(text, timeout_); });
        line.group("Output");
        define_format(line, "wide|json|yaml", "Output format (what happens, and a table)");
        line.footer(
            "Waits until all of it is so at the same time, and shows what happens meanwhile.\n\n"
            "Exit status: 0 when it is so; 1 if it was not within --timeout, or an Application is "
            "not there;\n20 if something else failed.\n\nExamples:\n  sealer app wait shop "
            "--timeout 5m\n  sealer app wait shop --health --resource apps:Deployment:web\n  "
            "sealer app wait -l team=shop --delete\n");
    }

    Result<int> run_on(const World& world, const AppClient& client) override {
        if (awaited_.nothing()) {
            awaited_.sync = awaited_.health = awaited_.operation = true;
        }
        TRY_ASSIGN(const std::vector<AppName> names, this->names(client));
        const Clock::time_point deadline = deadline_after(timeout_);
        for (const AppName& name : names) {
            TRY_ASSIGN(const bool is_so, wait_for(world, client, name, deadline));
            if (!is_so) {
                return kAnswerIsNo;
            }
        }
        return 0;
    }

  private:
    [[nodiscard]] Result<bool> wait_for(const World& world, const AppClient& client,
                                        const AppName& name, Clock::time_point deadline) const {
        if (!awaited_.deletion) {
            TRY(client.get(name));  // tells of near names
        }
        const bool is_data = format_ == AppFormat::kJson || format_ == AppFormat::kYaml;
        TRY_ASSIGN(const Followed followed,
                   follow(world, client, name, {.deadline = deadline, .silent = is_data},
                          [&](const Value* application) {
                              return (application == nullptr && !awaited_.deletion) ||
                                     awaits(awaited_, name.text(), application).empty();
                          }));
        TRY(write_all(world.standard_output, text_of(followed.application.get(), world)));
        const std::string waits = awaits(awaited_, name.text(), followed.application.get());
        if (waits.empty()) {
            return true;
        }
        std::string why = "in vain waited for " + waits;
        why += followed.watch_error.empty() ? "" : " (" + followed.watch_error + ")";
        TRY(print_error(fail(Code::kUnavailable, why), world));
        return false;
    }

    [[nodiscard]] std::string text_of(const Value* application, const World& world) const {
        if (application == nullptr) {
            return "";
        }
        return format_ == AppFormat::kJson || format_ == AppFormat::kYaml
                   ? print_value(*application, format_)
                   : print_app_list({*application}, format_ == AppFormat::kWide,
                                    wants_colour(world));
    }

    Awaited awaited_;
    std::chrono::milliseconds timeout_{0};
};

}  // namespace

std::unique_ptr<Subcommand> make_app_wait() {
    return std::make_unique<AppWait>();
}

}  // namespace sealer::cli
