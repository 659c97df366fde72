// SPDX-License-Identifier: Apache-2.0
#include "common/app/source_render.h"

#include "common/manifest/patch.h"
#include "common/manifest/yaml.h"
#include "common/render/kustomize/pipeline.h"
#include "common/render/links.h"

namespace sealer::app {
namespace {

using manifest::Value;
using render::SourceType;

// Fewer resources are rendered in a millisecond or two, and there may be a thousand such sources.
constexpr std::size_t kWorthRemembering = 100;
constexpr std::size_t kMaxSourceFile = std::size_t{1} << 20;

Result<Value> read_patch(const git::FileTree& tree, const std::string& path) {
    TRY_ASSIGN(const std::string text, tree.read(path, kMaxSourceFile));
    TRY_ASSIGN(auto documents, manifest::parse_yaml(text));
    if (documents.empty() || documents.front().value.is_null()) {
        return Value(manifest::Object());
    }
    Value patch = std::move(documents.front().value);
    if (documents.size() > 1 || !patch.is_object()) {
        return fail(Code::kInvalid, "not a mapping of fields of spec.source");
    }
    for (const char* field : {"repoURL", "path", "targetRevision", "chart"}) {
        patch.as_object().erase(field);
    }
    return patch;
}

Result<Source> merge_file(const git::FileTree& tree, const std::string& path,
                          const Source& source) {
    TRY_ASSIGN(const Value patch, read_patch(tree, path));
    TRY_ASSIGN(Source merged,
               parse_source(manifest::apply_merge_patch(source.json, patch), source.where));
    merged.target_revision = source.target_revision;  // an operation may have said another
    return merged;
}

Status render_kustomization(std::shared_ptr<const git::FileTree> tree, const Source& source,
                            const RenderContext& context, kustomize::FetchRemote fetch_remote,
                            kustomize::RenderMemory* memory, RenderedSource& into) {
    kustomize::Options options;
    options.limits = context.limits;
    options.fetch_remote = std::move(fetch_remote);
    options.overrides = overrides_of(
        source.kustomize,
        build_environment(context.spec, context.source, context.instance, context.commit));
    TRY_ASSIGN(kustomize::Built built,
               kustomize::build(std::move(tree), source.path, options, memory));
    into.rendered.manifests.assign(built.resources.begin(), built.resources.end());
    if (memory != nullptr && built.resources.size() < kWorthRemembering) {
        *memory = kustomize::RenderMemory();
    }
    into.rendered.inputs = std::move(built.inputs);
    into.remotes = std::move(built.remotes);
    into.warnings = std::move(built.warnings);
    into.depends_on_commit = depends_on_commit(source.kustomize);
    return {};
}

}  // namespace

Result<Source> read_source_files(const git::FileTree& tree, const Source& source,
                                 const std::string& instance, render::Inputs& inputs) {
    TRY_ASSIGN(const std::string directory, git::normalize_path("", source.path));
    Source merged = source;
    for (const std::string& name :
         {std::string(".argocd-source.yaml"), ".argocd-source-" + instance + ".yaml"}) {
        TRY_ASSIGN(const std::string path, git::normalize_path(directory, name));
        TRY_ASSIGN(const auto found, render::follow(tree, path, inputs));
        if (!found || found->entry.type != git::EntryType::kFile) {
            continue;
        }
        Result<Source> next = merge_file(tree, found->path, merged);
        if (!next) {
            return fail(next.error().with(path));
        }
        merged = *std::move(next);
    }
    return merged;
}

Result<RenderedSource> render_source(std::shared_ptr<const git::FileTree> tree,
                                     const RenderContext& context,
                                     kustomize::FetchRemote fetch_remote,
                                     kustomize::RenderMemory* memory) {
    RenderedSource made;
    TRY(check_supported(context.source));
    if (!context.source.renders()) {
        return made;
    }
    render::Inputs inputs;
    TRY_ASSIGN(const Source source,
               read_source_files(*tree, context.source, context.instance, inputs));
    TRY(check_supported(source));
    if (source.type) {
        made.type = *source.type;
    } else {
        TRY_ASSIGN(made.type, render::detect_source_type(*tree, source.path, inputs));
    }
    switch (made.type) {
        case SourceType::kHelm:
            return fail(Code::kInvalid,
                        source.path + ": Helm charts are not supported by this version of Sealer");
        case SourceType::kKustomize:
            TRY(render_kustomization(std::move(tree), source, context, std::move(fetch_remote),
                                     memory, made));
            break;
        case SourceType::kDirectory: {
            TRY_ASSIGN(made.rendered, render::render_directory(*tree, source.path, source.directory,
                                                               context.limits));
            break;
        }
    }
    made.rendered.inputs.merge(inputs);
    return made;
}

}  // namespace sealer::app
