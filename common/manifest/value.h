// SPDX-License-Identifier: Apache-2.0
// The tree that JSON and YAML documents become: what Kubernetes can hold, and no more.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sealer::manifest {

class Value;
struct Member;

using Array = std::vector<Value>;

// Keys in the order in which they came; a key occurs once. Look-ups are linear: objects in
// manifests are short.
class Object {
  public:
    Object();
    Object(std::initializer_list<Member> members);
    Object(const Object&);
    Object(Object&&) noexcept;
    Object& operator=(const Object&);
    Object& operator=(Object&&) noexcept;
    ~Object();

    [[nodiscard]] const Value* find(std::string_view key) const;
    [[nodiscard]] Value* find(std::string_view key);
    [[nodiscard]] bool contains(std::string_view key) const { return find(key) != nullptr; }
    // The member's value, a null appended first if the key is new.
    Value& operator[](std::string_view key);
    // Appends without looking: the caller knows that `key` is new.
    Value& append(std::string key, Value value);
    // Whether there was such a key.
    bool erase(std::string_view key);
    void reserve(std::size_t count);
    // By key, bytewise; members below are left as they are.
    void sort();

    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] std::vector<Member>::const_iterator begin() const;
    [[nodiscard]] std::vector<Member>::const_iterator end() const;
    [[nodiscard]] std::vector<Member>::iterator begin();
    [[nodiscard]] std::vector<Member>::iterator end();

  private:
    std::vector<Member> members_;
};

// A JSON value. Integers are exact in int64 and uint64 range (uint64 only above int64's); all else
// is a double.
class Value {
  public:
    enum class Kind { kNull, kBool, kInt, kUint, kDouble, kString, kArray, kObject };

    // A null that YAML leaves unwritten (`key:`). It is one like any other but to kustomize, whose
    // merges drop it.
    [[nodiscard]] static Value unwritten_null();

    Value() = default;                                    // null
    Value(std::nullptr_t) {}                              // NOLINT(google-explicit-constructor)
    Value(bool v) : data_(v) {}                           // NOLINT(google-explicit-constructor)
    Value(int v) : data_(std::int64_t{v}) {}              // NOLINT(google-explicit-constructor)
    Value(std::int64_t v) : data_(v) {}                   // NOLINT(google-explicit-constructor)
    Value(std::uint64_t v);                               // NOLINT(google-explicit-constructor)
    Value(double v) : data_(v) {}                         // NOLINT(google-explicit-constructor)
    Value(const char* v) : data_(std::string(v)) {}       // NOLINT(google-explicit-constructor)
    Value(std::string_view v) : data_(std::string(v)) {}  // NOLINT(google-explicit-constructor)
    Value(std::string v) : data_(std::move(v)) {}         // NOLINT(google-explicit-constructor)
    Value(Array v) : data_(std::move(v)) {}               // NOLINT(google-explicit-constructor)
    Value(Object v) : data_(std::move(v)) {}              // NOLINT(google-explicit-constructor)

    [[nodiscard]] Kind kind() const { return static_cast<Kind>(data_.index()); }
    [[nodiscard]] bool is_null() const { return kind() == Kind::kNull; }
    [[nodiscard]] bool is_unwritten_null() const;
    [[nodiscard]] bool is_bool() const { return kind() == Kind::kBool; }
    [[nodiscard]] bool is_integer() const { return kind() == Kind::kInt || kind() == Kind::kUint; }
    [[nodiscard]] bool is_number() const { return is_integer() || kind() == Kind::kDouble; }
    [[nodiscard]] bool is_string() const { return kind() == Kind::kString; }
    [[nodiscard]] bool is_array() const { return kind() == Kind::kArray; }
    [[nodiscard]] bool is_object() const { return kind() == Kind::kObject; }

    // Of the stated kind only; anything else is a broken invariant (CHECK).
    [[nodiscard]] bool as_bool() const;
    [[nodiscard]] std::int64_t as_int()
        const;  // kInt, or a kDouble or kUint that int64 holds exactly
    [[nodiscard]] std::uint64_t as_uint() const;  // kUint, or a kInt that is not negative
    [[nodiscard]] double as_double() const;       // any number
    [[nodiscard]] const std::string& as_string() const;
    [[nodiscard]] std::string& as_string();
    [[nodiscard]] const Array& as_array() const;
    [[nodiscard]] Array& as_array();
    [[nodiscard]] const Object& as_object() const;
    [[nodiscard]] Object& as_object();

    // The member `key`, or its member and so on: get("metadata", "name"). Null where a step is
    // missing or not an object.
    [[nodiscard]] const Value* get(std::string_view key) const;
    [[nodiscard]] Value* get(std::string_view key);
    template <class... Keys>
    [[nodiscard]] const Value* get(std::string_view key, Keys... rest) const {
        const Value* member = get(key);
        return member == nullptr ? nullptr : member->get(rest...);
    }
    template <class... Keys>
    [[nodiscard]] Value* get(std::string_view key, Keys... rest) {
        Value* member = get(key);
        return member == nullptr ? nullptr : member->get(rest...);
    }
    // The text at that path; empty where it is missing or not a string. Valid while this value is.
    template <class... Keys>
    [[nodiscard]] std::string_view text(Keys... keys) const {
        const Value* found = get(keys...);
        return found != nullptr && found->is_string() ? std::string_view(found->as_string())
                                                      : std::string_view();
    }
    // The integer at that path; `fallback` where it is missing or not an integer.
    template <class... Keys>
    [[nodiscard]] std::int64_t integer_or(std::int64_t fallback, Keys... keys) const {
        const Value* found = get(keys...);
        return found != nullptr && found->kind() == Kind::kInt ? found->as_int() : fallback;
    }
    // The boolean at that path; false where it is missing or not a boolean.
    template <class... Keys>
    [[nodiscard]] bool flag(Keys... keys) const {
        const Value* found = get(keys...);
        return found != nullptr && found->is_bool() && found->as_bool();
    }

    // The member `key`; what is not an object becomes an empty one first.
    Value& operator[](std::string_view key);

    // As JSON values: the order of members is ignored, numbers compare by value (1 equals 1.0).
    friend bool operator==(const Value& a, const Value& b);

  private:
    struct Null {
        bool is_unwritten;
        friend bool operator==(Null, Null) { return true; }
    };

    std::variant<Null, bool, std::int64_t, std::uint64_t, double, std::string, Array, Object> data_;
};

struct Member {
    std::string key;
    Value value;
};

bool operator==(const Object& a, const Object& b);

// The elements, or an empty array where `value` is null or not an array.
[[nodiscard]] const Array& elements(const Value* value);
// The members, or an empty object where `value` is null or not an object.
[[nodiscard]] const Object& members(const Value* value);

}  // namespace sealer::manifest
