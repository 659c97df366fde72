// SPDX-License-Identifier: Apache-2.0
#include "common/jq/slices.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace sealer::jq {
namespace {

using manifest::Array;
using manifest::Value;

// Items of a list.
struct Part {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] double size() const { return static_cast<double>(end - begin); }
};

Part cut(const Part& whole, const Value& slice) {
    const auto place = [&](const char* bound, double otherwise) {
        const Value* at = slice.get(bound);
        const double asked = at != nullptr && at->is_number() ? at->as_double() : otherwise;
        return std::clamp(asked < 0 ? asked + whole.size() : asked, 0.0, whole.size());
    };
    const auto from = static_cast<std::size_t>(std::floor(place("start", 0)));
    const auto to = static_cast<std::size_t>(std::ceil(place("end", whole.size())));
    return {whole.begin + from, whole.begin + std::max(from, to)};
}

std::optional<std::size_t> index_in(const Part& part, const Value& step) {
    const double at = step.as_double() < 0 ? step.as_double() + part.size() : step.as_double();
    return at < 0 || at >= part.size() ? std::nullopt
                                       : std::optional(part.begin + static_cast<std::size_t>(at));
}

Value to_value(std::size_t index) {
    return static_cast<std::int64_t>(index);
}

// Where a path leads to: a value, or a part of a list.
class Walk {
  public:
    explicit Walk(const Value& object) : value_(&object) {}

    // False: nowhere.
    bool go(const Value& step) {
        if (step.is_string()) {
            value_ = value_->get(step.as_string());
            path_.push_back(step);
            return value_ != nullptr;
        }
        if (!value_->is_array()) {
            return false;
        }
        const Part part = part_.value_or(Part{0, value_->as_array().size()});
        if (step.is_object()) {
            part_ = cut(part, step);
            return true;
        }
        part_.reset();
        const auto index = index_in(part, step);
        if (index) {
            value_ = &value_->as_array()[*index];
            path_.push_back(to_value(*index));
        }
        return index.has_value();
    }

    void add_to(Array& paths, std::size_t limit) const {
        if (!part_) {
            paths.emplace_back(path_);
            return;
        }
        for (std::size_t i = part_->begin; i < part_->end && paths.size() <= limit; ++i) {
            Array path = path_;
            path.push_back(to_value(i));
            paths.emplace_back(std::move(path));
        }
    }

  private:
    const Value* value_;
    std::optional<Part> part_;  // of value_
    Array path_;
};

}  // namespace

Array without_slices(const Value& object, const Array& paths, std::size_t limit) {
    Array found;
    for (const Value& path : paths) {
        if (found.size() > limit) {
            break;
        }
        const Array& steps = path.as_array();
        if (std::ranges::none_of(steps, [](const Value& step) { return step.is_object(); })) {
            found.push_back(path);
            continue;
        }
        Walk walk(object);
        if (std::ranges::all_of(steps, [&](const Value& step) { return walk.go(step); })) {
            walk.add_to(found, limit);
        }
    }
    return found;
}

}  // namespace sealer::jq
