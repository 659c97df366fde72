// SPDX-License-Identifier: Apache-2.0
// Sprig: paths. The os functions are the same on Linux.
#include <array>
#include <string>
#include <vector>

#include "common/base/text.h"
#include "common/template/functions.h"

namespace sealer::tmpl {
namespace {

// The shortest path that means the same: no empty part, no ".", no ".." that could be resolved.
std::string clean_path(std::string_view path) {
    const bool rooted = path.starts_with('/');
    std::vector<std::string> parts;
    for (const std::string_view part : sealer::split(path, '/')) {
        if (part.empty() || part == ".") {
            continue;
        }
        const bool up = part == "..";
        if (up && !parts.empty() && parts.back() != "..") {
            parts.pop_back();
        } else if (!up || !rooted) {
            parts.emplace_back(part);
        }
    }
    const std::string cleaned = (rooted ? "/" : "") + sealer::join(parts, "/");
    return cleaned.empty() ? "." : cleaned;
}

Result<Value> clean(const Call& call) {
    return call.give(clean_path(call.text(0)));
}

Result<Value> base(const Call& call) {
    const std::string_view path = call.text(0);
    const std::size_t last = path.find_last_not_of('/');
    if (last == std::string_view::npos) {
        return Value::text(path.empty() ? "." : "/");
    }
    const std::string_view trimmed = path.substr(0, last + 1);
    return Value::text(trimmed.substr(trimmed.rfind('/') + 1));
}

Result<Value> dir(const Call& call) {
    const std::string_view path = call.text(0);
    return call.give(clean_path(path.substr(0, path.rfind('/') + 1)));
}

Result<Value> ext(const Call& call) {
    const std::string_view path = call.text(0);
    const std::string_view name = path.substr(path.rfind('/') + 1);
    const std::size_t dot = name.rfind('.');
    return Value::text(dot == std::string_view::npos ? "" : name.substr(dot));
}

Result<Value> is_absolute(const Call& call) {
    return Value::boolean(call.text(0).starts_with('/'));
}

constexpr auto kPathFunctions = std::to_array<Function>({
    {"base", "s", base},
    {"clean", "s", clean},
    {"dir", "s", dir},
    {"ext", "s", ext},
    {"isAbs", "s", is_absolute},
    {"osBase", "s", base},
    {"osClean", "s", clean},
    {"osDir", "s", dir},
    {"osExt", "s", ext},
    {"osIsAbs", "s", is_absolute},
});

}  // namespace

std::span<const Function> path_functions() {
    return kPathFunctions;
}

}  // namespace sealer::tmpl
