// SPDX-License-Identifier: Apache-2.0
// rerender REPOSITORY DIRECTORY COMMIT COMMIT: the time to render a kustomization's text from
// nothing, and from one commit to the other with the memory of the last one: "FULL RERENDER", in
// milliseconds, each the median of many.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "common/git/local_repository.h"
#include "common/render/kustomize/pipeline.h"

namespace {

using namespace sealer;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 40;

struct Side {
    git::LocalRepository repository;
    std::string commit;
    std::string directory;
};

// Milliseconds of one render, the commit's tree newly opened.
Result<double> time_render(const Side& side, kustomize::RenderMemory* memory) {
    const auto begin = Clock::now();
    TRY_ASSIGN(const auto tree, side.repository.tree(side.commit));
    TRY_ASSIGN(const auto built, kustomize::build(tree, side.directory, {}, memory));
    const std::string text = kustomize::write(built.resources, memory);
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
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
    for (int round = 0; round < kRounds; ++round) {
        const Side side{repository, commits[static_cast<std::size_t>(round % 2)], directory};
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
