// SPDX-License-Identifier: Apache-2.0
#include "common/kube/line_splitter.h"

#include <utility>

#include "common/base/text.h"

namespace sealer::kube {

Result<bool> LineSplitter::feed(std::string_view piece,
                                const std::function<bool(std::string_view)>& sink) {
    while (true) {
        const std::size_t end = piece.find('\n');
        const std::string_view part = piece.substr(0, end);
        if (begun_.size() + part.size() > max_line_bytes_) {
            return fail(Code::kInvalid, "a line of the watch is longer than " +
                                            std::to_string(max_line_bytes_) + " bytes");
        }
        if (end == std::string_view::npos) {
            begun_.append(part);
            return true;
        }
        piece.remove_prefix(end + 1);
        crypto::SecretBytes begun = std::exchange(begun_, crypto::SecretBytes());
        if (!begun.empty()) {
            begun.append(part);
        }
        const std::string_view line = trim(begun.empty() ? part : begun.expose());
        if (!line.empty() && !sink(line)) {
            return false;
        }
    }
}

}  // namespace sealer::kube
