// SPDX-License-Identifier: Apache-2.0
#include "sealer/app_selection.h"

#include <algorithm>
#include <utility>

#include "common/base/text.h"
#include "common/render/render.h"

namespace sealer::cli {

void ResourceSelection::define(CommandLine& line, std::string description) {
    line.value("--resource", "GROUP:KIND:NAME", std::move(description),
               [this](const std::string& text) { return add(text); });
}

Status ResourceSelection::add(std::string_view text) {
    Pattern pattern;
    pattern.excludes = text.starts_with('!');
    text.remove_prefix(pattern.excludes ? 1 : 0);
    const std::vector<std::string_view> parts = split(text, ':');
    if (parts.size() != 3 || parts[1].empty() || parts[2].empty()) {
        return fail(Code::kInvalid,
                    "must be GROUP:KIND:NAME or GROUP:KIND:NAMESPACE/NAME, with an empty GROUP for "
                    "kinds like Service");
    }
    const std::size_t slash = parts[2].find('/');
    pattern.group = parts[0];
    pattern.kind = parts[1];
    pattern.namespace_ = slash == std::string_view::npos ? "" : parts[2].substr(0, slash);
    pattern.name = slash == std::string_view::npos ? parts[2] : parts[2].substr(slash + 1);
    patterns_.push_back(std::move(pattern));
    return {};
}

bool ResourceSelection::matches(const Pattern& pattern, const manifest::ObjectKey& key) {
    return render::glob_match(pattern.group, key.group) &&
           render::glob_match(pattern.kind, key.kind) &&
           render::glob_match(pattern.name, key.name) &&
           (pattern.namespace_.empty() || render::glob_match(pattern.namespace_, key.namespace_));
}

bool ResourceSelection::selects(const manifest::ObjectKey& key) const {
    bool is_included = true;
    bool is_listed = false;
    for (const Pattern& pattern : patterns_) {
        const bool matches = ResourceSelection::matches(pattern, key);
        if (pattern.excludes && matches) {
            return false;
        }
        if (!pattern.excludes) {
            is_included = false;
            is_listed = is_listed || matches;
        }
    }
    return is_included || is_listed;
}

Status LabelSelection::add(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) {
        return fail(Code::kInvalid, "must be KEY=VALUE");
    }
    labels_.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    return {};
}

bool LabelSelection::selects(const manifest::Value& object) const {
    return std::ranges::any_of(labels_, [&](const auto& label) {
        const manifest::Value* value = object.get("metadata", "labels", label.first);
        return value != nullptr && *value == manifest::Value(label.second);
    });
}

}  // namespace sealer::cli
