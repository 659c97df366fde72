// SPDX-License-Identifier: Apache-2.0
#include "common/render/text_size.h"

#include <algorithm>
#include <string>

namespace sealer::render {
namespace {

using manifest::Value;

// About: no quotes and escapes.
std::size_t size_of(const std::string& text, std::size_t depth) {
    const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
    return text.size() + lines * 2 * depth;
}

std::size_t size_of(const Value& value, std::size_t depth) {
    std::size_t size = value.is_string() ? size_of(value.as_string(), depth) : 1;
    for (const Value& element : manifest::elements(&value)) {
        size += size_of(element, depth + 1);
    }
    for (const manifest::Member& member : manifest::members(&value)) {
        size += size_of(member.key, depth) + size_of(member.value, depth + 1);
    }
    return size;
}

}  // namespace

Status add_text_size(const Value& object, const Limits& limits, std::size_t& total) {
    total += size_of(object, 0);
    return total > limits.max_memory
               ? over_limit("memory", "the objects are too big to be written: more than " +
                                          std::to_string(limits.max_memory) + " bytes as YAML")
               : Status();
}

}  // namespace sealer::render
