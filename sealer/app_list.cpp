// SPDX-License-Identifier: Apache-2.0
// `sealer app list`.
#include <algorithm>
#include <string>
#include <vector>

#include "common/app/source.h"
#include "common/git/repository.h"
#include "sealer/app_command.h"
#include "sealer/app_report.h"
#include "sealer/commands.h"
#include "sealer/output.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

using manifest::Value;

bool is_same_repository(std::string_view a, std::string_view b) {
    const auto one = git::normalize_url(a);
    const auto other = git::normalize_url(b);
    return one && other ? *one == *other : a == b;
}

class AppList : public AppCommand {
  protected:
    void define_flags(CommandLine& line) override {
        define_selector(line);
        line.toggle("-A,--all-namespaces", all_namespaces_, "Those of every namespace");
        line.list("-p,--project", projects_, "NAME", "Those of these projects");
        line.text("-r,--repo", repository_, "URL", "Those with a source in this repository");
        line.group("Output");
        define_format(line, "wide|json|yaml|name", "Output format (a table)");
        line.footer("Example:\n  sealer app list -l team=shop -o name\n");
    }

    Result<int> run_on(const World& world, const AppClient& client) override {
        TRY_ASSIGN(std::vector<Value> applications,
                   client.list(all_namespaces_ ? "" : namespace_, selector_));
        std::erase_if(applications, [this](const Value& one) { return !is_wanted(one); });
        TRY(write_all(world.standard_output, text_of(applications, wants_colour(world))));
        return 0;
    }

  private:
    [[nodiscard]] bool is_wanted(const Value& application) const {
        const bool in_project =
            projects_.empty() ||
            std::ranges::count(projects_, application.text("spec", "project")) > 0;
        const auto sources = app::written_sources(application.get("spec"));
        return in_project &&
               (repository_.empty() || std::ranges::any_of(sources, [&](const Value& source) {
                    return is_same_repository(source.text("repoURL"), repository_);
                }));
    }

    [[nodiscard]] std::string text_of(const std::vector<Value>& applications,
                                      bool in_colour) const {
        if (format_ == AppFormat::kJson || format_ == AppFormat::kYaml) {
            return print_value(manifest::Array(applications.begin(), applications.end()), format_);
        }
        if (format_ != AppFormat::kName) {
            return print_app_list(applications, format_ == AppFormat::kWide, in_colour);
        }
        std::string names;
        for (const Value& application : applications) {
            names += full_name(application) + "\n";
        }
        return names;
    }

    bool all_namespaces_ = false;
    std::vector<std::string> projects_;
    std::string repository_;
};

}  // namespace

std::unique_ptr<Subcommand> make_app_list() {
    return std::make_unique<AppList>();
}

}  // namespace sealer::cli
