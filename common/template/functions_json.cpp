// SPDX-License-Identifier: Apache-2.0
// Sprig: JSON.
#include <array>
#include <cmath>
#include <string>

#include "common/manifest/json.h"
#include "common/template/functions.h"

namespace sealer::tmpl {
namespace {

Result<manifest::Value> scalar_tree(const Call& call, const Value& value) {
    switch (value.type()) {
        case Type::kNil:
            return manifest::Value();
        case Type::kBool:
            return manifest::Value(value.as_bool());
        case Type::kInt:
        case Type::kInt64:
        case Type::kUint8:
        case Type::kDuration:
            return manifest::Value(value.as_integer());
        case Type::kFloat64:
            if (!std::isfinite(value.as_number())) {
                return fail(Code::kInvalid, "json: unsupported value: " + shown(value));
            }
            return manifest::Value(value.as_number());
        case Type::kTime:
            return manifest::Value(
                format_go_time(value.as_time(), "2006-01-02T15:04:05.999999999Z07:00"));
        case Type::kCertificate:
            return manifest::Value(manifest::Object{{"Cert", value.as_certificate().cert},
                                                    {"Key", value.as_certificate().key}});
        default:
            break;
    }
    TRY_ASSIGN(const std::string text, call.text_of_any(value));
    TRY(call.budget.memory(text.size()));
    return manifest::Value(text);
}

Result<manifest::Value> to_tree(const Call& call, const Value& value, int depth);

Result<manifest::Value> list_tree(const Call& call, const List& list, int depth) {
    manifest::Array array;
    for (const Value& item : list) {
        TRY_ASSIGN(manifest::Value element, to_tree(call, item, depth));
        array.push_back(std::move(element));
    }
    return manifest::Value(std::move(array));
}

Result<manifest::Value> dict_tree(const Call& call, const Dict& dict, int depth) {
    manifest::Object object;
    for (const auto& [key, item] : dict) {
        TRY(call.budget.memory(key.size()));
        TRY_ASSIGN(manifest::Value member, to_tree(call, item, depth));
        object.append(std::string(key), std::move(member));
    }
    return manifest::Value(std::move(object));
}

// As a tree that JSON can hold. Every node takes a share of the budget, since lists may hold the
// same list many times over.
Result<manifest::Value> to_tree(const Call& call, const Value& value, int depth) {
    TRY(call.budget.step());
    TRY(call.budget.memory(sizeof(manifest::Value)));
    if (depth > kMaxValueDepth) {
        return fail(Code::kInvalid, "json: the values nest too deep");
    }
    if (value.is_list()) {
        return list_tree(call, value.as_list(), depth + 1);
    }
    return value.is_dict() ? dict_tree(call, value.as_dict(), depth + 1) : scalar_tree(call, value);
}

Result<std::string> encode(const Call& call, const manifest::JsonStyle& style) {
    TRY_ASSIGN(const manifest::Value tree, to_tree(call, call[0], 0));
    return manifest::write_json(tree, style);
}

constexpr manifest::JsonStyle kCompact = {.indent = 0, .sort_keys = false, .escape_html = true};
constexpr manifest::JsonStyle kPretty = {.indent = 2, .sort_keys = false, .escape_html = true};
constexpr manifest::JsonStyle kRaw = {.indent = 0, .sort_keys = false, .escape_html = false};

Result<Value> to_json(const Call& call) {
    TRY_ASSIGN(const std::string text, encode(call, kCompact));
    return call.give(text);
}

Result<Value> to_pretty_json(const Call& call) {
    TRY_ASSIGN(const std::string text, encode(call, kPretty));
    return call.give(text);
}

Result<Value> to_raw_json(const Call& call) {
    TRY_ASSIGN(const std::string text, encode(call, kRaw));
    return call.give(text);
}

Result<Value> from_tree(const Call& call, const manifest::Value& tree);

Result<Value> list_from(const Call& call, const manifest::Array& array) {
    List items;
    for (const manifest::Value& element : array) {
        TRY_ASSIGN(const Value item, from_tree(call, element));
        items.push_back(item);
    }
    return call.arena.list(std::move(items));
}

Result<Value> dict_from(const Call& call, const manifest::Object& object) {
    TRY_ASSIGN(const Value dict, call.arena.dict({}));
    for (const manifest::Member& member : object) {
        TRY_ASSIGN(const Value item, from_tree(call, member.value));
        TRY(call.arena.set(dict.as_dict(), member.key, item));
    }
    return dict;
}

// Numbers become float64, as where Go decodes into an interface.
Result<Value> from_tree(const Call& call, const manifest::Value& tree) {
    TRY(call.budget.step());
    if (tree.is_array()) {
        return list_from(call, tree.as_array());
    }
    if (tree.is_object()) {
        return dict_from(call, tree.as_object());
    }
    if (tree.is_string()) {
        return call.give(tree.as_string());
    }
    if (tree.is_number()) {
        return Value::number(tree.as_double());
    }
    return tree.is_bool() ? Value::boolean(tree.as_bool()) : Value();
}

Result<Value> must_from_json(const Call& call) {
    TRY_ASSIGN(const manifest::Value tree, manifest::parse_json(call.text(0)));
    return from_tree(call, tree);
}

Result<Value> from_json(const Call& call) {
    const auto tree = manifest::parse_json(call.text(0));
    return tree ? from_tree(call, *tree) : Value();
}

constexpr auto kJsonFunctions = std::to_array<Function>({
    {"fromJson", "s", from_json},
    {"mustFromJson", "s", must_from_json},
    {"mustToJson", "v", to_json},
    {"mustToPrettyJson", "v", to_pretty_json},
    {"mustToRawJson", "v", to_raw_json},
    {"toJson", "v", to_json},
    {"toPrettyJson", "v", to_pretty_json},
    {"toRawJson", "v", to_raw_json},
});

}  // namespace

std::span<const Function> json_functions() {
    return kJsonFunctions;
}

}  // namespace sealer::tmpl
