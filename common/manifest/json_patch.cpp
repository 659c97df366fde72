// SPDX-License-Identifier: Apache-2.0
// JSON Patch, RFC 6902, and JSON Pointer, RFC 6901.
#include <algorithm>
#include <optional>
#include <utility>

#include "common/base/integer.h"
#include "common/base/text.h"
#include "common/manifest/json.h"
#include "common/manifest/patch.h"

namespace sealer::manifest {
namespace {

constexpr std::size_t kMaxOperations = 10'000;
// `copy` can double a document each time it is used. As JSON; the API server's own limit.
constexpr std::size_t kMaxCopiedBytes = std::size_t{3} << 20;

// Below `size`; digits alone, without leading zeros.
std::optional<std::size_t> parse_index(std::string_view token, std::size_t size) {
    const auto index = parse_integer<std::size_t>(token);
    const bool is_canonical = token == "0" || !token.starts_with('0');
    return index && is_canonical && *index < size ? index : std::nullopt;
}

Value* step(Value& value, const std::string& token) {
    if (value.is_array()) {
        Array& array = value.as_array();
        const auto index = parse_index(token, array.size());
        return index ? &array[*index] : nullptr;
    }
    return value.get(token);
}

Value* walk(Value& root, const std::vector<std::string>& tokens, std::size_t count) {
    Value* value = &root;
    for (std::size_t i = 0; i < count && value != nullptr; ++i) {
        value = step(*value, tokens[i]);
    }
    return value;
}

bool is_deeper_than(const Value& value, std::size_t limit) {
    if (limit == 0) {
        return value.is_array() || value.is_object();
    }
    for (const Value& element : elements(&value)) {
        if (is_deeper_than(element, limit - 1)) {
            return true;
        }
    }
    for (const Member& member : members(&value)) {
        if (is_deeper_than(member.value, limit - 1)) {
            return true;
        }
    }
    return false;
}

class Patcher {
  public:
    explicit Patcher(Value& root) : root_(root) {}

    Status apply(const Value& operation) {
        const std::string_view name = operation.text("op");
        const Value* path = operation.get("path");
        if (path == nullptr || !path->is_string()) {
            return fail(Code::kInvalid, "\"path\" is missing");
        }
        TRY_ASSIGN(const auto tokens, parse_pointer(path->as_string()));
        if (name == "remove") {
            return remove(tokens);
        }
        if (name == "move" || name == "copy") {
            return transfer(operation, tokens, name == "move");
        }
        if (name != "add" && name != "replace" && name != "test") {
            return fail(Code::kInvalid,
                        "unknown operation; there are add, remove, replace, move, copy and test");
        }
        const Value* value = operation.get("value");
        if (value == nullptr) {
            return fail(Code::kInvalid, "\"value\" is missing");
        }
        if (name == "add") {
            return add(tokens, *value);
        }
        Value* target = walk(root_, tokens, tokens.size());
        if (name == "test") {
            return target != nullptr && *target == *value
                       ? Status()
                       : fail(Code::kConflict, "the test failed");
        }
        if (target == nullptr) {
            return missing();
        }
        *target = *value;
        return {};
    }

  private:
    static tl::unexpected<Error> missing() {
        return fail(Code::kInvalid, "the path does not exist");
    }

    Status add(const std::vector<std::string>& tokens, Value value) {
        if (tokens.empty()) {
            root_ = std::move(value);
            return {};
        }
        Value* parent = walk(root_, tokens, tokens.size() - 1);
        const std::string& last = tokens.back();
        if (parent != nullptr && parent->is_object()) {
            parent->as_object()[last] = std::move(value);
            return {};
        }
        if (parent == nullptr || !parent->is_array()) {
            return missing();
        }
        Array& array = parent->as_array();
        const auto index =
            last == "-" ? std::optional(array.size()) : parse_index(last, array.size() + 1);
        if (!index) {
            return fail(Code::kInvalid, "the index is out of bounds");
        }
        array.insert(array.begin() + static_cast<std::ptrdiff_t>(*index), std::move(value));
        return {};
    }

    Status remove(const std::vector<std::string>& tokens) {
        Value* parent = tokens.empty() ? nullptr : walk(root_, tokens, tokens.size() - 1);
        if (parent == nullptr) {
            return missing();
        }
        if (parent->is_array()) {
            Array& array = parent->as_array();
            const auto index = parse_index(tokens.back(), array.size());
            if (!index) {
                return missing();
            }
            array.erase(array.begin() + static_cast<std::ptrdiff_t>(*index));
            return {};
        }
        return parent->is_object() && parent->as_object().erase(tokens.back()) ? Status()
                                                                               : missing();
    }

    Status transfer(const Value& operation, const std::vector<std::string>& to, bool is_move) {
        const Value* from = operation.get("from");
        if (from == nullptr || !from->is_string()) {
            return fail(Code::kInvalid, "\"from\" is missing");
        }
        TRY_ASSIGN(const auto tokens, parse_pointer(from->as_string()));
        Value* source = walk(root_, tokens, tokens.size());
        if (source == nullptr) {
            return missing();
        }
        if (!is_move) {
            copied_ += write_json(*source).size();
            return copied_ > kMaxCopiedBytes ? fail(Code::kInvalid, "the patch copies too much")
                                             : add(to, *source);
        }
        if (tokens == to) {
            return {};
        }
        if (tokens.size() < to.size() && std::equal(tokens.begin(), tokens.end(), to.begin())) {
            return fail(Code::kInvalid, "a value cannot move into itself");
        }
        Value value = std::move(*source);
        TRY(remove(tokens));
        return add(to, std::move(value));
    }

    Value& root_;
    std::size_t copied_ = 0;  // bytes
};

}  // namespace

Result<std::vector<std::string>> parse_pointer(std::string_view pointer) {
    std::vector<std::string> tokens;
    if (pointer.empty()) {
        return tokens;
    }
    if (pointer[0] != '/') {
        return fail(Code::kInvalid, "a JSON pointer starts with '/'");
    }
    for (const std::string_view raw : split(pointer.substr(1), '/')) {
        std::string& token = tokens.emplace_back();
        for (std::size_t i = 0; i < raw.size(); ++i) {
            if (raw[i] != '~') {
                token += raw[i];
            } else if (i + 1 < raw.size() && (raw[i + 1] == '0' || raw[i + 1] == '1')) {
                token += raw[++i] == '0' ? '~' : '/';
            } else {
                return fail(Code::kInvalid, "in a JSON pointer '~' is written \"~0\"");
            }
        }
    }
    return tokens;
}

const Value* resolve_pointer(const Value& root, std::string_view pointer) {
    const auto tokens = parse_pointer(pointer);
    if (!tokens) {
        return nullptr;
    }
    const Value* value = &root;
    for (const std::string& token : *tokens) {
        if (value->is_array()) {
            const Array& array = value->as_array();
            const auto index = parse_index(token, array.size());
            value = index ? &array[*index] : nullptr;
        } else {
            value = value->get(token);
        }
        if (value == nullptr) {
            return nullptr;
        }
    }
    return value;
}

std::string escape_pointer_token(std::string_view token) {
    std::string text;
    for (const char c : token) {
        if (c == '~') {
            text += "~0";
        } else if (c == '/') {
            text += "~1";
        } else {
            text += c;
        }
    }
    return text;
}

Result<Value> apply_json_patch(Value target, const Value& patch) {
    if (!patch.is_array()) {
        return fail(Code::kInvalid, "a JSON patch is a list of operations");
    }
    const Array& operations = patch.as_array();
    if (operations.size() > kMaxOperations) {
        return fail(Code::kInvalid, "a JSON patch has at most 10000 operations");
    }
    Patcher patcher(target);
    for (std::size_t i = 0; i < operations.size(); ++i) {
        if (const Status status = patcher.apply(operations[i]); !status) {
            const Value& operation = operations[i];
            return fail(status.error().with("operation " + std::to_string(i) + " (" +
                                            std::string(operation.text("op")) + " " +
                                            std::string(operation.text("path")) + ")"));
        }
    }
    if (is_deeper_than(target, kMaxDepth)) {
        return fail(Code::kInvalid, "the patched object is nested too deeply");
    }
    return target;
}

}  // namespace sealer::manifest
