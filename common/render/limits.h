// SPDX-License-Identifier: Apache-2.0
// What one render may take at most: whoever writes the repository is not trusted with more.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/manifest/json.h"

namespace sealer::render {

struct Limits {
    // Of all files together, each as often as it is read; as Argo CD's default.
    std::size_t max_bytes = std::size_t{10} << 20;
    std::size_t max_files = 20'000;
    std::size_t max_objects = 50'000;
    // Of what is made of the files, about as it lies in memory.
    std::size_t max_memory = std::size_t{256} << 20;
    std::size_t max_alias_nodes = 100'000;        // of one file, by YAML's aliases and merge keys
    std::size_t max_depth = manifest::kMaxDepth;  // of mappings and lists; no more than that
    std::chrono::milliseconds max_time{60'000};
};

// Sets one limit as a flag says it: "files=30000", "bytes=64Mi", "time=2m". kInvalid says what
// there is.
[[nodiscard]] Status set_limit(Limits& limits, std::string_view text);

// The names that set_limit knows, each with its default: for help.
[[nodiscard]] std::string limits_help();

// For the limit `name`, and what there was too much of: tells how to raise it.
[[nodiscard]] tl::unexpected<Error> over_limit(std::string_view name, const std::string& what);

}  // namespace sealer::render
