// SPDX-License-Identifier: Apache-2.0
#include "common/render/links.h"

#include <deque>

#include "common/base/text.h"

namespace sealer::render {
namespace {

constexpr int kMaxLinks = 40;  // as Linux has it

std::string parent_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::deque<std::string> steps_of(std::string_view path) {
    std::deque<std::string> steps;
    for (const std::string_view step : split(path, '/')) {
        if (!step.empty()) {
            steps.emplace_back(step);
        }
    }
    return steps;
}

}  // namespace

Result<std::optional<Found>> follow(const git::FileTree& tree, std::string_view path,
                                    Inputs& inputs) {
    std::deque<std::string> rest = steps_of(path);
    TRY_ASSIGN(git::Entry entry, tree.stat(""));
    std::string current;
    int links = 0;
    while (!rest.empty()) {
        std::string next = git::join_path(current, rest.front());
        rest.pop_front();
        Result<git::Entry> stat = tree.stat(next);
        if (!stat && stat.error().code != Code::kNotFound) {
            return fail(std::move(stat).error());
        }
        if (!stat) {
            inputs[next] = "";
            return std::optional<Found>();
        }
        entry = *std::move(stat);
        if (entry.type != git::EntryType::kLink) {
            current = std::move(next);
            continue;
        }
        inputs[next] = entry.id;
        TRY_ASSIGN(const std::string target, tree.read(next));
        const Result<std::string> inside = git::normalize_path(parent_of(next), target);
        if (!inside || ++links > kMaxLinks) {
            return fail(Code::kInvalid, next + ": illegal filepath in symlink: " +
                                            (inside ? "too many links" : inside.error().message));
        }
        std::deque<std::string> steps = steps_of(*inside);
        rest.insert(rest.begin(), steps.begin(), steps.end());
        current.clear();
        TRY_ASSIGN(entry, tree.stat(""));
    }
    inputs[current] = entry.id;
    return std::optional(Found{std::move(current), std::move(entry)});
}

Result<std::optional<Found>> follow_last(const git::FileTree& tree, const std::string& path,
                                         Inputs& inputs) {
    Result<git::Entry> entry = tree.stat(path);
    if (!entry && entry.error().code != Code::kNotFound) {
        return fail(std::move(entry).error());
    }
    if (entry && entry->type == git::EntryType::kLink) {
        return follow(tree, path, inputs);
    }
    inputs[path] = entry ? entry->id : "";
    return entry ? std::optional(Found{path, *std::move(entry)}) : std::nullopt;
}

}  // namespace sealer::render
