// SPDX-License-Identifier: Apache-2.0
// What the commands of `sealer app` have in common: which Applications, in which cluster, and how
// the answer is printed.
#pragma once

#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "sealer/app_client.h"
#include "sealer/cluster_options.h"
#include "sealer/subcommand.h"

namespace sealer::cli {

// Exit codes beside 0 and the 2 of a wrong command line. Source of the last: the argocd program.
constexpr int kAnswerIsNo = 1;
constexpr int kAppCommandFailed = 20;

enum class AppFormat { kText, kWide, kJson, kYaml, kName, kId, kTree, kDetailedTree, kMarkdown };

class AppCommand : public Subcommand {
  public:
    void define(CommandLine& line) final;
    // An error is told, and ends with kAppCommandFailed.
    [[nodiscard]] Result<int> run(const World& world) final;

  protected:
    virtual void define_flags(CommandLine& line) = 0;
    [[nodiscard]] virtual Result<int> run_on(const World& world, const AppClient& client) = 0;

    // "-o json|yaml", of the names of formats.
    void define_format(CommandLine& line, const std::string& form, std::string description);
    // As operands: "APP" or "APP…", or, with define_selector, none.
    void define_names(CommandLine& line, std::string form);
    void define_selector(CommandLine& line);

    // Of the operands and the selector; kInvalid unless there is one at least.
    [[nodiscard]] Result<std::vector<AppName>> names(const AppClient& client) const;
    // Of the one operand.
    [[nodiscard]] Result<AppName> name() const;

    std::string namespace_ = std::string(kDefaultNamespace);
    std::string selector_;
    std::vector<std::string> operands_;
    AppFormat format_ = AppFormat::kText;

  private:
    ClusterOptions cluster_;
};

// As JSON or YAML; kText and so on: as YAML.
[[nodiscard]] std::string print_value(const manifest::Value& value, AppFormat format);

}  // namespace sealer::cli
