// SPDX-License-Identifier: Apache-2.0
// `sealer app manifests`.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "common/app/secret_mask.h"
#include "common/manifest/yaml.h"
#include "sealer/app_command.h"
#include "sealer/app_live.h"
#include "sealer/app_render.h"
#include "sealer/app_settings.h"
#include "sealer/app_status.h"
#include "sealer/commands.h"
#include "sealer/manifest_diff.h"
#include "sealer/output.h"

namespace sealer::cli {
namespace {

using manifest::Value;

class AppManifests : public AppCommand {
  protected:
    void define_flags(CommandLine& line) override {
        define_names(line, "APP");
        line.group("Manifests");
        line.value("--source", "git|live", "Where from (git)", [this](const std::string& text) {
            from_cluster_ = text == "live";
            return text == "live" || text == "git"
                       ? Status()
                       : fail(Code::kInvalid, "must be one of: git, live");
        });
        render_.define(line);
        line.footer(
            "Prints an Application's objects as YAML: as they are rendered from Git, here, with "
            "your own access to it;\nor as they are in the cluster. Values of Secrets are not "
            "shown.\n\nExamples:\n  sealer app manifests shop --revision v1.2\n  sealer app "
            "manifests shop --source live\n");
    }

    Result<int> run_on(const World& world, const AppClient& client) override {
        TRY_ASSIGN(const AppName name, this->name());
        TRY_ASSIGN(const Value application, client.get(name));
        TRY_ASSIGN(std::vector<Value> objects, from_cluster_ ? live_objects(application, client)
                                                             : render_.objects(application, world));
        const bool has_secrets = std::ranges::any_of(objects, app::is_secret);
        TRY_ASSIGN(const Value config,
                   has_secrets
                       ? read_settings(client, namespace_,
                                       "which annotations of Secrets must not be shown", world)
                       : Result<Value>(Value()));
        const std::set<std::string> sensitive = sensitive_annotations(config);
        std::string text;
        for (Value& object : objects) {
            Value none;
            hide_secrets(none, object);
            if (app::is_secret(object)) {
                app::mask_annotations(sensitive, none, object);
            }
            text += "---\n" + manifest::write_yaml(object);
        }
        TRY(write_all(world.standard_output, text));
        return 0;
    }

  private:
    static Result<std::vector<Value>> live_objects(const Value& application,
                                                   const AppClient& client) {
        kube::Discovery discovery(client.kube());
        std::vector<Value> objects;
        for (const ResourceRow& row : object_rows(application)) {
            TRY_ASSIGN(Value live, get_live(client.kube(), discovery,
                                            {row.key.group, row.version, row.key.kind}, row.key));
            if (!live.is_null()) {
                objects.push_back(std::move(live));
            }
        }
        return objects;
    }

    bool from_cluster_ = false;
    AppRender render_;
};

}  // namespace

std::unique_ptr<Subcommand> make_app_manifests() {
    return std::make_unique<AppManifests>();
}

}  // namespace sealer::cli
