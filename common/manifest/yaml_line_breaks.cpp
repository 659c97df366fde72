// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/yaml_line_breaks.h"

namespace sealer::manifest {
namespace {

// The first at or after `from`; npos if there is none.
std::size_t find_lone(std::string_view text, std::size_t from) {
    std::size_t at = text.find('\r', from);
    while (at != std::string_view::npos && text.substr(at + 1).starts_with('\n')) {
        at = text.find('\r', at + 1);
    }
    return at;
}

}  // namespace

bool has_lone_carriage_return(std::string_view text) {
    return find_lone(text, 0) != std::string_view::npos;
}

std::optional<std::string> with_line_feeds(std::string_view text) {
    std::size_t at = find_lone(text, 0);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    std::string fed(text);
    for (; at != std::string_view::npos; at = find_lone(text, at + 1)) {
        fed[at] = '\n';
    }
    return fed;
}

}  // namespace sealer::manifest
