// SPDX-License-Identifier: Apache-2.0
// eq, ne, lt, le, gt, ge of text/template; deep equality.
#include <array>
#include <cmath>
#include <string>

#include "common/template/functions.h"

namespace sealer::tmpl {
namespace {

// What Go compares with each other: integers of all sizes are one.
enum class Basic { kNone, kBool, kInteger, kFloat, kText };

Basic basic_kind(const Value& value) {
    switch (value.type()) {
        case Type::kBool:
            return Basic::kBool;
        case Type::kInt:
        case Type::kInt64:
        case Type::kUint8:
        case Type::kDuration:
            return Basic::kInteger;
        case Type::kFloat64:
            return Basic::kFloat;
        case Type::kString:
            return Basic::kText;
        default:
            return Basic::kNone;
    }
}

tl::unexpected<Error> incomparable(const char* message) {
    return fail(Code::kInvalid, message);
}

Result<bool> equal(const Value& a, const Value& b) {
    const Basic kind = basic_kind(a);
    if (kind != basic_kind(b)) {
        if (!a.is_nil() && !b.is_nil()) {
            return incomparable("incompatible types for comparison");
        }
        return false;
    }
    switch (kind) {
        case Basic::kBool:
            return a.as_bool() == b.as_bool();
        case Basic::kInteger:
            return a.as_integer() == b.as_integer();
        case Basic::kFloat:
            return a.as_number() == b.as_number();
        case Basic::kText:
            return a.as_text() == b.as_text();
        case Basic::kNone:
            break;
    }
    if (a.is_nil() || b.is_nil()) {
        return a.is_nil() == b.is_nil();
    }
    if (a.type() == Type::kTime && b.type() == Type::kTime) {
        return a.as_time() == b.as_time();
    }
    return fail(Code::kInvalid, "non-comparable types " + std::string(type_name(a.type())) +
                                    " and " + std::string(type_name(b.type())));
}

Result<bool> less(const Value& a, const Value& b) {
    const Basic kind = basic_kind(a);
    if (kind == Basic::kNone || basic_kind(b) == Basic::kNone) {
        return incomparable("invalid type for comparison");
    }
    if (kind != basic_kind(b)) {
        return incomparable("incompatible types for comparison");
    }
    switch (kind) {
        case Basic::kInteger:
            return a.as_integer() < b.as_integer();
        case Basic::kFloat:
            return a.as_number() < b.as_number();
        case Basic::kText:
            return a.as_text() < b.as_text();
        default:
            return incomparable("invalid type for comparison");
    }
}

Result<bool> less_or_equal(const Value& a, const Value& b) {
    TRY_ASSIGN(const bool is_less, less(a, b));
    return is_less ? Result<bool>(true) : equal(a, b);
}

Result<Value> as_value(const Result<bool>& truth, bool negated = false) {
    if (!truth) {
        return fail(truth.error());
    }
    return Value::boolean(*truth != negated);
}

Result<Value> eq(const Call& call) {
    if (call.size() < 2) {
        return incomparable("missing argument for comparison");
    }
    for (const Value& other : call.arguments.subspan(1)) {
        TRY_ASSIGN(const bool same, equal(call[0], other));
        if (same) {
            return Value::boolean(true);
        }
    }
    return Value::boolean(false);
}
Result<Value> ne(const Call& call) {
    return as_value(equal(call[0], call[1]), true);
}
Result<Value> lt(const Call& call) {
    return as_value(less(call[0], call[1]));
}
Result<Value> le(const Call& call) {
    return as_value(less_or_equal(call[0], call[1]));
}
Result<Value> gt(const Call& call) {
    return as_value(less_or_equal(call[0], call[1]), true);
}
Result<Value> ge(const Call& call) {
    return as_value(less(call[0], call[1]), true);
}

constexpr auto kComparisonFunctions = std::to_array<Function>({
    {"eq", "vv*", eq},
    {"ge", "vv", ge},
    {"gt", "vv", gt},
    {"le", "vv", le},
    {"lt", "vv", lt},
    {"ne", "vv", ne},
});

Result<bool> deep_equal_at(const Value& a, const Value& b, Budget& budget, int depth) {
    TRY(budget.step());
    if (depth > kMaxValueDepth) {
        return incomparable("the values nest too deep to be compared");
    }
    if (a.type() != b.type()) {
        return false;
    }
    if (a.is_list()) {
        const List& left = a.as_list();
        const List& right = b.as_list();
        if (left.size() != right.size()) {
            return false;
        }
        for (std::size_t i = 0; i < left.size(); ++i) {
            TRY_ASSIGN(const bool same, deep_equal_at(left[i], right[i], budget, depth + 1));
            if (!same) {
                return false;
            }
        }
        return true;
    }
    if (a.is_dict()) {
        const Dict& left = a.as_dict();
        const Dict& right = b.as_dict();
        if (left.size() != right.size()) {
            return false;
        }
        for (const auto& [key, value] : left) {
            const auto found = right.find(key);
            if (found == right.end()) {
                return false;
            }
            TRY_ASSIGN(const bool same, deep_equal_at(value, found->second, budget, depth + 1));
            if (!same) {
                return false;
            }
        }
        return true;
    }
    if (a.type() == Type::kVersion) {
        return a.as_version().original == b.as_version().original;
    }
    if (a.type() == Type::kCertificate) {
        return a.as_certificate().cert == b.as_certificate().cert &&
               a.as_certificate().key == b.as_certificate().key;
    }
    return equal(a, b);
}

}  // namespace

std::span<const Function> comparison_functions() {
    return kComparisonFunctions;
}

Result<bool> deep_equal(const Value& a, const Value& b, Budget& budget) {
    return deep_equal_at(a, b, budget, 0);
}

}  // namespace sealer::tmpl
