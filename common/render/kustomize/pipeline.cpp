// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/pipeline.h"

#include <algorithm>
#include <utility>

#include "common/manifest/yaml.h"
#include "common/render/kustomize/finish.h"
#include "common/render/kustomize/gather.h"

namespace sealer::kustomize {
namespace {

constexpr std::string_view kSeparator = "---\n";

// What the caller wants otherwise, as if it stood in the top's file.
Status override_top(Build& build, Overrides overrides, LayerMemory& top) {
    if (overrides.ignore_missing_components) {
        std::erase_if(overrides.components, [&build](const std::string& component) {
            const Result<Place> place = open(build, build.top, component);
            return !place && place.error().code == Code::kNotFound;
        });
    }
    Kustomization file = *top.file;
    if (const Status applied = apply(overrides, file); !applied) {
        return fail(applied.error().with(top.path));
    }
    top.file = std::make_shared<const Kustomization>(std::move(file));
    return {};
}

// The kustomization that is asked for, with what the caller wants.
Status load_top(Build& build, std::string_view directory, const Overrides& overrides,
                const LayerMemory* last, LayerMemory& top) {
    const Loader::Recording recording(build.loader, top.load);
    TRY_ASSIGN(build.top, build.loader.open(directory));
    TRY(load(build, build.top, last, top));
    return last != nullptr && last->file == top.file ? Status()
                                                     : override_top(build, overrides, top);
}

// Whether a memory can be of use: it is of the same render, of a tree with ids.
bool suits(const RenderMemory& memory, std::string_view directory, const Options& options) {
    return memory.top != nullptr && memory.directory == directory &&
           memory.restrict_files == options.restrict_files &&
           memory.adds_managed_by == options.adds_managed_by &&
           memory.default_order_is_fifo == options.default_order_is_fifo &&
           memory.overrides == options.overrides;
}

// What a render came to, all but its output.
struct Work {
    std::shared_ptr<LayerMemory> top = std::make_shared<LayerMemory>();
    FinishMemory finish;
};

// Takes over what has been made, and lets go of what was not used.
Status remember(const git::FileTree& tree, Build& build, Work work, RenderMemory& memory) {
    InputWatch watch = std::exchange(memory.watch, {});
    const auto last = std::exchange(memory.top, nullptr);  // nothing is known if this fails
    watch.accept(build.changes);
    bool is_watched = last != nullptr;
    if (is_watched) {
        TRY_ASSIGN(is_watched, watch_news(tree, *work.top, *last, watch));
    }
    if (!is_watched) {
        render::Inputs inputs;
        collect_inputs(*work.top, inputs);
        watch = InputWatch();
        TRY(watch.add(tree, inputs));
    }
    memory.watch = std::move(watch);
    memory.notes_origins = build.notes_origins;
    memory.notes_transformers = build.notes_transformers;
    memory.top = std::move(work.top);
    memory.finish = std::move(work.finish);
    memory.configs = std::move(build.configs);
    std::erase_if(memory.configs, [](const ConfigPtr& config) { return config.use_count() == 1; });
    return {};
}

// The output. `last` is null, or what the last render left.
Result<Resources> run(Build& build, std::string_view directory, const Overrides& overrides,
                      const RenderMemory* last, Work& work) {
    const LayerMemory* known = last == nullptr ? nullptr : last->top.get();
    TRY(load_top(build, directory, overrides, known, *work.top));
    build.notes_origins = asks_for(*work.top->file, "originAnnotations");
    build.notes_transformers = asks_for(*work.top->file, "transformerAnnotations");
    if (last != nullptr && (last->notes_origins != build.notes_origins ||
                            last->notes_transformers != build.notes_transformers)) {
        known = nullptr;
    }
    Accumulator all;
    Layer layer{
        .build = build, .place = build.top, .known = known, .made = *work.top, .accumulator = all};
    TRY(load_schemas(layer));
    TRY(accumulate(layer));
    const bool uses_last = build.remembers && known != nullptr;
    if (const Status done = finish(layer, uses_last ? &last->finish : nullptr,
                                   build.remembers ? &work.finish : nullptr);
        !done) {
        return fail(done.error().with(layer.file_path));
    }
    return std::move(all.resources);
}

}  // namespace

Result<Built> build(std::shared_ptr<const git::FileTree> tree, std::string_view directory,
                    const Options& options, RenderMemory* memory) {
    if (memory != nullptr && !suits(*memory, directory, options)) {
        *memory = RenderMemory{.directory = std::string(directory),
                               .restrict_files = options.restrict_files,
                               .adds_managed_by = options.adds_managed_by,
                               .default_order_is_fifo = options.default_order_is_fifo,
                               .overrides = options.overrides};
    }
    const git::FileTree& files = *tree;
    render::Budget budget(options.limits);
    Loader loader(std::move(tree), options, budget);
    Build build{.budget = budget,
                .loader = loader,
                .top = {},
                .schemas = Schemas::builtin(),
                .adds_managed_by = options.adds_managed_by,
                .default_order_is_fifo = options.default_order_is_fifo,
                .warnings = {},
                .remembers = memory != nullptr && InputWatch::suits(files),
                .changes = {},
                .configs = {}};
    const bool knows_last = build.remembers && memory->top != nullptr;
    if (knows_last) {
        TRY_ASSIGN(build.changes, memory->watch.compare(files));
        build.configs = memory->configs;
    }
    Work work;
    TRY_ASSIGN(Resources resources,
               run(build, directory, options.overrides, knows_last ? memory : nullptr, work));
    Built built{.resources = std::move(resources),
                .inputs = {},
                .remotes = loader.remotes(),
                .warnings = std::move(build.warnings)};
    if (build.remembers && built.remotes.empty()) {
        TRY(remember(files, build, std::move(work), *memory));
        built.inputs = memory->watch.inputs();
        return built;
    }
    collect_inputs(*work.top, built.inputs);
    if (memory != nullptr) {
        *memory = RenderMemory();
    }
    return built;
}

std::string write(const Resources& resources) {
    std::string text;
    for (const ResourcePtr& resource : resources) {
        text += text.empty() ? "" : kSeparator;
        text += manifest::write_yaml(resource->object);
    }
    return text;
}

}  // namespace sealer::kustomize
