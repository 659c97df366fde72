// SPDX-License-Identifier: Apache-2.0
// What a new commit costs a repository of many overlays, one Application for each, as the
// controller has it: everything rendered and remembered at the commit before; then the new commit
// is opened, each Application looks whether what it read has changed, and renders if so. Prints
// milliseconds. Fetching is git's, and not counted.
//
//   rerender_overlays REPOSITORY FOLDER-OF-OVERLAYS OLD-COMMIT NEW-COMMIT
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "common/app/source_render.h"
#include "common/base/check.h"
#include "common/base/thread_pool.h"
#include "common/base/time.h"
#include "common/git/repository.h"

namespace {

using sealer::Clock;
using Tree = std::shared_ptr<const sealer::git::FileTree>;

constexpr int kRuns = 5;

double milliseconds_since(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

class Bench {
  public:
    Bench(const std::string& repository, const std::string& overlays)
        : url_("file://" + std::filesystem::canonical(repository).string()) {
        for (const auto& entry :
             std::filesystem::directory_iterator(std::filesystem::path(repository) / overlays)) {
            sealer::app::Spec& spec = specs_.emplace_back();
            spec.sources.list.emplace_back().path =
                overlays + "/" + entry.path().filename().string();
        }
        records_.resize(specs_.size());
        mirrors_ = (std::filesystem::temp_directory_path() / "rerender-overlays-XXXXXX").string();
        CHECK(::mkdtemp(mirrors_.data()) != nullptr);
    }
    ~Bench() { std::filesystem::remove_all(mirrors_); }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    // Nothing of a repository is open in a new store.
    [[nodiscard]] sealer::git::Store store() const {
        return {mirrors_, sealer::git::Policy{.allow_local = true}};
    }

    // Everything is rendered, and remembered.
    double render_all(sealer::git::Store& store, const std::string& commit) {
        const Clock::time_point begin = Clock::now();
        pool_.parallel_for(specs_.size(), [&](std::size_t i) {
            records_[i] = {};
            render(open(store, commit), specs_[i], commit, records_[i]);
        });
        return milliseconds_since(begin);
    }

    // What has changed is rendered; how many that were goes to `rendered`.
    double look_again(sealer::git::Store& store, const std::string& commit,
                      std::atomic<int>& rendered) {
        const Clock::time_point begin = Clock::now();
        pool_.parallel_for(specs_.size(), [&](std::size_t i) {
            const Tree tree = open(store, commit);
            if (!sealer::render::unchanged(*tree, records_[i].inputs)) {
                render(tree, specs_[i], commit, records_[i]);
                ++rendered;
            }
        });
        return milliseconds_since(begin);
    }

    [[nodiscard]] Tree open(sealer::git::Store& store, const std::string& commit) const {
        auto tree = store.tree(url_, commit, nullptr, {});
        CHECK(tree.has_value());
        return *tree;
    }
    [[nodiscard]] std::size_t size() const { return specs_.size(); }

  private:
    // What is remembered of a render.
    struct Record {
        sealer::render::Inputs inputs;
        sealer::kustomize::RenderMemory memory;
    };

    static void render(const Tree& tree, const sealer::app::Spec& spec, const std::string& commit,
                       Record& record) {
        auto made = sealer::app::render_source(tree,
                                               {.spec = spec,
                                                .source = spec.sources.list.front(),
                                                .instance = "bench",
                                                .commit = commit},
                                               {}, &record.memory);
        CHECK(made.has_value());
        CHECK(!made->rendered.manifests.empty());
        record.inputs = std::move(made->rendered.inputs);
    }

    std::string url_;
    std::string mirrors_;
    std::vector<sealer::app::Spec> specs_;
    std::vector<Record> records_;
    sealer::ThreadPool pool_{sealer::helping_threads()};
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::fprintf(stderr, "rerender_overlays REPOSITORY FOLDER OLD-COMMIT NEW-COMMIT\n");
        return 2;
    }
    Bench bench(argv[1], argv[2]);
    const std::string old_commit = argv[3];
    const std::string new_commit = argv[4];
    {
        auto store = bench.store();
        CHECK(bench.open(store, old_commit) && bench.open(store, new_commit));  // fetched
    }
    double all = std::numeric_limits<double>::max();
    double again = all;
    std::atomic<int> rendered = 0;
    for (int i = 0; i < kRuns; ++i) {
        auto store = bench.store();
        all = std::min(all, bench.render_all(store, old_commit));
        rendered = 0;
        again = std::min(again, bench.look_again(store, new_commit, rendered));
    }
    std::printf("%.1f %.1f %d\n", all, again, rendered.load());
    return 0;
}
