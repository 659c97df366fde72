// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_render.h"

#include <map>
#include <utility>

#include "common/manifest/object.h"
#include "sealer/app_foreign_flags.h"
#include "sealer/app_status.h"
#include "sealer/output.h"
#include "sealer/render_limits.h"
#include "sealer/render_source.h"
#include "sealer/render_units.h"

namespace sealer::cli {
namespace {

using manifest::Value;

// In the place of the object with the same key, if there is one: objects without a name have none.
void add_or_replace(std::vector<Value>& objects, std::map<manifest::ObjectKey, std::size_t>& places,
                    Value object) {
    const auto [place, is_new] = places.emplace(manifest::key_of(object), objects.size());
    if (is_new || manifest::name_of(object).empty()) {
        objects.push_back(std::move(object));
    } else {
        objects[place->second] = std::move(object);
    }
}

}  // namespace

void AppRender::define(CommandLine& line) {
    line.group("What Git wants");
    revisions_.define(line);
    line.text("--local", local_, "DIR", "As this folder has it, in the place of the source's path");
    accept(line, "--local-repo-root", "DIR");
    define_limits(line);
}

void AppRender::define_limits(CommandLine& line) {
    line.group("Rendering");
    add_limit_flag(line, limits_);
    remotes_.define(line);
}

Result<std::vector<Value>> AppRender::objects(const Value& application, const World& world) {
    TRY_ASSIGN(const Value wanted, revisions_.put_into(application));
    std::vector<RenderUnit> units = units_of(wanted);
    if (units.empty()) {
        return fail(Code::kInvalid, full_name(application) + " has no source with a path");
    }
    if (!local_.empty() && units.size() > 1) {
        return fail(Code::kInvalid, "--local is for Applications with one source");
    }
    std::vector<Value> objects;
    std::map<manifest::ObjectKey, std::size_t> places;
    for (RenderUnit& unit : units) {
        TRY_ASSIGN(const auto tree, open(unit));
        kustomize::RenderMemory memory;
        auto made = render_unit(tree, unit, limits_, remotes_.fetcher(), memory);
        if (!made) {
            return fail(made.error().with(unit.title()));
        }
        TRY(print_warnings(made->warnings, world));
        for (const render::ManifestPtr& manifest : made->rendered.manifests) {
            add_or_replace(objects, places, manifest->object);
        }
    }
    return objects;
}

Result<std::shared_ptr<const git::FileTree>> AppRender::open(RenderUnit& unit) {
    if (!local_.empty()) {
        TRY_ASSIGN(RenderSource source, open_render_source(local_));
        unit.path = source.is_filesystem ? source.directory.substr(1) : source.directory;
        return std::move(source.tree);
    }
    const Value& source = *unit.definition.get("spec", "source");
    TRY_ASSIGN(Checkout checkout, remotes_.check_out(std::string(source.text("repoURL")),
                                                     std::string(source.text("targetRevision"))));
    unit.commit = std::move(checkout.commit);
    return std::move(checkout.tree);
}

}  // namespace sealer::cli
