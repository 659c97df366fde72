// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_command.h"

#include <map>
#include <utility>

#include "common/base/text.h"
#include "common/manifest/json.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"
#include "sealer/app_foreign_flags.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

const std::map<std::string, AppFormat, std::less<>>& formats() {
    static const std::map<std::string, AppFormat, std::less<>> kFormats = {
        {"json", AppFormat::kJson},
        {"yaml", AppFormat::kYaml},
        {"wide", AppFormat::kWide},
        {"name", AppFormat::kName},
        {"id", AppFormat::kId},
        {"tree", AppFormat::kTree},
        {"tree=detailed", AppFormat::kDetailedTree},
        {"text", AppFormat::kText},
        {"markdown", AppFormat::kMarkdown}};
    return kFormats;
}

Status parse_format(const std::string& form, const std::string& text, AppFormat& format) {
    for (const std::string_view allowed : split(form, '|')) {
        if (allowed == text) {
            format = formats().find(text)->second;
            return {};
        }
    }
    return fail(Code::kInvalid, "must be one of: " + form);
}

}  // namespace

void AppCommand::define(CommandLine& line) {
    define_flags(line);
    line.group("Applications");
    line.text("-N,--app-namespace", namespace_, "NAME",
              "Namespace of Applications that name none (argocd)");
    add_kubeconfig_flags(line, cluster_);
    accept(line, "--core");
}

Result<int> AppCommand::run(const World& world) {
    Result<int> exit_code = [&]() -> Result<int> {
        TRY_ASSIGN(std::unique_ptr<kube::Client> client, connect_to_cluster(cluster_, world, {}));
        return run_on(world, AppClient(std::move(client)));
    }();
    if (!exit_code) {
        TRY(print_error(fail(exit_code.error()), world));
        return kAppCommandFailed;
    }
    return exit_code;
}

void AppCommand::define_format(CommandLine& line, const std::string& form,
                               std::string description) {
    line.value("-o,--output", form, std::move(description),
               [this, form](const std::string& text) { return parse_format(form, text, format_); });
}

void AppCommand::define_names(CommandLine& line, std::string form) {
    line.operands(std::move(form), operands_);
}

void AppCommand::define_selector(CommandLine& line) {
    line.group("Applications");
    line.text("-l,--selector", selector_, "LABELS", "Those with these labels: a=b,c!=d,e in (f,g)");
}

Result<std::vector<AppName>> AppCommand::names(const AppClient& client) const {
    std::vector<AppName> names;
    for (const std::string& operand : operands_) {
        names.push_back(parse_app_name(operand, namespace_));
    }
    if (!selector_.empty()) {
        TRY_ASSIGN(const auto selected, client.list(namespace_, selector_));
        for (const manifest::Value& application : selected) {
            names.push_back({.namespace_ = std::string(manifest::namespace_of(application)),
                             .name = std::string(manifest::name_of(application))});
        }
    }
    if (names.empty()) {
        return fail(Code::kInvalid, selector_.empty()
                                        ? "say which Application: sealer app list prints them"
                                        : "no Application has the labels " + selector_);
    }
    return names;
}

Result<AppName> AppCommand::name() const {
    if (operands_.size() != 1) {
        return fail(Code::kInvalid, "say which Application, one: sealer app list prints them");
    }
    return parse_app_name(operands_.front(), namespace_);
}

std::string print_value(const manifest::Value& value, AppFormat format) {
    return format == AppFormat::kJson ? manifest::write_json(value, {.indent = 2}) + "\n"
                                      : manifest::write_yaml(value);
}

}  // namespace sealer::cli
