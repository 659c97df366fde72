// SPDX-License-Identifier: Apache-2.0
// `sealer app sync`.
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "common/app/hook.h"
#include "common/base/integer.h"
#include "common/base/time.h"
#include "sealer/app_foreign_flags.h"
#include "sealer/app_operation.h"
#include "sealer/app_render.h"
#include "sealer/app_sync_run.h"
#include "sealer/commands.h"

namespace sealer::cli {
namespace {

using manifest::Value;

Status check_duration(const std::string& text) {
    TRY(parse_duration(text));
    return {};
}

class AppSync : public AppCommand {
  protected:
    void define_flags(CommandLine& line) override {
        define_names(line, "APP…");
        define_selector(line);
        line.group("What to synchronise");
        request_.revisions.define(line);
        request_.resources.define(line, "Just these objects; with ! before it, all but these");
        line.value("--label", "KEY=VALUE",
                   "Just those with this label in Git; given again, with any of them",
                   [this](const std::string& text) { return labels_.add(text); });
        line.toggle("--prune", request_.prune, "Delete what is not in Git any more");
        line.toggle("--dry-run", request_.dry_run, "Change nothing, and tell what would be done");
        define_strategy(line);
        define_retries(line);
        render_.define_limits(line);
        define_foreign_flags(line);
        line.group("Waiting");
        run_.define(line);
        line.group("Output");
        define_format(line, "wide|json|yaml", "Output format (what happens, and tables)");
        line.footer(
            "Has the controller bring the cluster to what Git says, and shows how it goes: as a "
            "picture on a\nterminal, else as a line for each change. Without automated sync this "
            "is how anything gets done.\n\nExit status: 0 when it has succeeded; 1 if it has "
            "failed, is still under way at the end of --timeout,\nor has left objects that only "
            "--prune deletes; 20 if it could not be asked for.\n\nExamples:\n  sealer app sync "
            "shop --prune\n  sealer app sync shop --resource apps:Deployment:web --timeout 5m\n  "
            "sealer app sync -l team=shop --async\n");
    }

    Result<int> run_on(const World& world, const AppClient& client) override {
        request_.username = user_name(world);
        if (has_retry_limit_) {
            request_.retry = retry_;
        } else if (has_retry_flags_ || retry_.refresh) {
            return fail(Code::kInvalid, "the flags about retries need --retry-limit");
        }
        run_.format = format_;
        run_.expects_prune =
            !request_.prune && !request_.dry_run && request_.resources.empty() && labels_.empty();
        TRY_ASSIGN(const std::vector<AppName> names, this->names(client));
        int exit_code = 0;
        for (const AppName& name : names) {
            SyncRequest request = request_;
            if (!labels_.empty()) {
                TRY_ASSIGN(request.chosen, labelled(name, client, world));
            }
            TRY_ASSIGN(const int one,
                       run_operation(world, client, name, run_, [&](const Value& application) {
                           return make_sync_operation(request, application);
                       }));
            exit_code = std::max(exit_code, one);
        }
        return exit_code;
    }

  private:
    static void define_foreign_flags(CommandLine& line) {
        accept(line, "--assumeYes");
        accept(line, "--ignore-normalizer-jq-execution-timeout", "TIME");
        accept(line, "--server-side-diff-concurrency", "COUNT");
        accept(line, "--server-side-diff-max-batch-kb", "COUNT");
        const std::string from_git =
            "a synchronisation takes what is in Git, and nothing else: push it to a branch, and "
            "give that by --revision; sealer app diff --local compares a folder";
        refuse(line, "--local", "DIR", from_git);
        refuse(line, "--local-repo-root", "DIR", from_git);
        refuse(line, "--preview-changes", "", "sealer app diff shows them before");
    }

    // The objects in Git that have the labels; hooks do not run where just some objects are meant.
    [[nodiscard]] Result<std::vector<manifest::ObjectKey>> labelled(const AppName& name,
                                                                    const AppClient& client,
                                                                    const World& world) {
        TRY_ASSIGN(Value application, client.get(name));
        TRY_ASSIGN(application, request_.revisions.put_into(std::move(application)));
        TRY_ASSIGN(const std::vector<Value> objects, render_.objects(application, world));
        std::vector<manifest::ObjectKey> keys;
        for (const Value& object : objects) {
            if (labels_.selects(object) && !app::is_hook(object)) {
                keys.push_back(manifest::key_of(object));
            }
        }
        if (keys.empty() && request_.resources.empty()) {
            return fail(Code::kInvalid, "--label selects none of the objects that " + name.text() +
                                            " has in Git: sealer app manifests prints them");
        }
        return keys;
    }

    void define_strategy(CommandLine& line) {
        line.group("How");
        line.value("--strategy", "apply|hook", "apply: without hooks (hook)",
                   [this](const std::string& text) {
                       request_.skips_hooks = text == "apply";
                       return text == "apply" || text == "hook"
                                  ? Status()
                                  : fail(Code::kInvalid, "must be one of: apply, hook");
                   });
        line.toggle("--force", request_.force,
                    "Delete and make anew what the API server refuses to change");
        for (const auto& [flag, option, description] :
             {std::array{"--replace", "Replace=true", "Put objects in the place of what is there"},
              {"--server-side", "ServerSideApply=true",
               "Apply on the server, which is the default"},
              {"--apply-out-of-sync-only", "ApplyOutOfSyncOnly=true",
               "Leave alone what is in sync, which is the default"}}) {
            line.value(flag, "", description, [this, option = option](const std::string& text) {
                if (text == "true") {
                    request_.options.emplace_back(option);
                }
                return text == "true" || text == "false"
                           ? Status()
                           : fail(Code::kInvalid, "must be one of: true, false");
            });
        }
        line.value("--info", "NAME=VALUE", "What to note in the operation",
                   [this](const std::string& text) {
                       request_.info.push_back(text);
                       return Status();
                   });
    }

    void define_retries(CommandLine& line) {
        line.group("Retries, instead of the Application's");
        line.value(
            "--retry-limit", "COUNT", "Tries after the first; -1 is no limit",
            [this](const std::string& text) {
                const auto limit = parse_integer<std::int64_t>(text);
                retry_.limit = limit.value_or(0);
                return retried(limit ? Status() : fail(Code::kInvalid, "must be a whole number"));
            });
        line.value("--retry-backoff-duration", "TIME", "Pause before the first of them (5s)",
                   [this](const std::string& text) {
                       retry_.duration = text;
                       return retried(check_duration(text));
                   });
        line.value("--retry-backoff-factor", "NUMBER", "How much longer each pause is (2)",
                   [this](const std::string& text) {
                       const auto factor = parse_integer<std::int64_t>(text);
                       retry_.factor = factor.value_or(0);
                       return retried(retry_.factor > 0
                                          ? Status()
                                          : fail(Code::kInvalid, "must be a number above 0"));
                   });
        line.value("--retry-backoff-max-duration", "TIME", "The longest pause (3m)",
                   [this](const std::string& text) {
                       retry_.max_duration = text;
                       return retried(check_duration(text));
                   });
        line.toggle("--retry-refresh", retry_.refresh, "Each try takes the newest commit");
    }

    Status retried(Status status) {
        has_retry_flags_ = true;
        return status;
    }

    SyncRequest request_;
    LabelSelection labels_;
    AppRender render_;
    RetryRequest retry_;
    bool has_retry_limit_ = false;
    bool has_retry_flags_ = false;  // others than the limit
    OperationRun run_;
};

}  // namespace

std::unique_ptr<Subcommand> make_app_sync() {
    return std::make_unique<AppSync>();
}

}  // namespace sealer::cli
