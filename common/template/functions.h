// SPDX-License-Identifier: Apache-2.0
// The functions that templates call: Go's own and those of sprig 3.3.0, each named and typed as
// there.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/template/arena.h"
#include "common/template/print.h"
#include "common/template/template.h"
#include "common/template/value.h"

namespace sealer::tmpl {

// One call: its arguments, already of the types that the function's row asks for, and what it may
// use.
struct Call {
    std::span<const Value> arguments;
    Arena& arena;
    Budget& budget;

    [[nodiscard]] std::size_t size() const { return arguments.size(); }
    [[nodiscard]] const Value& operator[](std::size_t i) const { return arguments[i]; }
    [[nodiscard]] std::string_view text(std::size_t i) const { return arguments[i].as_text(); }
    [[nodiscard]] std::int64_t integer(std::size_t i) const { return arguments[i].as_integer(); }

    // A text of bounded size to write into, and the value that it makes.
    [[nodiscard]] Sink sink() const { return Sink(budget.memory_left()); }
    [[nodiscard]] Result<Value> give(const Sink& sink) const {
        if (sink.full()) {
            return budget.out_of_memory();
        }
        return arena.text(sink.text());
    }
    [[nodiscard]] Result<Value> give(std::string_view text) const { return arena.text(text); }
    // The text of any value, as sprig's strval.
    [[nodiscard]] Result<std::string> text_of_any(const Value& value) const {
        Sink text = sink();
        print_value(value, text);
        if (text.full()) {
            return budget.out_of_memory();
        }
        return text.take();
    }
};

struct Function {
    std::string_view name;
    // One letter an argument: s string, i int, u uint32, f float64, b bool, t time,
    // n time.Duration, r *semver.Version, d dict (map[string]interface {}), l list ([]interface
    // {}), c certificate, v any value. A star: any number of the last one.
    std::string_view signature;
    Result<Value> (*call)(const Call& call);
};

// Null where there is none of that name.
[[nodiscard]] const Function* find_function(std::string_view name);

// Of a time, a duration, a version or a certificate: its method or field, called with the value as
// its first argument, which the signature leaves out. Null where it has none of that name.
[[nodiscard]] const Function* find_method(Type type, std::string_view name);

// The families, one file each.
[[nodiscard]] std::span<const Function> builtin_functions();
[[nodiscard]] std::span<const Function> comparison_functions();
[[nodiscard]] std::span<const Function> certificate_functions();
[[nodiscard]] std::span<const Function> crypto_functions();
[[nodiscard]] std::span<const Function> date_functions();
[[nodiscard]] std::span<const Function> default_functions();
[[nodiscard]] std::span<const Function> dict_functions();
[[nodiscard]] std::span<const Function> encoding_functions();
[[nodiscard]] std::span<const Function> json_functions();
[[nodiscard]] std::span<const Function> list_functions();
[[nodiscard]] std::span<const Function> number_functions();
[[nodiscard]] std::span<const Function> path_functions();
[[nodiscard]] std::span<const Function> random_functions();
[[nodiscard]] std::span<const Function> reflection_functions();
[[nodiscard]] std::span<const Function> regex_functions();
[[nodiscard]] std::span<const Function> semver_functions();
[[nodiscard]] std::span<const Function> string_functions();
[[nodiscard]] std::span<const Function> url_functions();
[[nodiscard]] std::span<const Function> word_functions();

// Whether two values are the same in type and content (reflect.DeepEqual).
[[nodiscard]] Result<bool> deep_equal(const Value& a, const Value& b, Budget& budget);

}  // namespace sealer::tmpl
