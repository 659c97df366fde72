// SPDX-License-Identifier: Apache-2.0
// Errors as values. A function that can fail because of its caller or the world returns Result<T>
// or Status.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace sealer {

// What the caller does about an error, rather than where it came from.
enum class Code {
    kNotFound,     // it is not there: create it, or ignore
    kConflict,     // somebody else was faster, or it exists already: read again and retry
    kInvalid,      // the input is wrong: tell its author; a retry cannot help
    kDenied,       // credentials or rights are missing
    kUnavailable,  // the other side does not answer, or asks for patience: retry later
    kExpired,      // what was asked for is gone for good (HTTP 410): start over
    kCancelled,    // we were asked to stop
    kInternal,     // anything else
};

// A message says what was wrong, where, and what to do; it never holds a secret.
struct Error {
    Code code = Code::kInternal;
    std::string message;
    // What the server asked us to wait, in seconds; 0 when it did not say.
    int retry_after_seconds = 0;

    // The same error seen one layer up: "outer: message".
    [[nodiscard]] Error with(std::string_view outer) const {
        return Error{code, std::string(outer) + ": " + message, retry_after_seconds};
    }
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(Code code, std::string message) {
    return tl::unexpected<Error>(Error{code, std::move(message)});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

// "not found", "conflict", … : for logs and tests.
[[nodiscard]] std::string_view to_string(Code code);

}  // namespace sealer

// NOLINTBEGIN(bugprone-macro-parentheses)
#define SEALER_CONCAT_IMPL(a, b) a##b
#define SEALER_CONCAT(a, b) SEALER_CONCAT_IMPL(a, b)
#define TRY_ASSIGN_IMPL(result, declaration, expression)    \
    auto result = (expression);                             \
    if (!result) {                                          \
        return ::tl::unexpected(std::move(result).error()); \
    }                                                       \
    declaration = *std::move(result)
// TRY_ASSIGN(auto value, f()): the value of f(), or return its error.
#define TRY_ASSIGN(declaration, expression) \
    TRY_ASSIGN_IMPL(SEALER_CONCAT(result_, __LINE__), declaration, expression)
// TRY(f()): go on if f() succeeded, or return its error.
#define TRY(expression)                                             \
    do {                                                            \
        if (auto try_status = (expression); !try_status) {          \
            return ::tl::unexpected(std::move(try_status).error()); \
        }                                                           \
    } while (false)
// NOLINTEND(bugprone-macro-parentheses)
