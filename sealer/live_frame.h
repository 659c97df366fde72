// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sealer/app_progress.h"

namespace sealer::cli {

// A few lines at the end of a terminal that change in place. The cursor stays visible and below
// them, so that whatever ends the program leaves the terminal as it should be.
class LiveFrame {
  public:
    explicit LiveFrame(int descriptor) : descriptor_(descriptor) {}
    // The lines go.
    ~LiveFrame();
    LiveFrame(const LiveFrame&) = delete;
    LiveFrame& operator=(const LiveFrame&) = delete;

    // In the place of what was shown before. No line may be wider than size() says.
    void show(const std::vector<std::string>& lines);
    // What there is room for now: windows change.
    [[nodiscard]] FrameSize size() const;

  private:
    [[nodiscard]] std::string erase() const;

    const int descriptor_;
    std::size_t shown_ = 0;
};

}  // namespace sealer::cli
