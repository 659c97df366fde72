// SPDX-License-Identifier: Apache-2.0
#include "sealer/json_stream.h"

#include <string>

namespace sealer::cli {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

// The size of the object that `text` begins with; 0 if it does not end.
std::size_t object_size(std::string_view text) {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') {
                ++i;
            } else if (c == '"') {
                in_string = false;
            }
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (--depth == 0) {
                return i + 1;
            }
        }
    }
    return 0;
}

}  // namespace

Result<std::vector<std::string_view>> split_json_stream(std::string_view text) {
    std::vector<std::string_view> objects;
    std::size_t at = text.find_first_not_of(kBlanks);
    while (at != std::string_view::npos) {
        const std::string number = std::to_string(objects.size() + 1);
        if (text[at] != '{') {
            return fail(Code::kInvalid, "JSON document " + number + " (at byte " +
                                            std::to_string(at) + ") is not an object");
        }
        const std::size_t size = object_size(text.substr(at));
        if (size == 0) {
            return fail(Code::kInvalid, "JSON document " + number + " (at byte " +
                                            std::to_string(at) + ") is truncated");
        }
        objects.push_back(text.substr(at, size));
        at = text.find_first_not_of(kBlanks, at + size);
    }
    return objects;
}

}  // namespace sealer::cli
