// SPDX-License-Identifier: Apache-2.0
// Lists in pages. A page's continue token says at which revision the list began and where it
// stopped, so that all pages show one state, and the server keeps nothing between them.
#pragma once

#include <string>
#include <vector>

#include "controller/standalone/objects.h"
#include "controller/standalone/output.h"
#include "controller/standalone/selection.h"
#include "controller/standalone/store.h"

namespace sealer::standalone {

struct ListOptions {
    std::string resource_version;
    std::string resource_version_match;
    std::size_t limit = 0;  // 0: all
    std::string continue_token;
};

struct Page {
    std::vector<EntryPtr> entries;
    ListMetadata metadata;
};

// 400 for a malformed token or version, 410 for one that is too old, 504 for one that is yet to
// come.
[[nodiscard]] ApiResult<Page> list_page(const Store& store, const Target& target,
                                        const Selection& selection, const ListOptions& options);

// A resourceVersion as clients send it; 0 for none. 400 if it is no number.
[[nodiscard]] ApiResult<std::uint64_t> parse_revision(std::string_view text);
// 504: the client knows of a later revision than this server, such as after its data was wiped.
[[nodiscard]] ApiError revision_too_large(std::uint64_t wanted, std::uint64_t current);

}  // namespace sealer::standalone
