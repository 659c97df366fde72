// SPDX-License-Identifier: Apache-2.0
// `sealer app delete`.
#include <chrono>
#include <string>
#include <vector>

#include <unistd.h>

#include "sealer/app_command.h"
#include "sealer/app_deletion.h"
#include "sealer/app_follow.h"
#include "sealer/commands.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

using manifest::Value;

// A line of standard input.
std::string read_answer(const World& world) {
    std::string answer;
    char c = 0;
    while (::read(world.standard_input, &c, 1) == 1 && c != '\n') {
        answer += c;
    }
    return answer;
}

class AppDelete : public AppCommand {
  protected:
    void define_flags(CommandLine& line) override {
        define_names(line, "APP…");
        define_selector(line);
        line.group("Deletion");
        line.toggle("-c,--cascade", cascade_, "Delete its objects, too (true)");
        line.value("-p,--propagation-policy", "foreground|background",
                   "Whether an object is there until those that it owns are gone (foreground)",
                   [this](const std::string& text) {
                       in_background_ = text == "background";
                       return text == "background" || text == "foreground"
                                  ? Status()
                                  : fail(Code::kInvalid, "must be one of: foreground, background");
                   });
        line.toggle("-y,--yes", yes_, "Do not ask");
        line.toggle("--wait", wait_, "Wait until it is gone, and its objects with it");
        line.value("--timeout", "TIME", "Wait no longer than this (for ever)",
                   [this](const std::string& text) { return parse_timeout(text, timeout_); });
        line.footer(
            "Asks on a terminal whether you are sure.\n\nExamples:\n  sealer app delete shop "
            "--wait --yes\n  sealer app delete shop --cascade=false\n");
    }

    Result<int> run_on(const World& world, const AppClient& client) override {
        TRY_ASSIGN(const std::vector<AppName> names, this->names(client));
        for (const AppName& name : names) {
            TRY(client.get(name));
            TRY_ASSIGN(const bool agreed, ask(name, world));
            if (!agreed) {
                return kAnswerIsNo;
            }
            TRY(client.change(name, [this](const Value& application) -> Result<Value> {
                return patch_to_cascade(application, cascade());
            }));
            TRY(client.remove(name));
            TRY(write_all(world.standard_output, name.text() + ": deletion requested\n"));
        }
        return wait_ ? wait_for(names, world, client) : Result<int>(0);
    }

  private:
    [[nodiscard]] Cascade cascade() const {
        return !cascade_        ? Cascade::kNone
               : in_background_ ? Cascade::kBackground
                                : Cascade::kForeground;
    }

    [[nodiscard]] Result<bool> ask(const AppName& name, const World& world) const {
        const bool can_ask =
            ::isatty(world.standard_input) == 1 && ::isatty(world.standard_error) == 1;
        if (yes_ || !can_ask) {
            return true;
        }
        TRY(write_all(
            world.standard_error,
            "Delete " + name.text() + (cascade_ ? " and all its objects" : "") + "? [y/n] "));
        const std::string answer = read_answer(world);
        return answer == "y" || answer == "yes";
    }

    [[nodiscard]] Result<int> wait_for(const std::vector<AppName>& names, const World& world,
                                       const AppClient& client) const {
        const Clock::time_point deadline = deadline_after(timeout_);
        for (const AppName& name : names) {
            TRY_ASSIGN(const Followed followed,
                       follow(world, client, name, {.deadline = deadline},
                              [](const Value* application) { return application == nullptr; }));
            if (!followed.in_time) {
                TRY(print_error(fail(Code::kUnavailable, name.text() + " is still there"), world));
                return kAnswerIsNo;
            }
        }
        return 0;
    }

    bool cascade_ = true;
    bool in_background_ = false;
    bool yes_ = false;
    bool wait_ = false;
    std::chrono::milliseconds timeout_{0};
};

}  // namespace

std::unique_ptr<Subcommand> make_app_delete() {
    return std::make_unique<AppDelete>();
}

}  // namespace sealer::cli
