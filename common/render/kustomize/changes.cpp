// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/changes.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace sealer::kustomize {
namespace {

// Empty where nothing is.
Result<std::string> id_at(const git::FileTree& tree, const std::string& path) {
    Result<git::Entry> entry = tree.stat(path);
    if (!entry && entry.error().code != Code::kNotFound) {
        return fail(std::move(entry).error());
    }
    return entry ? std::move(entry->id) : std::string();
}

Status compare_input(const git::FileTree& tree, const render::Inputs::value_type& input,
                     Changes& changes) {
    TRY_ASSIGN(std::string now, id_at(tree, input.first));
    if (now != input.second) {
        changes.add(input.first, std::move(now));
    }
    return {};
}

std::string parent_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

}  // namespace

PathMark mark_of(std::string_view path) {
    return std::hash<std::string_view>()(path);
}

void Changes::add(std::string path, std::string id) {
    marks_.push_back(mark_of(path));
    ids_.insert_or_assign(std::move(path), std::move(id));
}

bool Changes::touch(const render::Inputs& inputs) const {
    return std::ranges::any_of(ids_,
                               [&](const auto& change) { return inputs.contains(change.first); });
}

bool Changes::may_touch(const std::vector<PathMark>& marks) const {
    return std::ranges::any_of(
        marks_, [&marks](PathMark mark) { return std::ranges::find(marks, mark) != marks.end(); });
}

bool InputWatch::suits(const git::FileTree& tree) {
    const Result<git::Entry> root = tree.stat("");
    return root && !root->id.empty();
}

Result<Changes> InputWatch::compare(const git::FileTree& tree) const {
    Changes changes;
    TRY(compare_directory(tree, "", changes));
    return changes;
}

Status InputWatch::compare_directory(const git::FileTree& tree, const std::string& path,
                                     Changes& changes) const {
    TRY_ASSIGN(std::string id, id_at(tree, path));
    const auto known = directories_.find(path);
    if (known != directories_.end() && known->second == id) {
        return {};
    }
    changes.add(path, std::move(id));
    const std::string prefix = path.empty() ? "" : path + "/";
    auto input = inputs_.lower_bound(prefix);
    while (input != inputs_.end() && input->first.starts_with(prefix)) {
        constexpr char kBehindSlash = '/' + 1;
        const std::size_t slash = input->first.find('/', prefix.size());
        const bool is_below = slash != std::string::npos;
        const std::string name = input->first.substr(0, slash);
        TRY(is_below ? compare_directory(tree, name, changes)
                     : compare_input(tree, *input, changes));
        input = is_below ? inputs_.lower_bound(name + kBehindSlash) : std::next(input);
    }
    return {};
}

void InputWatch::accept(const Changes& changes) {
    for (const auto& [path, id] : changes.ids()) {
        if (const auto input = inputs_.find(path); input != inputs_.end()) {
            input->second = id;
        }
        if (const auto directory = directories_.find(path); directory != directories_.end()) {
            directory->second = id;
        }
    }
}

Status InputWatch::add(const git::FileTree& tree, const render::Inputs& more) {
    for (const auto& [path, id] : more) {
        const auto [input, is_new] = inputs_.insert_or_assign(path, id);
        if (!is_new) {
            continue;
        }
        std::string directory = path;
        do {
            directory = parent_of(directory);
            if (directories_.contains(directory)) {
                break;
            }
            TRY_ASSIGN(directories_[directory], id_at(tree, directory));
        } while (!directory.empty());
    }
    return {};
}

}  // namespace sealer::kustomize
