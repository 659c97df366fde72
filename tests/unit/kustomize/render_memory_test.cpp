// SPDX-License-Identifier: Apache-2.0
// A render that remembers comes to just what one that does not comes to, whatever changes between
// two of them; and what has not changed is not made anew.
#include "common/render/kustomize/render_memory.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include <gtest/gtest.h>

#include "../render/memory_tree.h"
#include "common/base/text.h"
#include "common/render/kustomize/pipeline.h"
#include "memory_build.h"

namespace sealer::kustomize {
namespace {

using Random = std::mt19937;

std::shared_ptr<const git::FileTree> tree_of(const Files& files) {
    return std::make_shared<const render::MemoryTree>(files);
}

// All that a render tells its caller.
struct Outcome {
    std::string text;  // or the error
    bool is_good = false;
    render::Inputs inputs;
    std::vector<std::string> warnings;
    std::vector<std::string> places;  // where the objects stood
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

void PrintTo(const Outcome& outcome, std::ostream* out) {
    *out << outcome.text;
    for (const auto& [path, id] : outcome.inputs) {
        *out << path << " " << id << "\n";
    }
}

Outcome render(const Files& files, const std::string& directory, RenderMemory* memory) {
    const auto built = build(tree_of(files), directory, {}, memory);
    if (!built) {
        return {.text = built.error().message, .inputs = {}, .warnings = {}, .places = {}};
    }
    Outcome outcome{.text = write(built->resources),
                    .is_good = true,
                    .inputs = built->inputs,
                    .warnings = built->warnings,
                    .places = {}};
    for (const ResourcePtr& resource : built->resources) {
        outcome.places.push_back(describe(*resource));
    }
    return outcome;
}

std::size_t pick(Random& random, std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
}

std::string join(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return text;
}

// One of the changes that people make to a text, or do not mean to.
void edit_text(std::string& text, Random& random) {
    std::vector<std::string> lines;
    for (const std::string_view line : split(text, '\n')) {
        lines.emplace_back(line);
    }
    lines.pop_back();
    if (lines.empty()) {
        text += "# nothing\n";
        return;
    }
    const std::size_t at = pick(random, lines.size());
    std::string& line = lines[at];
    switch (pick(random, 5)) {
        case 0:
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
            break;
        case 1:
            lines.insert(lines.begin(), "# a comment");
            break;
        case 2:
            lines.insert(lines.end(), {"---", "apiVersion: v1", "kind: Service",
                                       "metadata: {name: added-" + std::to_string(at) + "}"});
            break;
        default:
            if (!line.empty() && std::isalnum(static_cast<unsigned char>(line.back())) != 0) {
                line += "1";
            }
    }
    text = join(lines);
}

void change_one(Files& files, Random& random) {
    auto file = std::next(files.begin(), static_cast<std::ptrdiff_t>(pick(random, files.size())));
    const std::size_t kind = pick(random, 12);
    if (kind == 0 && files.size() > 1) {
        files.erase(file);
    } else if (kind == 1) {
        const std::string content = file->second;
        files[file->first + ".bak"] = content;
    } else {
        edit_text(file->second, random);
    }
}

// Renders what has become of the files after each of some changes; those that break it are undone.
void expect_same_outcomes(Files files, const std::string& directory, unsigned seed, int changes) {
    Random random(seed);
    RenderMemory memory;
    EXPECT_EQ(render(files, directory, &memory), render(files, directory, nullptr));
    EXPECT_EQ(render(files, directory, &memory), render(files, directory, nullptr));
    for (int i = 0; i < changes && !testing::Test::HasFailure(); ++i) {
        const Files before = files;
        change_one(files, random);
        const Outcome fresh = render(files, directory, nullptr);
        EXPECT_EQ(render(files, directory, &memory), fresh) << "change " << i;
        if (!fresh.is_good) {
            files = before;
        }
    }
}

Files shop() {
    return {
        {"base/kustomization.yaml",
         "resources: [web.yaml, more.yaml]\ncommonAnnotations: {team: shop}\n"
         "configMapGenerator:\n- name: settings\n  files: [settings.properties]\n"
         "replicas:\n- {name: web, count: 2}\n"},
        {"base/settings.properties", "level=info\n"},
        {"base/web.yaml",
         "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n"
         "    spec:\n      containers:\n      - name: web\n        image: web:1\n"
         "        envFrom:\n        - configMapRef: {name: settings}\n"},
        {"base/more.yaml",
         "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n"
         "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: zone\ndata:\n  domain: a.org\n"
         "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n"
         "  annotations: {domain: none}\nspec:\n  defaultBackend:\n    service:\n      name: web\n"
         "      port: {number: 80}\n"},
        {"tracing/kustomization.yaml",
         "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"
         "resources: [agent.yaml]\npatches:\n- target: {kind: Deployment}\n  patch: |-\n"
         "    - op: add\n      path: /metadata/annotations/traced\n      value: \"yes\"\n"},
        {"tracing/agent.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: agent\n"},
        {"production/kustomization.yaml",
         "resources:\n- ../base\n- extra.yaml\ncomponents:\n- ../tracing\nnamespace: prod\n"
         "namePrefix: p-\nlabels:\n- pairs: {env: prod}\n  includeTemplates: true\nimages:\n"
         "- name: web\n  newTag: v1\npatches:\n- path: patch.yaml\nconfigMapGenerator:\n"
         "- name: settings\n  behavior: merge\n  literals:\n  - color=red\nreplacements:\n"
         "- source:\n    kind: ConfigMap\n    name: zone\n    fieldPath: data.domain\n"
         "  targets:\n  - select: {kind: Ingress}\n"
         "    fieldPaths: [metadata.annotations.domain]\n"},
        {"production/extra.yaml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: extra\n"},
        {"production/patch.yaml",
         "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n"
         "  revisionHistoryLimit: 3\n"},
    };
}

TEST(RenderMemory, ChangesNoOutcome) {
    for (unsigned seed = 0; seed < 12 && !HasFailure(); ++seed) {
        SCOPED_TRACE(seed);
        expect_same_outcomes(shop(), "production", seed, 15);
    }
}

struct Change {
    std::string file, from, to;
    std::vector<std::string> expected;  // the objects that are made anew
};

TEST(RenderMemory, MakesAnewWhatHasChanged) {
    const std::vector<Change> changes{
        {"base/web.yaml", "image: web:1", "image: other:1", {"Deployment p-web"}},
        {"base/more.yaml", "port: 80", "port: 81", {"Service p-web"}},
        {"production/extra.yaml", "kind: Secret", "kind: Secret\ntype: Opaque", {"Secret p-extra"}},
        {"base/README.md", "", "# Shop", {}},
        // A source of replacements, and where they go.
        {"base/more.yaml", "domain: a.org", "domain: b.org", {"ConfigMap p-zone", "Ingress p-web"}},
        {"production/patch.yaml", "Limit: 3", "Limit: 4", {"Deployment p-web"}},
        {"production/kustomization.yaml", "newTag: v1", "newTag: v2", {"Deployment p-web"}},
    };
    for (const Change& change : changes) {
        SCOPED_TRACE(change.file + ": " + change.to);
        Files files = shop();
        RenderMemory memory;
        const auto before = build(tree_of(files), "production", {}, &memory);
        ASSERT_TRUE(before) << before.error().message;
        std::string& text = files[change.file];
        text.replace(text.find(change.from), change.from.size(), change.to);
        const auto after = build(tree_of(files), "production", {}, &memory);
        ASSERT_TRUE(after) << after.error().message;
        std::vector<std::string> made;
        for (const ResourcePtr& resource : after->resources) {
            if (std::ranges::find(before->resources, resource) == before->resources.end()) {
                made.push_back(describe(*resource).substr(0, describe(*resource).find(" (")));
            }
        }
        EXPECT_EQ(made, change.expected);
    }
}

TEST(RenderMemory, IsOfOneDirectoryAndItsOptions) {
    RenderMemory memory;
    for (const std::string directory : {"production", "base", "production"}) {
        EXPECT_EQ(render(shop(), directory, &memory), render(shop(), directory, nullptr));
    }
    Options options;
    options.overrides.name_prefix = "q-";
    const auto fresh = build(tree_of(shop()), "production", options);
    const auto remembered = build(tree_of(shop()), "production", options, &memory);
    ASSERT_TRUE(fresh && remembered);
    EXPECT_EQ(write(remembered->resources), write(fresh->resources));
}

// --- the conformance cases -----------------------------------------------------------------------

Files read_files(const std::filesystem::path& root) {
    Files files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        const std::string path = entry.path().lexically_relative(root).string();
        if (entry.is_symlink()) {
            files[path] = "-> " + std::filesystem::read_symlink(entry.path()).string();
        } else if (entry.is_regular_file()) {
            std::ifstream stream(entry.path(), std::ios::binary);
            files[path] = std::string(std::istreambuf_iterator<char>(stream), {});
        }
    }
    return files;
}

TEST(RenderMemory, ChangesNoOutcomeOfTheConformanceCases) {
    const std::filesystem::path cases = SEALER_SHARED "/kustomize/visible";
    if (!std::filesystem::is_directory(cases)) {
        GTEST_SKIP() << "the conformance cases are not here";
    }
    constexpr unsigned kStride = 12;  // some of them: all take minutes
    unsigned seed = 0;
    for (const auto& entry : std::filesystem::directory_iterator(cases)) {
        const std::filesystem::path& path = entry.path();
        if (!entry.is_directory() || ++seed % kStride != 0 ||
            path.filename().string().starts_with("realistic-big")) {
            continue;
        }
        SCOPED_TRACE(path.filename().string());
        std::ifstream stream(path / "target");
        std::string target;
        std::getline(stream, target);
        expect_same_outcomes(read_files(path / "input"), target == "." ? "" : target, seed, 4);
        if (HasFailure()) {
            return;
        }
    }
}

}  // namespace
}  // namespace sealer::kustomize
