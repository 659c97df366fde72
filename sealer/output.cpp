// SPDX-License-Identifier: Apache-2.0
#include "sealer/output.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <unistd.h>

#include "common/base/file.h"
#include "common/base/text.h"
#include "common/manifest/json.h"
#include "common/manifest/yaml.h"

namespace sealer::cli {

Result<Format> output_format(const Options& options) {
    const std::string& file = options.sealed_secret_file;
    if (file.ends_with(".yaml") || file.ends_with(".yml")) {
        return Format::kYaml;
    }
    const std::string format = to_lower(options.format);
    if (format == "yaml") {
        return Format::kYaml;
    }
    if (format == "json" || format.empty()) {
        return Format::kJson;
    }
    return fail(Code::kInvalid, "unsupported output format: " + options.format);
}

std::string print(const manifest::Value& object, Format format) {
    if (format == Format::kYaml) {
        return "---\n" + manifest::write_yaml(object);
    }
    return manifest::write_json(object, {.indent = 2, .sort_keys = false, .escape_html = true}) +
           "\n";
}

Status write_output(const std::string& file, std::string_view content, const World& world) {
    if (file.empty()) {
        return write_all(world.standard_output, content);
    }
    return write_file_atomically(file, content, 0600, /*keep_mode=*/true);
}

Status print_warnings(const std::vector<std::string>& warnings, const World& world) {
    for (const std::string& warning : warnings) {
        TRY(write_all(world.standard_error, "warning: " + warning + "\n"));
    }
    return {};
}

Status print_error(const Status& status, const World& world) {
    return status ? Status()
                  : write_all(world.standard_error, "error: " + status.error().message + "\n");
}

Status write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR) {
            return fail(Code::kInternal,
                        "cannot write the output: " + std::generic_category().message(errno));
        }
        text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return {};
}

}  // namespace sealer::cli
