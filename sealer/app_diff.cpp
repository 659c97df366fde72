// SPDX-License-Identifier: Apache-2.0
// `sealer app diff`.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/app/application.h"
#include "common/app/hook.h"
#include "common/app/secret_mask.h"
#include "common/app/source.h"
#include "common/base/integer.h"
#include "common/jq/paths.h"
#include "sealer/app_command.h"
#include "sealer/app_forecast.h"
#include "sealer/app_foreign_flags.h"
#include "sealer/app_live.h"
#include "sealer/app_refresh.h"
#include "sealer/app_render.h"
#include "sealer/app_settings.h"
#include "sealer/app_status.h"
#include "sealer/app_tolerance.h"
#include "sealer/commands.h"
#include "sealer/diff_report.h"
#include "sealer/output.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

using manifest::Value;

using Reasons = std::map<manifest::ObjectKey, std::vector<std::string>>;

// An object may have reasons, and no lines that differ: where just its owner is to change.
void add_reasons(std::vector<Change>& changes, Reasons& reasons) {
    for (Change& change : changes) {
        if (const auto found = reasons.find(change.object); found != reasons.end()) {
            change.reasons = std::move(found->second);
            reasons.erase(found);
        }
    }
    for (auto& [key, left] : reasons) {
        changes.push_back({.object = key, .reasons = std::move(left)});
    }
}

class AppDiff : public AppCommand {
  protected:
    void define_flags(CommandLine& line) override {
        define_names(line, "APP");
        refresh_.define(line);
        render_.define(line);
        line.group("Output");
        define_format(line, "text|markdown|json", "Output format (text, in colour on a terminal)");
        line.toggle("--exit-code", exit_code_, "End with 1 where anything differs (true)");
        line.value("--diff-exit-code", "NUMBER", "With this, not with 1",
                   [this](const std::string& text) {
                       const auto code = parse_integer<std::uint8_t>(text);
                       differing_ = code.value_or(0);
                       return code ? Status() : fail(Code::kInvalid, "must be 0 to 255");
                   });
        accept(line, "--server-side-diff");
        accept(line, "--server-side-generate");
        accept(line, "--local-include", "GLOB");
        accept(line, "--ignore-normalizer-jq-execution-timeout", "TIME");
        accept(line, "--server-side-diff-concurrency", "COUNT");
        accept(line, "--server-side-diff-max-batch-kb", "COUNT");
        line.footer(
            "What a synchronisation would change: the manifests of Git, rendered here with your "
            "own access to it, are\ngiven to the API server to apply without changing anything, "
            "and its answers compared with what is there.\nWhere you may not ask it that, the "
            "fields that Git sets are compared. Left out are hooks, and what\n"
            "spec.ignoreDifferences and the ConfigMap argocd-cm ignore; values of Secrets are not "
            "shown.\n\nExit status: 0 without differences, 1 with some, 20 if something "
            "failed.\n\nExamples:\n  sealer app diff shop --revision my-branch\n  sealer app diff "
            "shop --local deploy/production\n");
    }

    Result<int> run_on(const World& world, const AppClient& client) override {
        TRY_ASSIGN(const AppName name, this->name());
        TRY_ASSIGN(Value application, client.get(name));
        TRY_ASSIGN(application, refresh_.serve(client, name, std::move(application)));
        TRY_ASSIGN(std::vector<Value> objects, render_.objects(application, world));
        std::erase_if(objects, app::is_hook);

        TRY_ASSIGN(const Value config,
                   read_settings(client, namespace_,
                                 "what is ignored in all Applications' differences", world));
        TRY_ASSIGN(Tolerance tolerance, tolerance_of(application, config));
        const std::set<std::string> sensitive = tolerance.sensitive_annotations;
        Forecaster forecaster(client.kube(),
                              std::string(application.text("spec", "destination", "namespace")),
                              std::move(tolerance), jq::Evaluator(jq::kComparisonBudget));
        TRY_ASSIGN(std::vector<Forecast> forecasts, forecaster.forecast(std::move(objects)));
        TRY_ASSIGN(std::vector<Value> doomed,
                   to_be_pruned(application, forecasts, client, forecaster.discovery()));
        for (Value& object : doomed) {
            Value nothing;
            if (app::is_secret(object)) {
                app::mask_annotations(sensitive, object, nothing);
            }
        }
        UnitDiff diff{.application = name.text(), .path = path_of(application)};
        TRY_ASSIGN(diff.changes, compare(forecasts, std::move(doomed), world));
        TRY(write_all(world.standard_output, text_of({diff}, world)));
        return exit_code_ && !diff.changes.empty() ? differing_ : 0;
    }

  private:
    // What is there, counts, and is not among `wanted`.
    static Result<std::vector<Value>> to_be_pruned(const Value& application,
                                                   const std::vector<Forecast>& wanted,
                                                   const AppClient& client,
                                                   kube::Discovery& discovery) {
        std::vector<Value> doomed;
        for (const ResourceRow& row : resource_rows(application)) {
            if (!row.requires_pruning || std::ranges::count(wanted, row.key, &Forecast::key) > 0) {
                continue;
            }
            TRY_ASSIGN(Value live, get_live(client.kube(), discovery,
                                            {row.key.group, row.version, row.key.kind}, row.key));
            if (!live.is_null() && !app::ignores_extraneous(live)) {
                doomed.push_back(std::move(live));
            }
        }
        return doomed;
    }

    static Result<std::vector<Change>> compare(std::vector<Forecast>& forecasts,
                                               std::vector<Value> before, const World& world) {
        std::vector<Value> after;
        Reasons reasons;
        for (Forecast& forecast : forecasts) {
            if (!forecast.why_a_guess.empty()) {
                TRY(print_warnings(
                    {"just the fields that Git sets are compared of " + forecast.why_a_guess},
                    world));
            }
            if (!forecast.reasons.empty()) {
                reasons.emplace(forecast.key, std::move(forecast.reasons));
            }
            if (!forecast.wanted.is_null()) {
                after.push_back(std::move(forecast.wanted));
            }
            if (!forecast.live.is_null()) {
                before.push_back(std::move(forecast.live));
            }
        }
        TRY_ASSIGN(std::vector<Change> changes, compare_manifests(before, after));
        add_reasons(changes, reasons);
        return changes;
    }

    static std::string path_of(const Value& application) {
        const auto sources = app::written_sources(application.get("spec"));
        return sources.empty() ? "" : std::string(sources.front().text("path"));
    }

    [[nodiscard]] std::string text_of(const std::vector<UnitDiff>& diffs,
                                      const World& world) const {
        switch (format_) {
            case AppFormat::kJson:
                return diff_as_json(diffs);
            case AppFormat::kMarkdown:
                return diff_as_markdown(diffs);
            default:
                return diff_as_text(diffs, wants_colour(world));
        }
    }

    RefreshOptions refresh_;
    AppRender render_;
    bool exit_code_ = true;
    int differing_ = kAnswerIsNo;
};

}  // namespace

std::unique_ptr<Subcommand> make_app_diff() {
    return std::make_unique<AppDiff>();
}

}  // namespace sealer::cli
