// SPDX-License-Identifier: Apache-2.0
// rerender REPOSITORY DIRECTORY COMMIT COMMIT: the time to render a kustomization to a list of
// objects, as the controller and `sealer diff` do, from nothing, and from one commit to the other
// with the memory of the last one: "FULL RERENDER", in milliseconds of CPU, which a busy machine
// does not stretch, each the median of many.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include "common/app/source_render.h"
#include "common/git/local_repository.h"

namespace {

using namespace sealer;

constexpr int kRounds = 40;

struct Side {
    git::LocalRepository repository;
    std::string commit;
    app::Spec spec;
};

// Milliseconds of one render, the commit's tree newly opened.
Result<double> time_render(const Side& side, kustomize::RenderMemory* memory) {
    const std::clock_t begin = std::clock();
    TRY_ASSIGN(const auto tree, side.repository.tree(side.commit));
    TRY_ASSIGN(const auto made, app::render_source(tree,
                                                   {.spec = side.spec,
                                                    .source = side.spec.sources.list.front(),
                                                    .instance = "bench",
                                                    .commit = side.commit},
                                                   {}, memory));
    return 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double median(std::vector<double> times) {
    std::ranges::sort(times);
    return times[times.size() / 2];
}

Status run(const std::string& path, const std::string& directory,
           const std::vector<std::string>& commits) {
    TRY_ASSIGN(const auto repository, git::LocalRepository::open(path));
    std::vector<double> full;
    std::vector<double> again;
    kustomize::RenderMemory memory;
    app::Spec spec;
    spec.sources.list.emplace_back().path = directory;
    for (int round = 0; round < kRounds; ++round) {
        const Side side{repository, commits[static_cast<std::size_t>(round % 2)], spec};
        if (round % 4 == 0) {
            TRY_ASSIGN(full.emplace_back(), time_render(side, nullptr));
        }
        TRY_ASSIGN(again.emplace_back(), time_render(side, &memory));
    }
    std::printf("%.2f %.3f\n", median(full), median(again));
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() != 4) {
        std::cerr << "usage: rerender REPOSITORY DIRECTORY COMMIT COMMIT\n";
        return 2;
    }
    const Status done = run(arguments[0], arguments[1], {arguments[2], arguments[3]});
    if (!done) {
        std::cerr << done.error().message << "\n";
        return 1;
    }
    return 0;
}
