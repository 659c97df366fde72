// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>
#include <system_error>

#include "common/manifest/yaml.h"
#include "common/render/kustomize/pipeline.h"
#include "common/render/kustomize/remote.h"
#include "common/render/text_size.h"
#include "sealer/commands.h"
#include "sealer/output.h"
#include "sealer/remote_sources.h"
#include "sealer/render_limits.h"
#include "sealer/render_source.h"

namespace sealer::cli {
namespace {

// "apps_v1_deployment_web.yaml", or with the namespace in front: what kustomize calls the files.
std::string output_name(const manifest::Value& object) {
    const manifest::GroupVersionKind type = manifest::type_of(object);
    std::string name;
    for (const std::string_view part :
         {manifest::namespace_of(object), std::string_view(type.group),
          std::string_view(type.version), std::string_view(type.kind), manifest::name_of(object)}) {
        name += name.empty() || part.empty() ? "" : "_";
        name += part;
    }
    std::ranges::transform(name, name.begin(), [](unsigned char c) {
        return c == '/' ? '-' : static_cast<char>(std::tolower(c));
    });
    return name + ".yaml";
}

class Render : public Subcommand {
  public:
    void define(CommandLine& line) override {
        line.operands("[PATH|REPO@REVISION:PATH|URL]", operands_);
        line.group("Output");
        line.text("-o,--output", output_, "FILE|DIR",
                  "Write this file, or a file for each object into this directory");
        line.group("Kustomize");
        line.value("--load-restrictor", "RULE",
                   "LoadRestrictionsRootOnly (default), or LoadRestrictionsNone: files may stand "
                   "outside of their kustomization's directory",
                   [this](const std::string& value) { return set_restrictor(value); });
        line.value("--reorder", "ORDER", "legacy (default) or none, where sortOptions says nothing",
                   [this](const std::string& value) { return set_order(value); });
        add_limit_flag(line, options_.limits);
        line.toggle("--enable-managedby-label", options_.adds_managed_by,
                    "Label each object app.kubernetes.io/managed-by, as buildMetadata does");
        remotes_.define(line);
        // They allow what is refused by name where a kustomization asks for it.
        for (const char* flag : {"--enable-helm", "--enable-alpha-plugins", "--enable-exec",
                                 "--enable-star", "--network", "--as-current-user"}) {
            line.toggle(flag, enables_programs_, "");
        }
        for (const char* flag : {"--helm-command", "--network-name", "-e,--env", "--mount",
                                 "--helm-api-versions", "--helm-kube-version"}) {
            line.list(flag, of_programs_, "VALUE", "");
        }
        line.toggle("--helm-debug", enables_programs_, "");
        line.footer(
            "Prints the objects that the kustomization in PATH (default: here) describes. "
            "REPO@REVISION:PATH is a directory in\na commit of a repository on this machine, URL "
            "one in a repository elsewhere, as kustomize writes it. Bases in\nother repositories "
            "are fetched only where --allow-remote says so, by git with your own log-ins.\n\n"
            "Examples:\n"
            "  sealer render overlays/production | kubectl diff -f -\n"
            "  sealer render .@v1.4.0:overlays/production\n"
            "  sealer render overlays/production -o manifests/    # if it is there: a file for "
            "each object\n"
            "  sealer render overlays/production --allow-remote github.com\n"
            "  sealer render 'https://github.com/example/shop//overlays/production?ref=v1.4.0'\n");
    }

    Result<int> run(const World& world) override {
        if (operands_.size() > 1) {
            return fail(Code::kInvalid, "one PATH at a time");
        }
        TRY_ASSIGN(const RenderSource source, open(operands_.empty() ? "." : operands_.front()));
        options_.fetch_remote = remotes_.fetcher();
        options_.is_filesystem = source.is_filesystem;
        auto built = kustomize::build(source.tree, source.directory, options_);
        if (!built) {
            built.error().message = shown(built.error().message, source);
            return fail(built.error());
        }
        for (std::string& warning : built->warnings) {
            warning = shown(warning, source);
        }
        TRY(print_warnings(built->warnings, world));
        std::size_t size = 0;
        for (const kustomize::ResourcePtr& resource : built->resources) {
            TRY(render::add_text_size(resource->object, options_.limits, size));
        }
        std::error_code ignored;
        if (std::filesystem::is_directory(output_, ignored)) {
            TRY(write_files(built->resources, world));
        } else {
            TRY(write_output(output_, kustomize::write(built->resources), world));
        }
        return 0;
    }

  private:
    Result<RenderSource> open(const std::string& operand) {
        if (!kustomize::is_remote(operand)) {
            return open_render_source(operand);
        }
        TRY_ASSIGN(const kustomize::RemoteTree remote, remotes_.fetch_named(operand));
        return RenderSource{.tree = remote.tree, .directory = remote.path, .is_filesystem = false};
    }

    static std::string shown(const std::string& message, const RenderSource& source) {
        std::error_code error;
        const std::filesystem::path here = std::filesystem::current_path(error);
        return source.is_filesystem && !error
                   ? with_local_paths(message, source.directory, here.string())
                   : message;
    }

    Status set_restrictor(const std::string& value) {
        options_.restrict_files = value != "LoadRestrictionsNone";
        return value == "LoadRestrictionsNone" || value == "LoadRestrictionsRootOnly"
                   ? Status()
                   : fail(Code::kInvalid, "it is LoadRestrictionsRootOnly or LoadRestrictionsNone");
    }

    Status set_order(const std::string& value) {
        options_.default_order_is_fifo = value == "none";
        return value == "none" || value == "legacy" ? Status()
                                                    : fail(Code::kInvalid, "it is legacy or none");
    }

    Status write_files(const kustomize::Resources& resources, const World& world) const {
        for (const kustomize::ResourcePtr& resource : resources) {
            const auto path = std::filesystem::path(output_) / output_name(resource->object);
            TRY(write_output(path.string(), manifest::write_yaml(resource->object), world));
        }
        return {};
    }

    std::vector<std::string> operands_;
    std::string output_;
    bool enables_programs_ = false;
    std::vector<std::string> of_programs_;
    RemoteSources remotes_;
    kustomize::Options options_;
};

}  // namespace

std::unique_ptr<Subcommand> make_render() {
    return std::make_unique<Render>();
}

}  // namespace sealer::cli
