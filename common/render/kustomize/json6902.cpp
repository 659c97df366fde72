// SPDX-License-Identifier: Apache-2.0
#include "common/render/kustomize/json6902.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/base/integer.h"
#include "common/base/text.h"
#include "common/manifest/json.h"
#include "common/manifest/json_in_yaml.h"
#include "common/manifest/number.h"
#include "common/manifest/object.h"
#include "common/manifest/yaml.h"

namespace sealer::kustomize {
namespace {

using manifest::Array;
using manifest::Member;
using manifest::Value;

constexpr std::size_t kMaxOperations = 10'000;

std::string unescape(std::string_view token) {
    std::string text;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool is_escape =
            token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
        text += !is_escape ? token[i] : token[++i] == '0' ? '~' : '/';
    }
    return text;
}

// The place below which `size` elements stand; a negative number counts from the end.
std::optional<std::size_t> parse_index(std::string_view token, std::size_t size) {
    token.remove_prefix(token.starts_with('+') ? 1 : 0);
    const auto number = parse_integer<std::int64_t>(token);
    if (!number) {
        return std::nullopt;
    }
    const auto count = static_cast<std::int64_t>(size);
    const std::int64_t index = *number + (*number < 0 ? count : 0);
    return index >= 0 && index < count ? std::optional(static_cast<std::size_t>(index))
                                       : std::nullopt;
}

// A path's last step and the mapping or list that it is taken in.
struct PatchPlace {
    Value* parent = nullptr;
    std::string token;
    std::size_t depth = 0;  // of what stands there
};

class JsonPatcher {
  public:
    JsonPatcher(Value& root, render::Budget& budget) : root_(root), budget_(budget) {}

    Status apply(const Value& operation) {
        TRY(budget_.work());
        const std::string_view name = operation.text("op");
        TRY_ASSIGN(const std::string path, read_path(operation, "path"));
        const Value* value = operation.get("value");
        if (name == "add") {
            return add(path, value == nullptr ? Value() : *value);
        }
        if (name == "remove") {
            return remove(path);
        }
        if (name == "replace") {
            return replace(path, value == nullptr ? Value() : *value);
        }
        if (name == "test") {
            return test(path, value == nullptr ? Value() : *value);
        }
        if (name == "move" || name == "copy") {
            return transfer(operation, path, name == "move");
        }
        return fail(Code::kInvalid, "`op` is one of add, remove, replace, move, copy and test");
    }

  private:
    static Result<std::string> read_path(const Value& operation, std::string_view name) {
        const Value* path = operation.get(name);
        if (path == nullptr || !path->is_string()) {
            return fail(Code::kInvalid, "`" + std::string(name) + "` is missing");
        }
        return path->as_string();
    }

    static tl::unexpected<Error> missing() {
        return fail(Code::kInvalid, "there is no such path in the resource");
    }

    // What stands at `token`; null if nothing does.
    static Value* step(Value& parent, const std::string& token) {
        if (!parent.is_array()) {
            return parent.get(token);
        }
        Array& array = parent.as_array();
        const auto index = parse_index(token, array.size());
        return index ? &array[*index] : nullptr;
    }

    // kInvalid if there is no mapping or list to take the last step in.
    Result<PatchPlace> find(const std::string& path) {
        const auto tokens = split(path, '/');
        Value* parent = tokens.size() < 2 ? nullptr : &root_;
        for (std::size_t i = 1; i + 1 < tokens.size() && parent != nullptr; ++i) {
            parent = step(*parent, unescape(tokens[i]));
        }
        if (parent == nullptr || !(parent->is_object() || parent->is_array())) {
            return missing();
        }
        return PatchPlace{
            .parent = parent, .token = unescape(tokens.back()), .depth = tokens.size() - 1};
    }

    // Missing members are null, missing elements are not.
    static Result<Value> read(const PatchPlace& place) {
        const Value* value = step(*place.parent, place.token);
        if (value == nullptr && place.parent->is_array()) {
            return missing();
        }
        return value == nullptr ? Value() : *value;
    }

    // `copy` can double a document each time it is used, and what is nested deep can be put deeper.
    Status pay_for(const Value& value, const PatchPlace& place) {
        TRY(budget_.add_memory(sizeof(Member) + place.token.size()));
        return budget_.add_value(value, place.depth);
    }

    Status add(const std::string& path, Value value) {
        TRY_ASSIGN(const PatchPlace place, find(path));
        TRY(pay_for(value, place));
        if (place.parent->is_object()) {
            (*place.parent)[place.token] = std::move(value);
            return {};
        }
        Array& array = place.parent->as_array();
        const auto index = place.token == "-" ? std::optional(array.size())
                                              : parse_index(place.token, array.size() + 1);
        if (!index) {
            return missing();
        }
        array.insert(array.begin() + static_cast<std::ptrdiff_t>(*index), std::move(value));
        return {};
    }

    Status remove(const std::string& path) {
        TRY_ASSIGN(const PatchPlace place, find(path));
        if (place.parent->is_object()) {
            return place.parent->as_object().erase(place.token) ? Status() : missing();
        }
        Array& array = place.parent->as_array();
        const auto index = parse_index(place.token, array.size());
        if (!index) {
            return missing();
        }
        array.erase(array.begin() + static_cast<std::ptrdiff_t>(*index));
        return {};
    }

    Status replace(const std::string& path, Value value) {
        if (path.empty()) {
            return budget_.assign(root_, std::move(value));
        }
        TRY_ASSIGN(const PatchPlace place, find(path));
        TRY(pay_for(value, place));
        if (place.parent->is_object()) {
            (*place.parent)[place.token] = std::move(value);
            return {};
        }
        Value* element = step(*place.parent, place.token);
        if (element == nullptr) {
            return missing();
        }
        *element = std::move(value);
        return {};
    }

    Status test(const std::string& path, const Value& wanted) {
        Value found = root_;
        if (!path.empty()) {
            TRY_ASSIGN(const PatchPlace place, find(path));
            TRY_ASSIGN(found, read(place));
        }
        return found == wanted ? Status()
                               : fail(Code::kInvalid, "the resource has another value there");
    }

    Status transfer(const Value& operation, const std::string& to, bool is_move) {
        TRY_ASSIGN(const std::string from, read_path(operation, "from"));
        TRY_ASSIGN(const PatchPlace source, find(from));
        TRY_ASSIGN(Value value, read(source));
        TRY(is_move ? remove(from) : Status());
        return add(to, std::move(value));
    }

    Value& root_;
    render::Budget& budget_;
};

// What a double's shortest digits say, as an integer wherever one can hold that.
Value reread(double number) {
    const std::string text = manifest::json_number(number);
    if (const auto integer = parse_integer<std::int64_t>(text)) {
        return *integer;
    }
    if (const auto natural = parse_integer<std::uint64_t>(text)) {
        return *natural;
    }
    return number;
}

// What the target's way through JSON does to it: large integers are rounded, and all nulls written.
void pass_through_json(Value& value) {
    constexpr double kMaxExact = 9007199254740992.0;  // 2^53
    if (value.is_integer() && std::abs(value.as_double()) >= kMaxExact) {
        value = reread(value.as_double());
    } else if (value.is_null()) {
        value = nullptr;
    } else if (value.is_array()) {
        for (Value& element : value.as_array()) {
            pass_through_json(element);
        }
    } else if (value.is_object()) {
        for (Member& member : value.as_object()) {
            pass_through_json(member.value);
        }
    }
}

Result<Value> read_operations(std::string_view text, render::Budget& budget) {
    if (text.starts_with('[')) {
        TRY_ASSIGN(Value value, manifest::parse_json(text));
        if (!manifest::fits_json_in_yaml(value)) {
            return fail(Code::kInvalid, std::string(manifest::kControlCharacters));
        }
        return value;
    }
    TRY_ASSIGN(auto documents,
               budget.parse_yaml(text, {.duplicate_keys = manifest::DuplicateKeys::kLastWins,
                                        .refuse_controls = true}));
    return documents.empty() ? Value(Array()) : std::move(documents.front().value);
}

}  // namespace

Result<Array> parse_json6902(std::string_view text, render::Budget& budget) {
    if (text.empty()) {
        return fail(Code::kInvalid, "the patch is empty");
    }
    TRY_ASSIGN(Value value, read_operations(text, budget));
    if (!value.is_array()) {
        return fail(Code::kInvalid, "a JSON patch is a list of operations");
    }
    for (const Value& operation : value.as_array()) {
        if (!operation.is_object()) {
            return fail(Code::kInvalid, "an operation is a mapping with `op` and `path`");
        }
    }
    if (value.as_array().size() > kMaxOperations) {
        return fail(Code::kInvalid,
                    "a JSON patch has at most " + std::to_string(kMaxOperations) + " operations");
    }
    return std::move(value.as_array());
}

Result<Value> apply_json6902(Value target, const Array& operations, render::Budget& budget) {
    JsonPatcher patcher(target, budget);
    for (const Value& operation : operations) {
        if (const Status status = patcher.apply(operation); !status) {
            return fail(status.error().with(std::string(operation.text("op")) + " " +
                                            std::string(operation.text("path"))));
        }
    }
    if (target.text("kind").empty() || manifest::name_of(target).empty()) {
        return fail(Code::kInvalid, "the patch leaves no object with a kind and a name");
    }
    pass_through_json(target);
    return target;
}

}  // namespace sealer::kustomize
