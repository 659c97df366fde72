// SPDX-License-Identifier: Apache-2.0
// Objects checked against their schema. Messages are the API server's, word for word where tools
// may read them.
#include "controller/standalone/validation.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <re2/re2.h>

#include "common/base/time.h"
#include "common/crypto/base64.h"
#include "common/manifest/field_set.h"
#include "common/manifest/json.h"
#include "common/manifest/quantity.h"

namespace sealer::standalone {
namespace {

using manifest::Array;
using manifest::Schema;
using manifest::Value;
using Type = Schema::Type;

// More than these would only make the answer unreadable.
constexpr std::size_t kMaxErrors = 100;

std::string_view type_name(const Value& value) {
    switch (value.kind()) {
        case Value::Kind::kNull:
            return "null";
        case Value::Kind::kBool:
            return "boolean";
        case Value::Kind::kInt:
        case Value::Kind::kUint:
            return "integer";
        case Value::Kind::kDouble:
            return "number";
        case Value::Kind::kString:
            return "string";
        case Value::Kind::kArray:
            return "array";
        case Value::Kind::kObject:
            return "object";
    }
    return "";
}

std::string_view type_name(Type type) {
    switch (type) {
        case Type::kObject:
            return "object";
        case Type::kArray:
            return "array";
        case Type::kString:
            return "string";
        case Type::kInteger:
            return "integer";
        case Type::kNumber:
            return "number";
        case Type::kBoolean:
            return "boolean";
        case Type::kIntOrString:
            return "integer,string";
        case Type::kAny:
            return "";
    }
    return "";
}

bool is_whole(const Value& value) {
    return value.is_integer() ||
           (value.is_number() && std::trunc(value.as_double()) == value.as_double());
}

bool is_of_type(const Value& value, const Schema& schema) {
    switch (schema.type) {
        case Type::kAny:
            return true;
        case Type::kObject:
            return value.is_object();
        case Type::kArray:
            return value.is_array();
        case Type::kString:
            return value.is_string() || (schema.format == "quantity" && value.is_number());
        case Type::kInteger:
            return is_whole(value);
        case Type::kNumber:
            return value.is_number();
        case Type::kBoolean:
            return value.is_bool();
        case Type::kIntOrString:
            return value.is_string() || is_whole(value);
    }
    return false;
}

// UTF-8 text in code points.
std::int64_t length_of(const std::string& text) {
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

class Validator {
  public:
    std::vector<FieldError> run(const Value& object, const Schema& schema) {
        is_builtin_ = !schema.reference.empty();
        visit(object, schema, "");
        return std::move(errors_);
    }

  private:
    void report(const std::string& path, std::string_view reason, std::string detail) {
        if (errors_.size() < kMaxErrors) {
            const std::string field = path.empty() ? "<nil>" : path;
            errors_.push_back({field, std::string(reason), field + ": " + std::move(detail)});
        }
    }

    // "spec.n: Invalid value: 0: spec.n in body should be …".
    void report_invalid(const std::string& path, const Value& value, const std::string& rule) {
        report(path, "FieldValueInvalid",
               "Invalid value: " + manifest::write_json(value) + ": " + path + " in body " + rule);
    }

    void visit(const Value& value, const Schema& schema, const std::string& path) {
        if (value.is_null() && (schema.nullable || is_builtin_)) {
            return;
        }
        if (!is_of_type(value, schema)) {
            const std::string type(type_name(value));
            report(path, "FieldValueInvalid",
                   "Invalid value: \"" + type + "\": " + path + " in body must be of type " +
                       std::string(type_name(schema.type)) + ": \"" + type + "\"");
            return;
        }
        check_enumeration(value, schema, path);
        if (value.is_string()) {
            check_text(value, schema, path);
        } else if (value.is_number()) {
            check_number(value, schema, path);
        } else if (value.is_array()) {
            check_array(value, schema, path);
        } else if (value.is_object()) {
            check_object(value, schema, path);
        }
        check_alternatives(value, schema, path);
    }

    void check_enumeration(const Value& value, const Schema& schema, const std::string& path) {
        const auto& allowed = schema.enumeration;
        if (allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end()) {
            return;
        }
        std::string list;
        for (const Value& one : allowed) {
            list += (list.empty() ? "" : ", ") + manifest::write_json(one);
        }
        report(path, "FieldValueNotSupported",
               "Unsupported value: " + manifest::write_json(value) + ": supported values: " + list);
    }

    void check_text(const Value& value, const Schema& schema, const std::string& path) {
        const std::string& text = value.as_string();
        if (schema.min_length && length_of(text) < *schema.min_length) {
            report_invalid(
                path, value,
                "should be at least " + std::to_string(*schema.min_length) + " chars long");
        }
        if (schema.max_length && length_of(text) > *schema.max_length) {
            report(path, "FieldValueTooLong",
                   "Too long: may not be longer than " + std::to_string(*schema.max_length));
        }
        if (!schema.pattern.empty()) {
            const re2::RE2 pattern(schema.pattern, re2::RE2::Quiet);
            if (pattern.ok() && !re2::RE2::PartialMatch(text, pattern)) {
                report_invalid(path, value, "should match '" + schema.pattern + "'");
            }
        }
        if (schema.format == "date-time" && !parse_time(text)) {
            report_invalid(path, value,
                           "must be of type date-time: " + manifest::write_json(value));
        }
        if (schema.format == "byte") {
            // Data of Secrets: the position is told, the value is not.
            if (const auto decoded = crypto::base64_decode_secret(text); !decoded) {
                report(path, "FieldValueInvalid", "Invalid value: " + decoded.error().message);
            }
        }
        if (schema.format == "quantity" && !manifest::canonical_quantity(text)) {
            report(path, "FieldValueInvalid",
                   "Invalid value: " + manifest::write_json(value) +
                       ": quantities must match the regular expression "
                       "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        }
    }

    void check_number(const Value& value, const Schema& schema, const std::string& path) {
        const double number = value.as_double();
        const auto text = [](double limit) { return manifest::write_json(Value(limit)); };
        if (schema.minimum &&
            (number < *schema.minimum || (schema.exclusive_minimum && number == *schema.minimum))) {
            report_invalid(path, value,
                           "should be greater than " +
                               std::string(schema.exclusive_minimum ? "" : "or equal to ") +
                               text(*schema.minimum));
        }
        if (schema.maximum &&
            (number > *schema.maximum || (schema.exclusive_maximum && number == *schema.maximum))) {
            report_invalid(path, value,
                           "should be less than " +
                               std::string(schema.exclusive_maximum ? "" : "or equal to ") +
                               text(*schema.maximum));
        }
        if (schema.multiple_of && *schema.multiple_of != 0 &&
            std::fmod(number, *schema.multiple_of) != 0) {
            report_invalid(path, value, "should be a multiple of " + text(*schema.multiple_of));
        }
    }

    void check_array(const Value& value, const Schema& schema, const std::string& path) {
        const Array& items = value.as_array();
        const auto count = static_cast<std::int64_t>(items.size());
        if (schema.min_items && count < *schema.min_items) {
            report(path, "FieldValueInvalid",
                   "Invalid value: " + std::to_string(count) + ": " + path +
                       " in body should have at least " + std::to_string(*schema.min_items) +
                       " items");
        }
        if (schema.max_items && count > *schema.max_items) {
            report(path, "FieldValueTooMany",
                   "Too many: " + std::to_string(count) + ": must have at most " +
                       std::to_string(*schema.max_items) + " items");
        }
        std::set<std::string> seen;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const std::string item_path = path + "[" + std::to_string(i) + "]";
            const std::string key = schema.unique_items ? manifest::canonical_json(items[i])
                                    : is_builtin_       ? std::string()
                                                        : list_element(schema, items[i]);
            if (!key.empty() && !seen.insert(key).second) {
                report(item_path, "FieldValueDuplicate",
                       "Duplicate value: " + manifest::canonical_json(items[i]));
            }
            if (schema.items != nullptr) {
                visit(items[i], *schema.items, item_path);
            }
        }
    }

    void check_object(const Value& value, const Schema& schema, const std::string& path) {
        const auto& members = value.as_object();
        const auto count = static_cast<std::int64_t>(members.size());
        if (schema.min_properties && count < *schema.min_properties) {
            report_invalid(
                path, value,
                "should have at least " + std::to_string(*schema.min_properties) + " properties");
        }
        if (schema.max_properties && count > *schema.max_properties) {
            report_invalid(
                path, value,
                "should have at most " + std::to_string(*schema.max_properties) + " properties");
        }
        for (const std::string& name : schema.required) {
            const Value* member = members.find(name);
            if (is_missing(member) && is_demanded(path, name, schema)) {
                report(member_path(path, name, schema), "FieldValueRequired", "Required value");
            }
        }
        for (const auto& member : members) {
            if (const Schema* child = schema.member(member.key)) {
                visit(member.value, *child, member_path(path, member.key, schema));
            }
        }
    }

    // "spec.replicas" for a declared field, "metadata.labels[app]" for the key of a map.
    static std::string member_path(const std::string& path, const std::string& name,
                                   const Schema& schema) {
        if (path.empty()) {
            return name;
        }
        std::string inner = path;
        if (schema.property(name) != nullptr) {
            return inner.append(".").append(name);
        }
        return inner.append("[").append(name).append("]");
    }

    [[nodiscard]] bool is_missing(const Value* member) const {
        return member == nullptr || (is_builtin_ && (member->is_null() || *member == Value("")));
    }

    // Of built-in types, Go writes what OpenAPI calls required itself, but for what its validation
    // then asks for: that leaves status and lists alone.
    [[nodiscard]] bool is_demanded(const std::string& path, const std::string& name,
                                   const Schema& schema) const {
        if (!is_builtin_) {
            return true;
        }
        const bool is_list =
            schema.member(name) != nullptr && schema.member(name)->type == Type::kArray;
        return !path.starts_with("status") && (!is_list || name == "containers");
    }

    [[nodiscard]] bool accepts(const Value& value, const Schema& schema,
                               const std::string& path) const {
        Validator inner;
        inner.is_builtin_ = is_builtin_;
        inner.visit(value, schema, path);
        return inner.errors_.empty();
    }

    void check_alternatives(const Value& value, const Schema& schema, const std::string& path) {
        const auto accepted = [&](const std::vector<const Schema*>& schemas) {
            return static_cast<std::size_t>(
                std::count_if(schemas.begin(), schemas.end(),
                              [&](const Schema* one) { return accepts(value, *one, path); }));
        };
        const auto refuse = [&](const std::string& rule) {
            report(path, "FieldValueInvalid", "Invalid value: \"\": \"" + path + "\" must " + rule);
        };
        if (accepted(schema.all_of) < schema.all_of.size()) {
            refuse("validate all the schemas (allOf)");
        }
        if (!schema.any_of.empty() && accepted(schema.any_of) == 0) {
            refuse("validate at least one schema (anyOf)");
        }
        if (const std::size_t count = accepted(schema.one_of);
            !schema.one_of.empty() && count != 1) {
            refuse(count == 0 ? "validate one and only one schema (oneOf). Found none valid"
                              : "validate one and only one schema (oneOf). Found " +
                                    std::to_string(count) + " valid alternatives");
        }
        if (schema.negated != nullptr && accepts(value, *schema.negated, path)) {
            refuse("not validate the schema (not)");
        }
    }

    bool is_builtin_ = false;
    std::vector<FieldError> errors_;
};

}  // namespace

std::vector<FieldError> validate(const Value& object, const Schema& schema) {
    return Validator().run(object, schema);
}

}  // namespace sealer::standalone
