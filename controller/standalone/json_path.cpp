// SPDX-License-Identifier: Apache-2.0
#include "controller/standalone/json_path.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

namespace sealer::standalone {

using manifest::elements;
using manifest::Value;

namespace {

using Found = std::vector<const Value*>;

// Up to the next '.' or '[' that is not escaped.
std::string take_key(std::string_view& path) {
    std::string key;
    while (!path.empty() && path.front() != '.' && path.front() != '[') {
        if (path.front() == '\\' && path.size() > 1) {
            path.remove_prefix(1);
        }
        key.push_back(path.front());
        path.remove_prefix(1);
    }
    return key;
}

// What stands between '[' and its ']', which may occur within quotes.
std::string_view take_bracket(std::string_view& path) {
    char quote = 0;
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (quote != 0) {
            quote = path[i] == quote ? '\0' : quote;
        } else if (path[i] == '\'' || path[i] == '"') {
            quote = path[i];
        } else if (path[i] == ']') {
            const std::string_view inner = path.substr(1, i - 1);
            path.remove_prefix(i + 1);
            return inner;
        }
    }
    path = {};
    return {};
}

std::string_view unquoted(std::string_view text) {
    const bool is_quoted = text.size() >= 2 && (text.front() == '\'' || text.front() == '"') &&
                           text.back() == text.front();
    return is_quoted ? text.substr(1, text.size() - 2) : text;
}

Found member(const Found& from, std::string_view key) {
    Found result;
    for (const Value* value : from) {
        if (key == "*" && value->is_object()) {
            for (const auto& [name, inner] : value->as_object()) {
                result.push_back(&inner);
            }
        } else if (const Value* inner = value->get(key); inner != nullptr) {
            result.push_back(inner);
        }
    }
    return result;
}

bool text_equals(const Value& value, std::string_view text) {
    if (value.is_bool()) {
        return text == (value.as_bool() ? "true" : "false");
    }
    if (value.kind() == Value::Kind::kInt) {
        return text == std::to_string(value.as_int());
    }
    return value.is_string() && value.as_string() == text;
}

// "?(@.type=='Ready')", and != likewise.
Found filter(const Found& from, std::string_view expression) {
    Found result;
    const std::size_t sign = expression.find("==");
    const std::size_t other = expression.find("!=");
    const std::size_t at = std::min(sign, other);
    if (!expression.starts_with("?(@") || !expression.ends_with(')') ||
        at == std::string_view::npos) {
        return result;
    }
    const auto trimmed = [](std::string_view text) {
        const std::size_t first = text.find_first_not_of(' ');
        return first == std::string_view::npos
                   ? std::string_view()
                   : text.substr(first, text.find_last_not_of(' ') - first + 1);
    };
    const std::string_view path = trimmed(expression.substr(3, at - 3));
    const std::string_view wanted =
        unquoted(trimmed(expression.substr(at + 2, expression.size() - at - 3)));
    for (const Value* list : from) {
        for (const Value& item : elements(list)) {
            const Found actual = find_json_path(item, path);
            const bool equal = !actual.empty() && text_equals(*actual.front(), wanted);
            if (equal == (at == sign)) {
                result.push_back(&item);
            }
        }
    }
    return result;
}

Found index(const Found& from, std::string_view text) {
    Found result;
    std::int64_t position = 0;
    const char* const end = text.data() + text.size();
    const bool all = text == "*";
    if (text.empty() || (!all && std::from_chars(text.data(), end, position).ptr != end)) {
        return result;
    }
    for (const Value* list : from) {
        const auto size = static_cast<std::int64_t>(elements(list).size());
        const std::int64_t wanted = position < 0 ? size + position : position;
        for (std::int64_t i = 0; i < size; ++i) {
            if (all || i == wanted) {
                result.push_back(&elements(list)[static_cast<std::size_t>(i)]);
            }
        }
    }
    return result;
}

}  // namespace

std::vector<const Value*> find_json_path(const Value& root, std::string_view path) {
    if (path.starts_with('{') && path.ends_with('}')) {
        path = path.substr(1, path.size() - 2);
    }
    if (path.starts_with('$')) {
        path.remove_prefix(1);
    }
    Found found{&root};
    while (!path.empty() && !found.empty()) {
        if (path.front() == '[') {
            const std::string_view inner = take_bracket(path);
            if (inner.starts_with('?')) {
                found = filter(found, inner);
            } else if (inner.starts_with('\'') || inner.starts_with('"')) {
                found = member(found, unquoted(inner));
            } else {
                found = index(found, inner);
            }
            continue;
        }
        if (path.front() == '.') {
            path.remove_prefix(1);
        }
        if (const std::string key = take_key(path); !key.empty()) {
            found = member(found, key);
        }
    }
    return found;
}

}  // namespace sealer::standalone
