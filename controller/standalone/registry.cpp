// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/registry.h"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace sealer::standalone {

namespace {

// (stability, major, minor), greatest first; stability 0 is a name of no known form.
std::tuple<int, int, int> rank(std::string_view version) {
    const char* const end = version.data() + version.size();
    int major = 0;
    if (version.size() < 2 || version[0] != 'v') {
        return {0, 0, 0};
    }
    auto [rest, error] = std::from_chars(version.data() + 1, end, major);
    if (error != std::errc{}) {
        return {0, 0, 0};
    }
    if (rest == end) {
        return {3, major, 0};
    }
    const std::string_view tail(rest, static_cast<std::size_t>(end - rest));
    for (const auto& [word, stability] :
         {std::pair{std::string_view("beta"), 2}, {std::string_view("alpha"), 1}}) {
        int minor = 0;
        if (tail.starts_with(word) && std::from_chars(rest + word.size(), end, minor).ptr == end) {
            return {stability, major, minor};
        }
    }
    return {0, 0, 0};
}

}  // namespace

bool version_precedes(std::string_view a, std::string_view b) {
    const auto rank_a = rank(a);
    const auto rank_b = rank(b);
    return rank_a != rank_b ? rank_a > rank_b : a < b;
}

Registry::Registry() {
    for (ResourcePtr& resource : served_builtin_resources()) {
        add(std::move(resource));
    }
}

ResourcePtr Registry::find(std::string_view group, std::string_view version,
                           std::string_view plural) const {
    std::string id(plural);
    if (!group.empty()) {
        id.append(".").append(group);
    }
    ResourcePtr resource = find(id);
    return resource != nullptr && resource->served(version) != nullptr ? resource : nullptr;
}

ResourcePtr Registry::find(const std::string& id) const {
    const MutexLock lock(mutex_);
    const auto found = resources_.find(id);
    return found == resources_.end() ? nullptr : found->second;
}

ResourcePtr Registry::find_kind(std::string_view group, std::string_view kind) const {
    const MutexLock lock(mutex_);
    for (const auto& [id, resource] : resources_) {
        if (resource->group == group && resource->kind == kind) {
            return resource;
        }
    }
    return nullptr;
}

std::vector<ResourcePtr> Registry::all() const {
    const MutexLock lock(mutex_);
    std::vector<ResourcePtr> result;
    result.reserve(order_.size());
    for (const std::string& id : order_) {
        result.push_back(resources_.at(id));
    }
    return result;
}

std::vector<std::pair<std::string, std::vector<std::string>>> Registry::groups() const {
    std::vector<std::pair<std::string, std::vector<std::string>>> result;
    for (const ResourcePtr& resource : all()) {
        auto group =
            std::ranges::find(result, resource->group, [](const auto& pair) { return pair.first; });
        if (group == result.end()) {
            group = result.insert(result.end(), {resource->group, {}});
        }
        for (const ServedVersion& version : resource->versions) {
            if (version.served &&
                std::ranges::find(group->second, version.name) == group->second.end()) {
                group->second.push_back(version.name);
            }
        }
    }
    std::erase_if(result, [](const auto& group) { return group.second.empty(); });
    for (auto& [name, versions] : result) {
        std::ranges::sort(versions, version_precedes);
    }
    return result;
}

std::uint64_t Registry::generation() const {
    const MutexLock lock(mutex_);
    return generation_;
}

void Registry::add(ResourcePtr resource) {
    const MutexLock lock(mutex_);
    const std::string id = resource->id();
    if (!resources_.contains(id)) {
        order_.push_back(id);
    }
    resources_[id] = std::move(resource);
    ++generation_;
}

void Registry::remove(const std::string& id) {
    const MutexLock lock(mutex_);
    if (resources_.erase(id) != 0) {
        std::erase(order_, id);
        ++generation_;
    }
}

}  // namespace sealer::standalone
