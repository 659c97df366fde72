// SPDX-License-Identifier: Apache-2.0
// Sprig: numbers.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include <boost/multiprecision/cpp_dec_float.hpp>

#include "common/template/functions.h"
#include "common/template/literal.h"

namespace sealer::tmpl {
namespace {

// Sprig computes with decimals, so that 0.1 + 0.2 is 0.3.
using Decimal = boost::multiprecision::cpp_dec_float_100;

// Go's integers wrap around.
std::int64_t add_wrapping(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
std::int64_t subtract_wrapping(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
std::int64_t multiply_wrapping(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b));
}

Result<Value> add(const Call& call) {
    std::int64_t sum = 0;
    for (const Value& value : call.arguments) {
        sum = add_wrapping(sum, to_int64(value));
    }
    return Value::int64(sum);
}

Result<Value> add1(const Call& call) {
    return Value::int64(add_wrapping(to_int64(call[0]), 1));
}

Result<Value> sub(const Call& call) {
    return Value::int64(subtract_wrapping(to_int64(call[0]), to_int64(call[1])));
}

Result<Value> mul(const Call& call) {
    std::int64_t product = to_int64(call[0]);
    for (const Value& value : call.arguments.subspan(1)) {
        product = multiply_wrapping(product, to_int64(value));
    }
    return Value::int64(product);
}

Result<Value> div_mod(const Call& call, bool wants_quotient) {
    const std::int64_t dividend = to_int64(call[0]);
    const std::int64_t divisor = to_int64(call[1]);
    if (divisor == 0) {
        return fail(Code::kInvalid, "runtime error: integer divide by zero");
    }
    if (divisor == -1) {
        return Value::int64(wants_quotient ? subtract_wrapping(0, dividend) : 0);
    }
    return Value::int64(wants_quotient ? dividend / divisor : dividend % divisor);
}

Result<Value> div(const Call& call) {
    return div_mod(call, true);
}

Result<Value> mod(const Call& call) {
    return div_mod(call, false);
}

Result<Value> max(const Call& call) {
    std::int64_t result = to_int64(call[0]);
    for (const Value& value : call.arguments) {
        result = std::max(result, to_int64(value));
    }
    return Value::int64(result);
}

Result<Value> min(const Call& call) {
    std::int64_t result = to_int64(call[0]);
    for (const Value& value : call.arguments) {
        result = std::min(result, to_int64(value));
    }
    return Value::int64(result);
}

Result<Value> maxf(const Call& call) {
    double result = to_float64(call[0]);
    for (const Value& value : call.arguments) {
        result = std::max(result, to_float64(value));
    }
    return Value::number(result);
}

Result<Value> minf(const Call& call) {
    double result = to_float64(call[0]);
    for (const Value& value : call.arguments) {
        result = std::min(result, to_float64(value));
    }
    return Value::number(result);
}

Result<Value> floor(const Call& call) {
    return Value::number(std::floor(to_float64(call[0])));
}

Result<Value> ceil(const Call& call) {
    return Value::number(std::ceil(to_float64(call[0])));
}

Result<Value> round(const Call& call) {
    const double round_on = call.size() > 2 ? call[2].as_number() : 0.5;
    const double power = std::pow(10, static_cast<double>(call.integer(1)));
    const double digit = power * to_float64(call[0]);
    double whole = 0;
    const double fraction = std::modf(digit, &whole);
    return Value::number((fraction >= round_on ? std::ceil(digit) : std::floor(digit)) / power);
}

// Folds the arguments, as decimals, from `start`.
template <class Operation>
Result<Value> fold(std::span<const Value> values, const Decimal& start, Operation operation) {
    Decimal result = start;
    for (const Value& value : values) {
        const double number = to_float64(value);
        if (!std::isfinite(number)) {
            return fail(Code::kInvalid, "not a finite number");
        }
        TRY_ASSIGN(result, operation(result, Decimal(float_text(number))));
    }
    return Value::number(result.convert_to<double>());
}

Result<Decimal> as_decimal(const Value& value) {
    const double number = to_float64(value);
    if (!std::isfinite(number)) {
        return fail(Code::kInvalid, "not a finite number");
    }
    return Decimal(float_text(number));
}

Result<Decimal> plus(const Decimal& a, const Decimal& b) {
    return Decimal(a + b);
}

Result<Decimal> divided(const Decimal& a, const Decimal& b) {
    constexpr std::streamsize kDigits = 16;
    if (b == 0) {
        return fail(Code::kInvalid, "decimal division by 0");
    }
    return Decimal(Decimal(a / b).str(kDigits, std::ios::fixed));
}

Result<Value> addf(const Call& call) {
    return fold(call.arguments, 0, plus);
}

Result<Value> add1f(const Call& call) {
    return fold(call.arguments, 1, plus);
}

Result<Value> subf(const Call& call) {
    TRY_ASSIGN(const Decimal start, as_decimal(call[0]));
    return fold(call.arguments.subspan(1), start,
                [](const Decimal& a, const Decimal& b) { return Result<Decimal>(Decimal(a - b)); });
}

Result<Value> mulf(const Call& call) {
    TRY_ASSIGN(const Decimal start, as_decimal(call[0]));
    return fold(call.arguments.subspan(1), start,
                [](const Decimal& a, const Decimal& b) { return Result<Decimal>(Decimal(a * b)); });
}

Result<Value> divf(const Call& call) {
    TRY_ASSIGN(const Decimal start, as_decimal(call[0]));
    return fold(call.arguments.subspan(1), start, divided);
}

Result<Value> atoi(const Call& call) {
    return Value::integer(parse_integer(call.text(0), 10).value_or(0));
}

Result<Value> as_int(const Call& call) {
    return Value::integer(to_int64(call[0]));
}

Result<Value> as_int64(const Call& call) {
    return Value::int64(to_int64(call[0]));
}

Result<Value> as_float64(const Call& call) {
    return Value::number(to_float64(call[0]));
}

// The octal number that the text is.
Result<Value> to_decimal(const Call& call) {
    TRY_ASSIGN(const std::string text, call.text_of_any(call[0]));
    return Value::int64(parse_integer(text, 8).value_or(0));
}

struct Steps {
    std::int64_t start;
    std::int64_t stop;
    std::int64_t step;
};

Result<List> numbers(const Call& call, const Steps& steps) {
    List result;
    const bool upwards = steps.start <= steps.stop;
    if (steps.step == 0 || upwards != (steps.step > 0)) {
        return result;
    }
    std::int64_t at = steps.start;
    while (upwards ? at < steps.stop : at > steps.stop) {
        TRY(call.budget.step());
        TRY(call.budget.memory(sizeof(Value)));
        result.push_back(Value::integer(at));
        if (__builtin_add_overflow(at, steps.step, &at)) {
            break;
        }
    }
    return result;
}

Result<Value> until(const Call& call) {
    const std::int64_t stop = call.integer(0);
    TRY_ASSIGN(List list, numbers(call, {.start = 0, .stop = stop, .step = stop < 0 ? -1 : 1}));
    return call.arena.list(std::move(list), Type::kIntList);
}

Result<Value> until_step(const Call& call) {
    TRY_ASSIGN(List list, numbers(call, {.start = call.integer(0),
                                         .stop = call.integer(1),
                                         .step = call.integer(2)}));
    return call.arena.list(std::move(list), Type::kIntList);
}

// seq end, seq start end, seq start step end: as the shell's.
Result<Value> seq(const Call& call) {
    if (call.size() == 0 || call.size() > 3) {
        return Value::text("");
    }
    const std::int64_t start = call.size() == 1 ? 1 : call.integer(0);
    const std::int64_t end = call.integer(call.size() - 1);
    const std::int64_t direction = end < start ? -1 : 1;
    const std::int64_t step = call.size() == 3 ? call.integer(1) : direction;
    if (end < start && step > 0) {
        return Value::text("");
    }
    TRY_ASSIGN(const List list,
               numbers(call, {.start = start, .stop = add_wrapping(end, direction), .step = step}));
    Sink sink = call.sink();
    for (const Value& number : list) {
        sink.append(sink.text().empty() ? "" : " ");
        print_value(number, sink);
    }
    return call.give(sink);
}

constexpr auto kNumberFunctions = std::to_array<Function>({
    {"add", "v*", add},
    {"add1", "v", add1},
    {"add1f", "v", add1f},
    {"addf", "v*", addf},
    {"atoi", "s", atoi},
    {"biggest", "vv*", max},
    {"ceil", "v", ceil},
    {"div", "vv", div},
    {"divf", "vv*", divf},
    {"float64", "v", as_float64},
    {"floor", "v", floor},
    {"int", "v", as_int},
    {"int64", "v", as_int64},
    {"max", "vv*", max},
    {"maxf", "vv*", maxf},
    {"min", "vv*", min},
    {"minf", "vv*", minf},
    {"mod", "vv", mod},
    {"mul", "vv*", mul},
    {"mulf", "vv*", mulf},
    {"round", "vif*", round},
    {"seq", "i*", seq},
    {"sub", "vv", sub},
    {"subf", "vv*", subf},
    {"toDecimal", "v", to_decimal},
    {"until", "i", until},
    {"untilStep", "iii", until_step},
});

}  // namespace

std::span<const Function> number_functions() {
    return kNumberFunctions;
}

}  // namespace sealer::tmpl
