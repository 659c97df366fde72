// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "common/base/mutex.h"

namespace sealer::cli {

// A bar on a terminal; nothing at all elsewhere. Goes when it is destroyed. Thread-safe.
class Progress {
  public:
    Progress(int descriptor, std::size_t total);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // One more is done.
    void advance();

  private:
    const int descriptor_;
    const std::size_t total_;
    const bool is_shown_;
    Mutex mutex_;
    std::size_t done_ GUARDED_BY(mutex_) = 0;
    std::size_t shown_percent_ GUARDED_BY(mutex_) = 0;
};

}  // namespace sealer::cli
