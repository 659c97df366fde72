// SPDX-License-Identifier: Apache-2.0
#include "sealer/live_frame.h"

#include <sys/ioctl.h>

#include "sealer/output.h"

namespace sealer::cli {

// A terminal that cannot be written to misses nothing but the picture.
LiveFrame::~LiveFrame() {
    static_cast<void>(write_all(descriptor_, erase()));
}

std::string LiveFrame::erase() const {
    return shown_ == 0 ? "" : "\x1b[" + std::to_string(shown_) + "A\x1b[J";
}

void LiveFrame::show(const std::vector<std::string>& lines) {
    std::string text = erase();
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    shown_ = lines.size();
    static_cast<void>(write_all(descriptor_, text));
}

FrameSize LiveFrame::size() const {
    winsize window{};
    FrameSize size;
    if (::ioctl(descriptor_, TIOCGWINSZ, &window) == 0 && window.ws_row > 2 && window.ws_col > 0) {
        size.lines = window.ws_row - 1U;  // the cursor's own
        size.columns = window.ws_col;
    }
    return size;
}

}  // namespace sealer::cli
