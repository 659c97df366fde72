// SPDX-License-Identifier: Apache-2.0
#include "common/manifest/value.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "common/base/check.h"

namespace sealer::manifest {

namespace {

// 2^63: the first double above int64's range.
constexpr double kInt64End = 9223372036854775808.0;

auto position(auto& members, std::string_view key) {
    return std::find_if(members.begin(), members.end(),
                        [key](const Member& member) { return member.key == key; });
}

bool integer_equals_double(const Value& integer, double number) {
    // A double that is no integer cannot equal one; within int64's range the comparison of integers
    // is exact.
    if (std::trunc(number) != number) {
        return false;
    }
    if (number >= -kInt64End && number < kInt64End) {
        return integer.kind() == Value::Kind::kInt &&
               integer.as_int() == static_cast<std::int64_t>(number);
    }
    return integer.kind() == Value::Kind::kUint && integer.as_double() == number &&
           number < 2 * kInt64End;
}

std::vector<const Member*> by_key(const Object& object) {
    std::vector<const Member*> sorted;
    sorted.reserve(object.size());
    for (const Member& member : object) {
        sorted.push_back(&member);
    }
    std::sort(sorted.begin(), sorted.end(),
              [](const Member* a, const Member* b) { return a->key < b->key; });
    return sorted;
}

}  // namespace

Object::Object() = default;
Object::Object(std::initializer_list<Member> members) : members_(members) {}
Object::Object(const Object&) = default;
Object::Object(Object&&) noexcept = default;
Object& Object::operator=(const Object&) = default;
Object& Object::operator=(Object&&) noexcept = default;
Object::~Object() = default;

const Value* Object::find(std::string_view key) const {
    const auto found = position(members_, key);
    return found == members_.end() ? nullptr : &found->value;
}

Value* Object::find(std::string_view key) {
    const auto found = position(members_, key);
    return found == members_.end() ? nullptr : &found->value;
}

Value& Object::operator[](std::string_view key) {
    Value* found = find(key);
    return found != nullptr ? *found : append(std::string(key), Value());
}

Value& Object::append(std::string key, Value value) {
    return members_.emplace_back(Member{std::move(key), std::move(value)}).value;
}

bool Object::erase(std::string_view key) {
    const auto found = position(members_, key);
    if (found == members_.end()) {
        return false;
    }
    members_.erase(found);
    return true;
}

void Object::reserve(std::size_t count) {
    members_.reserve(count);
}

void Object::sort() {
    std::sort(members_.begin(), members_.end(),
              [](const Member& a, const Member& b) { return a.key < b.key; });
}

std::size_t Object::size() const {
    return members_.size();
}
std::vector<Member>::const_iterator Object::begin() const {
    return members_.begin();
}
std::vector<Member>::const_iterator Object::end() const {
    return members_.end();
}
std::vector<Member>::iterator Object::begin() {
    return members_.begin();
}
std::vector<Member>::iterator Object::end() {
    return members_.end();
}

Value::Value(std::uint64_t v) {
    if (v <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        data_ = static_cast<std::int64_t>(v);
    } else {
        data_ = v;
    }
}

Value Value::unwritten_null() {
    Value value;
    value.data_ = Null{.is_unwritten = true};
    return value;
}

bool Value::is_unwritten_null() const {
    const Null* null = std::get_if<Null>(&data_);
    return null != nullptr && null->is_unwritten;
}

bool Value::as_bool() const {
    CHECK(is_bool());
    return std::get<bool>(data_);
}

std::int64_t Value::as_int() const {
    if (kind() == Kind::kDouble) {
        const double number = std::get<double>(data_);
        CHECK(number >= -kInt64End && number < kInt64End && std::trunc(number) == number);
        return static_cast<std::int64_t>(number);
    }
    CHECK(kind() == Kind::kInt);
    return std::get<std::int64_t>(data_);
}

std::uint64_t Value::as_uint() const {
    if (kind() == Kind::kInt) {
        const std::int64_t number = std::get<std::int64_t>(data_);
        CHECK(number >= 0);
        return static_cast<std::uint64_t>(number);
    }
    CHECK(kind() == Kind::kUint);
    return std::get<std::uint64_t>(data_);
}

double Value::as_double() const {
    switch (kind()) {
        case Kind::kInt:
            return static_cast<double>(std::get<std::int64_t>(data_));
        case Kind::kUint:
            return static_cast<double>(std::get<std::uint64_t>(data_));
        default:
            CHECK(kind() == Kind::kDouble);
            return std::get<double>(data_);
    }
}

const std::string& Value::as_string() const {
    CHECK(is_string());
    return std::get<std::string>(data_);
}

std::string& Value::as_string() {
    CHECK(is_string());
    return std::get<std::string>(data_);
}

const Array& Value::as_array() const {
    CHECK(is_array());
    return std::get<Array>(data_);
}

Array& Value::as_array() {
    CHECK(is_array());
    return std::get<Array>(data_);
}

const Object& Value::as_object() const {
    CHECK(is_object());
    return std::get<Object>(data_);
}

Object& Value::as_object() {
    CHECK(is_object());
    return std::get<Object>(data_);
}

const Value* Value::get(std::string_view key) const {
    const Object* object = std::get_if<Object>(&data_);
    return object == nullptr ? nullptr : object->find(key);
}

Value* Value::get(std::string_view key) {
    Object* object = std::get_if<Object>(&data_);
    return object == nullptr ? nullptr : object->find(key);
}

Value& Value::operator[](std::string_view key) {
    if (!is_object()) {
        data_ = Object();
    }
    return std::get<Object>(data_)[key];
}

bool operator==(const Value& a, const Value& b) {
    if (a.kind() == b.kind()) {
        return a.data_ == b.data_;
    }
    if (a.is_integer() && b.kind() == Value::Kind::kDouble) {
        return integer_equals_double(a, b.as_double());
    }
    if (b.is_integer() && a.kind() == Value::Kind::kDouble) {
        return integer_equals_double(b, a.as_double());
    }
    return false;
}

bool operator==(const Object& a, const Object& b) {
    if (a.size() != b.size()) {
        return false;
    }
    const auto same = [](const Member& x, const Member& y) {
        return x.key == y.key && x.value == y.value;
    };
    const bool same_order =
        std::equal(a.begin(), a.end(), b.begin(),
                   [](const Member& x, const Member& y) { return x.key == y.key; });
    if (same_order) {
        return std::equal(a.begin(), a.end(), b.begin(), same);
    }
    const auto sorted_a = by_key(a);
    const auto sorted_b = by_key(b);
    return std::equal(sorted_a.begin(), sorted_a.end(), sorted_b.begin(),
                      [&](const Member* x, const Member* y) { return same(*x, *y); });
}

const Array& elements(const Value* value) {
    static const Array kEmpty;
    return value != nullptr && value->is_array() ? value->as_array() : kEmpty;
}

const Object& members(const Value* value) {
    static const Object kEmpty;
    return value != nullptr && value->is_object() ? value->as_object() : kEmpty;
}

}  // namespace sealer::manifest
