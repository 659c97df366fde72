// SPDX-License-Identifier: Apache-2.0
#include "common/render/limits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

#include "common/base/time.h"

namespace sealer::render {
namespace {

struct SizeLimit {
    std::string_view name;
    std::size_t Limits::*field;
    std::size_t greatest;
};

constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();
constexpr std::array<SizeLimit, 6> kSizes = {{
    {"bytes", &Limits::max_bytes, kAny},
    {"files", &Limits::max_files, kAny},
    {"objects", &Limits::max_objects, kAny},
    {"memory", &Limits::max_memory, kAny},
    {"aliases", &Limits::max_alias_nodes, kAny},
    {"depth", &Limits::max_depth, manifest::kMaxDepth},
}};
constexpr std::string_view kTime = "time";

struct Unit {
    std::string_view suffix;
    unsigned shift;
};
constexpr std::array<Unit, 3> kUnits = {{{"Gi", 30}, {"Mi", 20}, {"Ki", 10}}};

// "300", "64Mi".
std::optional<std::size_t> parse_size(std::string_view text) {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc()) {
        return std::nullopt;
    }
    const std::string_view suffix = text.substr(static_cast<std::size_t>(end - text.data()));
    const auto* const unit = std::ranges::find(kUnits, suffix, &Unit::suffix);
    const unsigned shift = unit == kUnits.end() ? 0 : unit->shift;
    if ((unit == kUnits.end() && !suffix.empty()) || size > (kAny >> shift)) {
        return std::nullopt;
    }
    return size << shift;
}

std::string shown(std::size_t size) {
    for (const Unit& unit : kUnits) {
        if (size != 0 && size % (std::size_t{1} << unit.shift) == 0) {
            return std::to_string(size >> unit.shift) + std::string(unit.suffix);
        }
    }
    return std::to_string(size);
}

Status set_time(Limits& limits, std::string_view value) {
    const auto time = parse_duration(value);
    if (!time || *time < std::chrono::milliseconds(1)) {
        return fail(Code::kInvalid, "the limit time is a duration, as in time=2m");
    }
    limits.max_time = std::chrono::duration_cast<std::chrono::milliseconds>(*time);
    return {};
}

}  // namespace

Status set_limit(Limits& limits, std::string_view text) {
    const std::string_view name = text.substr(0, text.find('='));
    const std::string_view value = text.substr(std::min(text.size(), name.size() + 1));
    if (name == kTime) {
        return set_time(limits, value);
    }
    const auto* const limit = std::ranges::find(kSizes, name, &SizeLimit::name);
    if (limit == kSizes.end()) {
        return fail(Code::kInvalid, "there is no limit \"" + std::string(name) +
                                        "\"; NAME=VALUE of " + limits_help());
    }
    const auto size = parse_size(value);
    if (!size || *size == 0 || *size > limit->greatest) {
        return fail(Code::kInvalid,
                    "the limit " + std::string(name) + " is a number" +
                        (limit->greatest == kAny ? ", as in 30000 or 64Mi"
                                                 : " up to " + std::to_string(limit->greatest)));
    }
    limits.*limit->field = *size;
    return {};
}

std::string limits_help() {
    const Limits defaults;
    std::string help;
    for (const SizeLimit& limit : kSizes) {
        help += std::string(limit.name) + "=" + shown(defaults.*limit.field) + ", ";
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(defaults.max_time);
    return help + std::string(kTime) + "=" + std::to_string(seconds.count()) + "s";
}

tl::unexpected<Error> over_limit(std::string_view name, const std::string& what) {
    const std::string flag = "--render-limit " + std::string(name);
    return fail(Code::kInvalid, what + "; " + flag + "=… allows more");
}

}  // namespace sealer::render
