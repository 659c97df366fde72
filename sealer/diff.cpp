// SPDX-License-Identifier: Apache-2.0
// `sealer diff`: what a commit changes in what would be applied.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "common/base/thread_pool.h"
#include "common/git/local_repository.h"
#include "common/render/text_size.h"
#include "sealer/commands.h"
#include "sealer/diff_report.h"
#include "sealer/matching.h"
#include "sealer/output.h"
#include "sealer/remote_sources.h"
#include "sealer/render_limits.h"
#include "sealer/render_units.h"
#include "sealer/terminal.h"

namespace sealer::cli {
namespace {

constexpr int kDifferent = 1;
constexpr int kDiffFailed = 2;

using TreePtr = std::shared_ptr<const git::FileTree>;

// The two sides, and the path in both of them that is asked about.
struct Sides {
    TreePtr before;
    TreePtr after;
    std::string path;
    // Of what is checked out, what Git leaves out.
    std::function<bool(const std::string& path)> is_ignored;
    render::Limits limits;  // of each render
    kustomize::FetchRemote fetch_remote;
};

// What there is to compare: the units of both sides, and which belong together.
struct Units {
    std::vector<RenderUnit> before;
    std::vector<RenderUnit> after;
    std::vector<Pair<RenderUnit>> pairs;
};

Result<Sides> open_commits(const std::string& operand, const std::string& path) {
    const std::size_t at = operand.find('@');
    const std::size_t dots = operand.find("..", at == std::string::npos ? 0 : at);
    if (at == std::string::npos || dots == std::string::npos ||
        operand.substr(dots).starts_with("...")) {
        return fail(Code::kInvalid, "say which commits to compare, as in .@main..HEAD, or --local");
    }
    const std::string from = operand.substr(at + 1, dots - at - 1);
    const std::string to = operand.substr(dots + 2);
    TRY_ASSIGN(const git::LocalRepository repository,
               git::LocalRepository::open(at == 0 ? "." : operand.substr(0, at)));
    TRY_ASSIGN(const std::string old_commit, repository.resolve(from.empty() ? "HEAD" : from));
    TRY_ASSIGN(const std::string new_commit, repository.resolve(to.empty() ? "HEAD" : to));
    Sides sides;
    TRY_ASSIGN(sides.before, repository.tree(old_commit));
    TRY_ASSIGN(sides.after, repository.tree(new_commit));
    TRY_ASSIGN(sides.path, git::normalize_path("", path));
    return sides;
}

Result<Sides> open_work_tree(const std::string& path) {
    std::error_code error;
    const std::string absolute = std::filesystem::canonical(path, error).string();
    if (error) {
        return fail(Code::kNotFound, path + ": " + error.message());
    }
    TRY_ASSIGN(const git::LocalRepository repository, git::LocalRepository::open(absolute));
    if (repository.work_tree().empty()) {
        return fail(Code::kInvalid, path + ": a bare repository has no files to compare");
    }
    Sides sides;
    TRY_ASSIGN(const std::string head, repository.head());
    TRY_ASSIGN(sides.before, repository.tree(head));
    TRY_ASSIGN(sides.after, git::open_folder(repository.work_tree()));
    const std::string root = std::filesystem::canonical(repository.work_tree(), error).string();
    sides.is_ignored = [repository](const std::string& below_root) {
        // At worst, what Git leaves out is looked at.
        return repository.ignores(repository.work_tree() + below_root).value_or(false);
    };
    const std::string below = std::filesystem::path(absolute).lexically_relative(root).string();
    TRY_ASSIGN(sides.path, git::normalize_path("", below));
    return sides;
}

Status check_path(const Sides& sides) {
    for (const TreePtr& tree : {sides.before, sides.after}) {
        const auto entry = tree->stat(sides.path);
        if (entry || entry.error().code != Code::kNotFound) {
            return entry ? Status() : fail(entry.error());
        }
    }
    return fail(Code::kNotFound, sides.path + ": there is no such folder on either side");
}

// An Application that has moved is the same, and so is a folder that another one has taken over.
Result<Units> find_units(const Sides& sides) {
    TRY(check_path(sides));
    Units units;
    UnitFinder finder;
    TRY_ASSIGN(units.before, finder.find(*sides.before, sides.path));
    TRY_ASSIGN(units.after, finder.find(*sides.after, sides.path, sides.is_ignored));
    Matching<RenderUnit> matching(units.before, units.after);
    matching.match([](const RenderUnit& unit) {
        return std::optional(std::pair(unit.application, unit.path));
    });
    matching.match([](const RenderUnit& unit) {
        return unit.application.empty() ? std::nullopt : std::optional(unit.application);
    });
    matching.match([](const RenderUnit& unit) { return std::optional(unit.path); });
    units.pairs = matching.result();
    std::ranges::stable_sort(units.pairs, {},
                             [](const Pair<RenderUnit>& pair) { return pair.any().title(); });
    return units;
}

Result<app::RenderedSource> render_side(const Sides& sides, const TreePtr& tree,
                                        const RenderUnit* unit, const char* which,
                                        kustomize::RenderMemory& memory) {
    if (unit == nullptr) {
        return app::RenderedSource();
    }
    auto rendered = render_unit(tree, *unit, sides.limits, sides.fetch_remote, memory);
    if (!rendered) {
        return fail(rendered.error().with(unit->title() + ", " + which));
    }
    std::size_t size = 0;
    for (const render::ManifestPtr& manifest : rendered->rendered.manifests) {
        TRY(render::add_text_size(manifest->object, sides.limits, size));
    }
    return rendered;
}

std::vector<manifest::Value> objects_of(const render::Rendered& rendered) {
    std::vector<manifest::Value> objects;
    objects.reserve(rendered.manifests.size());
    for (const render::ManifestPtr& manifest : rendered.manifests) {
        objects.push_back(manifest->object);
    }
    return objects;
}

struct Comparison {
    UnitDiff diff;
    std::vector<std::string> warnings;  // that the older side does not have
};

bool is_same(const Pair<RenderUnit>& units) {
    return units.before != nullptr && units.after != nullptr && *units.before == *units.after;
}

Result<Comparison> compare(const Sides& sides, const Pair<RenderUnit>& units) {
    Comparison result;
    result.diff.application = units.any().application;
    result.diff.path = units.any().path;
    kustomize::RenderMemory memory;
    TRY_ASSIGN(const app::RenderedSource before,
               render_side(sides, sides.before, units.before, "before", memory));
    if (is_same(units) && render::unchanged(*sides.after, before.rendered.inputs)) {
        return result;
    }
    TRY_ASSIGN(const app::RenderedSource after,
               render_side(sides, sides.after, units.after, "after", memory));
    TRY_ASSIGN(result.diff.changes,
               compare_manifests(objects_of(before.rendered), objects_of(after.rendered)));
    std::ranges::copy_if(after.warnings, std::back_inserter(result.warnings),
                         [&](const std::string& warning) {
                             return std::ranges::count(before.warnings, warning) == 0;
                         });
    return result;
}

std::vector<Result<Comparison>> compare_each(const Sides& sides,
                                             const std::vector<Pair<RenderUnit>>& units) {
    std::vector<Result<Comparison>> results(units.size());
    ThreadPool pool(helping_threads());
    pool.parallel_for(units.size(), [&](std::size_t i) { results[i] = compare(sides, units[i]); });
    return results;
}

class Diff : public Subcommand {
  public:
    void define(CommandLine& line) override {
        line.operands("REPO@A..B [PATH] | --local [PATH]", operands_);
        line.group("Comparison");
        line.toggle("--local", is_local_, "Compare the work tree with HEAD");
        add_limit_flag(line, limits_);
        remotes_.define(line);
        line.group("Output");
        line.value("-o,--format", "text|markdown|json",
                   "Output format (text, in colour on a terminal)",
                   [this](const std::string& name) { return set_format(name); });
        line.footer(
            "Renders, at both commits, every Application that the repository holds, or, where it "
            "holds none, every\nkustomization that no other one uses; of these, what is in PATH, "
            "seen from the repository's root\n(with --local, from here). Prints what differs, "
            "object by object. Needs no cluster, and no\nnetwork but for what --allow-remote says. "
            "Values of Secrets are not shown.\n\nExit status: 0 without differences, 1 with some, "
            "2 if "
            "something failed.\n\nExamples:\n  sealer diff .@main..HEAD\n  sealer diff --local "
            "overlays/production\n");
    }

    Result<int> run(const World& world) override {
        auto exit_code = compare_all(world);
        if (!exit_code) {
            TRY(print_error(fail(exit_code.error()), world));
            return kDiffFailed;
        }
        return exit_code;
    }

  private:
    enum class Format { kText, kMarkdown, kJson };

    Status set_format(const std::string& name) {
        const std::map<std::string, Format> formats = {
            {"text", Format::kText}, {"markdown", Format::kMarkdown}, {"json", Format::kJson}};
        const auto found = formats.find(name);
        if (found == formats.end()) {
            return fail(Code::kInvalid, "must be one of: text, markdown, json");
        }
        format_ = found->second;
        return {};
    }

    [[nodiscard]] Result<Sides> open() const {
        if (operands_.size() > (is_local_ ? 1U : 2U)) {
            return fail(Code::kInvalid, "one PATH at a time");
        }
        if (is_local_) {
            return open_work_tree(operands_.empty() ? "." : operands_.front());
        }
        return open_commits(operands_.empty() ? "" : operands_.front(),
                            operands_.size() < 2 ? "" : operands_.back());
    }

    Result<int> compare_all(const World& world) {
        TRY_ASSIGN(Sides sides, open());
        sides.limits = limits_;
        sides.fetch_remote = remotes_.fetcher();
        TRY_ASSIGN(const Units units, find_units(sides));
        const std::vector<Result<Comparison>> results = compare_each(sides, units.pairs);
        std::vector<UnitDiff> diffs;
        Status told;
        for (const Result<Comparison>& result : results) {
            if (result) {
                TRY(print_warnings(result->warnings, world));
                diffs.push_back(result->diff);
            } else if (told) {
                told = print_error(fail(result.error()), world);
            }
        }
        TRY(told);
        return print(diffs, diffs.size() < results.size(), world);
    }

    // The exit code.
    [[nodiscard]] Result<int> print(const std::vector<UnitDiff>& diffs, bool has_failed,
                                    const World& world) const {
        TRY(write_all(world.standard_output, text_of(diffs, world)));
        const bool differs =
            std::ranges::any_of(diffs, [](const UnitDiff& diff) { return !diff.changes.empty(); });
        return has_failed ? kDiffFailed : differs ? kDifferent : 0;
    }

    [[nodiscard]] std::string text_of(const std::vector<UnitDiff>& diffs,
                                      const World& world) const {
        switch (format_) {
            case Format::kMarkdown:
                return diff_as_markdown(diffs);
            case Format::kJson:
                return diff_as_json(diffs);
            case Format::kText:
                break;
        }
        return diff_as_text(diffs, wants_colour(world));
    }

    std::vector<std::string> operands_;
    bool is_local_ = false;
    RemoteSources remotes_;
    Format format_ = Format::kText;
    render::Limits limits_;
};

}  // namespace

std::unique_ptr<Subcommand> make_diff() {
    return std::make_unique<Diff>();
}

}  // namespace sealer::cli
