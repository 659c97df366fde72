// SPDX-License-Identifier: Apache-2.0
// What templates compute with: Go's values, as far as text/template and sprig show them.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sealer {
struct Version;
}

namespace sealer::tmpl {

class Value;
struct Time;
struct Certificate;

// By Go's name: int, int64, []interface {}, map[string]string, …
enum class Type : std::uint8_t {
    kNil,
    kBool,
    kInt,
    kInt64,
    kUint8,
    kDuration,
    kFloat64,
    kString,
    kList,        // []interface {}
    kStringList,  // []string
    kIntList,     // []int
    kDict,        // map[string]interface {}
    kStringDict,  // map[string]string
    kTime,
    kVersion,
    kCertificate,
};

using List = std::vector<Value>;
using Dict = std::map<std::string_view, Value>;

// A handle: texts, lists, dicts and the rest belong to the rendering's Arena (or to the template,
// or to whoever renders) and are shared by all copies, as in Go.
class Value {
  public:
    Value() = default;  // nil
    [[nodiscard]] static Value boolean(bool value) { return {Type::kBool, value}; }
    [[nodiscard]] static Value integer(std::int64_t value, Type type = Type::kInt) {
        return {type, value};
    }
    [[nodiscard]] static Value int64(std::int64_t value) { return {Type::kInt64, value}; }
    [[nodiscard]] static Value duration(std::chrono::nanoseconds value) {
        return {Type::kDuration, std::int64_t{value.count()}};
    }
    [[nodiscard]] static Value number(double value) { return {Type::kFloat64, value}; }
    [[nodiscard]] static Value text(std::string_view value) { return {Type::kString, value}; }
    [[nodiscard]] static Value list(List* list, Type type) { return {type, list}; }
    [[nodiscard]] static Value dict(Dict* dict, Type type) { return {type, dict}; }
    [[nodiscard]] static Value time(const Time* time) { return {Type::kTime, time}; }
    [[nodiscard]] static Value version(const Version* version) { return {Type::kVersion, version}; }
    [[nodiscard]] static Value certificate(const Certificate* certificate) {
        return {Type::kCertificate, certificate};
    }

    [[nodiscard]] Type type() const { return type_; }
    [[nodiscard]] bool is_nil() const { return type_ == Type::kNil; }
    [[nodiscard]] bool is_text() const { return type_ == Type::kString; }
    [[nodiscard]] bool is_integer() const {
        return type_ == Type::kInt || type_ == Type::kInt64 || type_ == Type::kUint8;
    }
    [[nodiscard]] bool is_list() const {
        return type_ == Type::kList || type_ == Type::kStringList || type_ == Type::kIntList;
    }
    [[nodiscard]] bool is_dict() const {
        return type_ == Type::kDict || type_ == Type::kStringDict;
    }

    // Of the stated type only.
    [[nodiscard]] bool as_bool() const { return std::get<bool>(data_); }
    [[nodiscard]] std::int64_t as_integer() const { return std::get<std::int64_t>(data_); }
    [[nodiscard]] std::chrono::nanoseconds as_duration() const {
        return std::chrono::nanoseconds(as_integer());
    }
    [[nodiscard]] double as_number() const { return std::get<double>(data_); }
    [[nodiscard]] std::string_view as_text() const { return std::get<std::string_view>(data_); }
    [[nodiscard]] List& as_list() const { return *std::get<List*>(data_); }
    [[nodiscard]] Dict& as_dict() const { return *std::get<Dict*>(data_); }
    [[nodiscard]] const Time& as_time() const { return *std::get<const Time*>(data_); }
    [[nodiscard]] const Version& as_version() const { return *std::get<const Version*>(data_); }
    [[nodiscard]] const Certificate& as_certificate() const {
        return *std::get<const Certificate*>(data_);
    }

    // Whether it is a constant of the template, which errors may quote.
    [[nodiscard]] bool is_constant() const { return constant_; }
    [[nodiscard]] Value constant() const {
        Value copy = *this;
        copy.constant_ = true;
        return copy;
    }

  private:
    using Data = std::variant<std::monostate, bool, std::int64_t, double, std::string_view, List*,
                              Dict*, const Time*, const Version*, const Certificate*>;
    Value(Type type, Data data) : data_(data), type_(type) {}

    Data data_;
    Type type_ = Type::kNil;
    bool constant_ = false;
};

// "[]interface {}": as Go's %T, "<nil>" for nil.
[[nodiscard]] std::string_view type_name(Type type);
// "slice", "map", "string": as Go's reflect.Kind, "invalid" for nil.
[[nodiscard]] std::string_view kind_name(Type type);
// Whether `if` takes it for true: not zero, not empty.
[[nodiscard]] bool is_true(const Value& value);
// The same, with what sprig calls empty: a time never is.
[[nodiscard]] inline bool is_empty(const Value& value) {
    return !is_true(value);
}
// What an error may say of a value: the constant that it is, or that it is not shown.
[[nodiscard]] std::string shown(const Value& value);

// As spf13/cast, which sprig computes with: what is no number is 0.
[[nodiscard]] std::int64_t to_int64(const Value& value);
[[nodiscard]] double to_float64(const Value& value);

}  // namespace sealer::tmpl
