// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_orphans.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>
#include <utility>

#include "common/app/application.h"
#include "common/app/global_projects.h"
#include "common/app/hook.h"
#include "common/app/orphans.h"
#include "common/base/text.h"
#include "common/base/thread_pool.h"
#include "sealer/app_settings.h"
#include "sealer/app_status.h"

namespace sealer::cli {
namespace {

using manifest::ObjectKey;
using manifest::Value;

Result<app::Boundary> boundary_of(const AppClient& client, const Value& application,
                                  std::string_view settings, const World& world) {
    const auto find = [&](const std::string& name) {
        return client.get_setting(kube::app_projects(), settings, name);
    };
    const auto find_global = [&](const std::string& name) -> Result<std::shared_ptr<const Value>> {
        auto project = find(name);
        if (!project && project.error().code == Code::kNotFound) {
            return nullptr;
        }
        TRY_ASSIGN(Value found, std::move(project));
        return std::make_shared<const Value>(std::move(found));
    };
    TRY_ASSIGN(const Value json, find(app::project_of(application)));
    TRY_ASSIGN(const Value config,
               read_settings(client, settings, "which projects are global", world));
    TRY_ASSIGN(
        app::Project project,
        app::parse_with_globals(json, trim(config.text("data", "globalProjects")), find_global));
    return app::Boundary{.project = std::make_shared<const app::Project>(std::move(project)),
                         .cluster = {.server = std::string(app::kInCluster), .name = "in-cluster"}};
}

// Those that nobody owns. Of Secrets not their data.
Result<std::vector<Value>> list_roots(const AppClient& client, const kube::Resource& kind,
                                      const std::string& namespace_) {
    std::vector<Value> objects;
    if (kind.type() == kube::secrets().type()) {
        TRY_ASSIGN(objects, client.list_secrets(namespace_));
    } else {
        TRY_ASSIGN(kube::Page page, client.kube().list_all(kind, namespace_));
        objects = std::move(page.items);
    }
    std::erase_if(objects, [](const Value& object) {
        return !manifest::elements(object.get("metadata", "ownerReferences")).empty();
    });
    return objects;
}

std::set<ObjectKey> named_in(const std::vector<Value>& applications) {
    std::set<ObjectKey> named;
    for (const Value& application : applications) {
        for (const ResourceRow& row : resource_rows(application)) {
            named.insert(row.key);
        }
    }
    return named;
}

}  // namespace

std::vector<ObjectKey> orphans_among(std::vector<Value> roots, const app::Boundary& boundary,
                                     const std::vector<Value>& applications) {
    const std::set<ObjectKey> wanted = named_in(applications);
    std::vector<kube::ObjectPtr> shared;
    shared.reserve(roots.size());
    for (Value& root : roots) {
        shared.push_back(std::make_shared<const Value>(std::move(root)));
    }
    return app::find_orphans(shared, boundary, [&](const Value& root) {
        return wanted.contains(manifest::key_of(root)) || app::is_hook(root);
    });
}

Result<Orphans> list_orphans(const AppClient& client, const Value& application,
                             std::string_view settings, const World& world) {
    const std::string namespace_(application.text("spec", "destination", "namespace"));
    if (namespace_.empty()) {
        return fail(Code::kInvalid, full_name(application) +
                                        " has no destination.namespace in which to look for "
                                        "orphans");
    }
    TRY_ASSIGN(const app::Boundary boundary, boundary_of(client, application, settings, world));
    TRY_ASSIGN(const std::vector<Value> applications, client.list("", ""));
    kube::Discovery discovery(client.kube());
    TRY_ASSIGN(std::vector<kube::Resource> kinds, discovery.preferred());
    std::erase_if(kinds, [&](const kube::Resource& kind) {
        return !app::is_orphan_kind(kind, boundary, namespace_);
    });
    std::vector<Result<std::vector<Value>>> lists(kinds.size());
    ThreadPool pool(helping_threads());
    pool.parallel_for(kinds.size(),
                      [&](std::size_t i) { lists[i] = list_roots(client, kinds[i], namespace_); });
    Orphans orphans;
    std::vector<Value> roots;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (!lists[i]) {
            orphans.warnings.push_back(kinds[i].kind + "s in " + namespace_ +
                                       " are left out: " + lists[i].error().message);
            continue;
        }
        std::ranges::move(*lists[i], std::back_inserter(roots));
    }
    orphans.keys = orphans_among(std::move(roots), boundary, applications);
    return orphans;
}

}  // namespace sealer::cli
