// SPDX-License-Identifier: Apache-2.0
// Values as text, in the manner of Go's package fmt.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/template/value.h"

namespace sealer::tmpl {

// Text that grows up to a limit; what goes beyond is dropped, and full() says so.
class Sink {
  public:
    explicit Sink(std::size_t limit) : limit_(limit) {}

    void append(std::string_view text) {
        if (text.size() > limit_ - text_.size()) {
            full_ = true;
            return;
        }
        text_ += text;
    }
    void append(std::size_t count, char c);
    [[nodiscard]] bool full() const { return full_; }
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] std::string take() { return std::move(text_); }

  private:
    std::string text_;
    std::size_t limit_;
    bool full_ = false;
};

// How deep lists and dicts may lie in each other where something walks through them. Deeper ones
// (a dict may hold itself) make a Sink full.
constexpr int kMaxValueDepth = 200;

// As %v: map[a:1 b:[x y]], <nil>, 1e+06.
void print_value(const Value& value, Sink& sink);
// As fmt.Sprint: a blank between operands that are both no strings.
void print_all(std::span<const Value> values, Sink& sink);
// As fmt.Sprintf: what does not fit its verb is printed as %!d(string=hi).
void print_format(std::string_view format, std::span<const Value> values, Sink& sink);

// As %v of a float64: an exponent below 1e-4 and from 1e6 up; +Inf, NaN.
[[nodiscard]] std::string float_text(double number);

}  // namespace sealer::tmpl
