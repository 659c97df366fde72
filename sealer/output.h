// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/manifest/value.h"
#include "sealer/options.h"
#include "sealer/world.h"

namespace sealer::cli {

enum class Format { kJson, kYaml };

// What --format and the extension of --sealed-secret-file ask for. kInvalid "unsupported output
// format: x".
[[nodiscard]] Result<Format> output_format(const Options& options);

// One document as kubeseal prints it (reference: sealed-secrets.md 2.10).
[[nodiscard]] std::string print(const manifest::Value& object, Format format);

// To `file`, whole or not at all and with the mode of the one that it replaces; to stdout where it
// is empty.
[[nodiscard]] Status write_output(const std::string& file, std::string_view content,
                                  const World& world);

// One line each on stderr.
[[nodiscard]] Status print_warnings(const std::vector<std::string>& warnings, const World& world);

// "error: …" on stderr, if it is one.
[[nodiscard]] Status print_error(const Status& status, const World& world);

[[nodiscard]] Status write_all(int descriptor, std::string_view text);

}  // namespace sealer::cli
