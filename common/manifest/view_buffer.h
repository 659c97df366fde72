// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <streambuf>
#include <string_view>

namespace sealer::manifest {

// A stream over text that stays where it is.
class ViewBuffer : public std::streambuf {
  public:
    explicit ViewBuffer(std::string_view text) {
        // The interface asks for char*, and only reading follows.
        char* begin =
            const_cast<char*>(text.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
        setg(begin, begin, begin + text.size());
    }
};

}  // namespace sealer::manifest
