// SPDX-License-Identifier: Apache-2.0
#include "sealer/progress.h"

#include <string>

#include <unistd.h>

#include "sealer/output.h"

namespace sealer::cli {
namespace {

constexpr std::size_t kCells = 40;
constexpr const char* kEraseLine = "\r\x1B[K";

}  // namespace

Progress::Progress(int descriptor, std::size_t total)
    : descriptor_(descriptor), total_(total), is_shown_(total > 1 && ::isatty(descriptor) == 1) {}

Progress::~Progress() {
    if (is_shown_) {
        static_cast<void>(write_all(descriptor_, kEraseLine));
    }
}

void Progress::advance() {
    if (!is_shown_) {
        return;
    }
    const MutexLock lock(mutex_);
    const std::size_t percent = ++done_ * 100 / total_;
    if (percent == shown_percent_) {
        return;
    }
    shown_percent_ = percent;
    const std::size_t filled = percent * kCells / 100;
    // A terminal that cannot be written to misses nothing but the bar.
    static_cast<void>(
        write_all(descriptor_, kEraseLine + std::string("[") + std::string(filled, '#') +
                                   std::string(kCells - filled, ' ') + "] " +
                                   std::to_string(done_) + "/" + std::to_string(total_)));
}

}  // namespace sealer::cli
