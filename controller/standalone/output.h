// SPDX-License-Identifier: Apache-2.0
// The shapes in which objects leave: as they are, as rows of a table, or their metadata alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "controller/standalone/entry.h"
#include "controller/standalone/objects.h"

namespace sealer::standalone {

enum class Form { kWhole, kTable, kMetadata };
enum class IncludeObject { kMetadata, kWhole, kNone };  // of a table's rows

struct OutputForm {
    Form form = Form::kWhole;
    std::string version = "v1";  // of meta.k8s.io
    IncludeObject include = IncludeObject::kMetadata;
};

// The first form of the Accept header that the server knows; all else means whole objects in JSON.
[[nodiscard]] OutputForm parse_accept(std::string_view accept, std::string_view include_object);

[[nodiscard]] std::string render_object(const Entry& entry, const Target& target,
                                        const OutputForm& form);

struct ListMetadata {
    std::uint64_t revision = 0;
    std::string continue_token;
    std::optional<std::size_t> remaining;
};
[[nodiscard]] std::string render_list(const std::vector<EntryPtr>& entries,
                                      const ListMetadata& metadata, const Target& target,
                                      const OutputForm& form);

// One line of a watch. `type`: ADDED, MODIFIED, DELETED. `with_columns`: a table tells its columns
// once.
[[nodiscard]] std::string render_event(std::string_view type, const Entry& entry,
                                       const Target& target, const OutputForm& form,
                                       bool with_columns);
// `initial_end`: the bookmark after the initial events of a watch that asked for them.
[[nodiscard]] std::string render_bookmark(std::uint64_t revision, const Target& target,
                                          const OutputForm& form, bool initial_end);
[[nodiscard]] std::string render_error_event(const ApiError& error);

}  // namespace sealer::standalone
